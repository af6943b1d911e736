"""The Wyoming server: accepts connections and shuts down in good order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from ipaddress import IPv4Network, IPv6Network, ip_address

from assistant.channels.wyoming.announcing import Announcer
from assistant.channels.wyoming.connection import Connection, PlaceShares, Services
from assistant.channels.wyoming.conversations import Conversations
from assistant.channels.wyoming.discovery import announced
from assistant.channels.wyoming.fair_threads import FairThreads
from assistant.channels.wyoming.protocol import Limits
from assistant.channels.wyoming.service_info import service_info
from assistant.channels.wyoming.speaking import Voice
from assistant.errors import Trouble
from assistant.speech.recognizers import Recognizer
from assistant.wording import load

Network = IPv4Network | IPv6Network

_CONVERSATION_THREADS = 2
"""Sentences answered at the same moment; each takes some hundredths of a second."""
_STOPPING = 1.0
"""Seconds that work under way may take when the server stops; then it is dropped."""
_BACKLOG = 1024
"""Connections that may wait to be accepted; further clients wait seconds for their next try."""


def is_allowed(address: str, allowed: Sequence[Network]) -> bool:
    """Whether a client at this address may connect; with no network named, every one may."""
    if not allowed:
        return True
    try:
        known = ip_address(address.split("%")[0])
    except ValueError:
        return False
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known in network for network in allowed)


class Server:
    """Serves recognition and conversations on one port.

    When all connections are taken, one that has not yet sent an event makes room for a new one. So
    neither a flood of connections nor idle clients keep others out, and no conversation is ended.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        conversations: Conversations,
        language: str = "en",
        limits: Limits | None = None,
        allowed: Sequence[Network] = (),
        on_fault: Callable[[Exception], None] = lambda error: None,
        voice: Voice | None = None,
        announcer: Announcer | None = None,
    ) -> None:
        """`on_fault` is called with an unexpected error of Lantern itself; `voice` speaks.

        `announcer` speaks reminders on satellites.
        """
        self._announcer = announcer
        self._limits = limits or Limits()
        self._services = Services(
            service_info(recognizer, language, speaks=voice is not None),
            recognizer,
            language,
            load(language),
            conversations,
            self._limits,
            FairThreads(os.cpu_count() or 1, "recognition"),
            FairThreads(_CONVERSATION_THREADS, "conversations"),
            PlaceShares(),
            voice,
            FairThreads(_CONVERSATION_THREADS, "voice"),
        )
        self._allowed = tuple(allowed)
        self._on_fault = on_fault
        self._connections: dict[Connection, asyncio.Task[None]] = {}
        self._stopped = asyncio.Event()
        self.ended = False
        """After `run`: whether no thread was at work any more."""

    def stop(self) -> None:
        """Shut down in good order. To be called in the thread the server runs in."""
        self._stopped.set()

    async def run(
        self,
        host: str,
        port: int,
        on_ready: Callable[[int], None] = lambda port: None,
        *,
        announce: bool = False,
    ) -> None:
        """Serve until `stop`, SIGTERM or SIGINT; `on_ready` is called with the port.

        `announce`: tell the network that it is there.

        Raises `Trouble` for an address that cannot be used.
        """
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, other threads
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self.stop)
        await asyncio.to_thread(self._services.conversations.prepare)
        async with await self._listen(host, port) as server:
            listens = server.sockets[0].getsockname()[1]
            async with announced(host, listens) if announce else nullcontext():
                reminding = asyncio.create_task(self._remind())
                on_ready(listens)
                await self._stopped.wait()
                reminding.cancel()
            server.close()
            tasks = list(self._connections.values())
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.wait(tasks, timeout=_STOPPING)
            for connection in list(self._connections):
                connection.abort()
            answered = self._services.conversation_threads.close(_STOPPING / 2)
            self.ended = self._services.recognition_threads.close(0) and answered

    async def _remind(self) -> None:
        try:
            if self._announcer is not None:
                await self._announcer.run()
        except Exception as error:
            self._on_fault(error)

    async def _listen(self, host: str, port: int) -> asyncio.Server:
        try:
            return await asyncio.start_server(
                self._serve, host, port, limit=self._limits.header, backlog=_BACKLOG
            )
        except (OSError, OverflowError) as error:
            raise Trouble(
                "channels.wyoming.address_unusable", host=host, port=str(port), reason=str(error)
            ) from error

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(self._services, reader, writer)
        address = (writer.get_extra_info("peername") or ("",))[0]
        if not is_allowed(address, self._allowed) or not self._make_room():
            connection.abort()
            return
        task = asyncio.current_task()
        assert task is not None, "the server runs this in a task"
        self._connections[connection] = task
        try:
            await connection.serve()
        except (ConnectionError, TimeoutError, asyncio.CancelledError):
            connection.abort()  # Cancelled by `run` only, where the server stops.
        except Exception as error:
            self._on_fault(error)
            connection.abort()
        finally:
            self._connections.pop(connection, None)
            writer.close()

    def _make_room(self) -> bool:
        """Whether there is room for one more connection, after ending one without an event."""
        if len(self._connections) < self._limits.connections:
            return True
        unused = next((one for one in self._connections if not one.active), None)
        if unused is None:
            return False
        del self._connections[unused]
        unused.abort()
        return True

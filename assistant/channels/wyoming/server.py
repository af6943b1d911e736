"""The service: takes connections, and stops in good order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from assistant.channels.wyoming.about import about
from assistant.channels.wyoming.connection import Connection, Offered
from assistant.channels.wyoming.door import Door, Network
from assistant.channels.wyoming.handling import Handling
from assistant.channels.wyoming.limits import Limits
from assistant.errors import Trouble
from assistant.speech.recognizers import Recognizer

_TALKS = 4
"""Conversations answered at the same moment; each takes some hundredths of a second."""
_WAITING = 1024
"""Connections which may stand before the door in a flood; past it, a client has to wait seconds."""


class Server:
    """Serves recognition and conversations on one port."""

    def __init__(
        self,
        recognizer: Recognizer,
        handling: Handling,
        language: str = "en",
        limits: Limits | None = None,
        allowed: Sequence[Network] = (),
        wrong: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        """`wrong` is told of what went wrong within Lantern itself while it served a client."""
        self._limits = limits or Limits()
        self._offered = Offered(
            about(recognizer, language),
            recognizer,
            language,
            handling,
            self._limits,
            ThreadPoolExecutor(os.cpu_count(), "hearing"),
            ThreadPoolExecutor(_TALKS, "talking"),
        )
        self._door = Door(self._limits.connections, allowed)
        self._wrong = wrong
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """End the service in good order. Called in the thread it runs in."""
        self._stopped.set()

    async def run(
        self, host: str, port: int, ready: Callable[[int], None] = lambda port: None
    ) -> None:
        """Serve until `stop`, SIGTERM or SIGINT; `ready` is told the port.

        Raises Trouble for an address which cannot be had.
        """
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, other threads
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self.stop)
        async with await self._listen(host, port) as server:
            ready(server.sockets[0].getsockname()[1])
            await self._stopped.wait()
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _listen(self, host: str, port: int) -> asyncio.Server:
        try:
            return await asyncio.start_server(
                self._connected, host, port, limit=self._limits.header, backlog=_WAITING
            )
        except (OSError, OverflowError) as error:
            raise Trouble(
                f"The address {host}, port {port}, cannot be listened on ({error}). Choose another "
                "with --host and --port, or end the program which uses it."
            ) from error

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(self._offered, reader, writer)
        address = (writer.get_extra_info("peername") or ("",))[0]
        if not self._door.admits(address) or not self._door.enter(connection):
            connection.send_away()
            return
        task = asyncio.current_task()
        assert task is not None, "this runs in one"
        self._tasks.add(task)
        try:
            await connection.serve()
        except (ConnectionError, TimeoutError):
            connection.send_away()
        except Exception as error:
            self._wrong(error)
            connection.send_away()
        finally:
            self._tasks.discard(task)
            self._door.leave(connection)
            writer.close()

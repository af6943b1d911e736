"""Reminders on satellites: at their hour they are spoken where a satellite can be reached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.ping import Ping
from wyoming.snd import Played

from assistant.channels import push
from assistant.channels.push import PushReply
from assistant.channels.wyoming.speaking import Voice, chunks
from assistant.errors import Trouble
from assistant.settings import Place, folder_of
from assistant.speech.audio.base import Sound

LOOK = 20.0
"""Seconds between two looks whether a reminder is due."""
_CONNECTING = 3.0
"""Seconds until a satellite that does not answer counts as not there."""
_REFUSING = 1.0
"""Seconds within which a satellite that is in use ends the connection."""
_AFTER_THE_SOUND = 2.0
"""Seconds beyond the sound in which a satellite may say that it has played everything."""
_WIDTH = 2


class Announcer:
    """Looks for reminders that are due, and speaks each on a satellite of its person.

    The settings name the address of a satellite. The answer comes as any other sentence of that
    place, so the conversation which the offer begins is that of the place.
    """

    def __init__(
        self,
        journals: Path,
        places: Mapping[str, Place],
        clock: Callable[[], datetime],
        language: str,
        voice: Voice,
        on_trouble: Callable[[str], None] = lambda name: None,
    ) -> None:
        """`on_trouble` is called with the name of a place whose satellite broke off."""
        self._journals = journals
        self._places = {name: place for name, place in places.items() if place.satellite}
        self._clock = clock
        self._language = language
        self._voice = voice
        self._on_trouble = on_trouble

    async def run(self) -> None:
        """Look again and again, until it is cancelled."""
        while self._places:
            await self.look()
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Speak the reminders that are due now."""
        for name, place in self._places.items():
            try:
                reply = await asyncio.to_thread(self._offer, name, place)
                if reply is not None:
                    sounds = await asyncio.to_thread(self._spoken, reply)
                    await _play(place.satellite, sounds)
            except Trouble:
                continue  # The next conversation tells what is wrong with the journal or the voice.
            except (OSError, TimeoutError, ValueError):
                self._on_trouble(name)

    def _offer(self, name: str, place: Place) -> PushReply | None:
        return push.offer_due(
            folder_of(place.person, self._journals),
            f"wyoming:{name}",
            self._clock,
            self._language,
            place.aloud,
            lambda: is_there(place.satellite),
        )

    def _spoken(self, reply: PushReply) -> list[Sound]:
        return list(self._voice.sounds(reply.text, reply.settings))


def is_there(address: str) -> bool:
    """Whether there is a satellite at ``tcp://host:port`` which takes what Lantern sends.

    One to which another program is connected, such as Home Assistant, ends the connection.
    """
    try:
        return asyncio.run(_stays_open(address))
    except (OSError, TimeoutError):
        return False


async def _stays_open(address: str) -> bool:
    client = AsyncTcpClient(*_parts(address))
    async with asyncio.timeout(_CONNECTING):
        await client.connect()
    try:
        await client.write_event(Ping("").event())
        with suppress(TimeoutError):  # Not every satellite answers a ping.
            async with asyncio.timeout(_REFUSING):
                return await client.read_event() is not None
        return True
    finally:
        await client.disconnect()


def _parts(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 0


async def _play(address: str, sounds: list[Sound]) -> None:
    """Send the sounds to a satellite, and stay until it has played them, or has had the time to.

    Raises `ConnectionError` where it breaks off.
    """
    client = AsyncTcpClient(*_parts(address))
    async with asyncio.timeout(_CONNECTING):
        await client.connect()
    try:
        seconds = 0.0
        for at, sound in enumerate(sounds):
            if at == 0:
                await client.write_event(AudioStart(sound.rate, _WIDTH, 1).event())
            for piece in chunks(sound):
                await client.write_event(AudioChunk(sound.rate, _WIDTH, 1, piece).event())
            seconds += len(sound.samples) / sound.rate
        await client.write_event(AudioStop().event())
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds + _AFTER_THE_SOUND):
                while (event := await client.read_event()) is not None:
                    if Played.is_type(event.type):
                        return
                raise ConnectionError
    finally:
        await client.disconnect()

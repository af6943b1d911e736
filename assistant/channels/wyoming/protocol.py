"""Reading and writing Wyoming events within limits; the protocol itself has none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta
from wyoming.event import Event, async_write_event

from assistant.errors import Trouble

T = TypeVar("T")
_Length = Annotated[int, Meta(ge=0)]
_Name = Annotated[str, Meta(max_length=200)]


class ProtocolError(Trouble):
    """A client sent something that is not accepted; it is answered with an `error` event."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    connections: int = 32
    """The number of connections at once."""
    header: int = 16 * 1024
    data: int = 64 * 1024
    payload: int = 1024 * 1024
    sentence: int = 10_000
    """Characters in one sentence of a conversation: about ten minutes of speech."""
    spoken: int = 65_536
    """Characters to be spoken at once."""
    audio: float = 3600.0
    """Audio in one transcription."""
    first_event: float = 5.0
    """From the connection to the first byte of its first event."""
    whole_event: float = 10.0
    """From the first byte of an event to its last."""
    audio_pause: float = 30.0
    """Between two events of a transcription."""
    idle: float = 600.0
    """Between two events otherwise."""
    answer: float = 10.0
    """For a sentence to be understood and answered."""
    events_at_once: float = 20.0
    events_a_second: float = 10.0
    """Events but those of sound, from one client; what it sends beyond them waits."""
    sound_at_once: float = 20.0
    sound_a_second: float = 1.2
    """Seconds of sound from one client; who speaks sends one in each second."""
    write: float = 10.0
    """For a client to accept what is sent to it."""


class AudioFormat(msgspec.Struct, frozen=True):
    """Signed samples of `width` bytes, `rate` of them a second, `channels` interleaved."""

    rate: Annotated[int, Meta(ge=8000, le=192_000)]
    width: Literal[1, 2, 4]
    channels: Annotated[int, Meta(ge=1, le=8)]

    @property
    def frame(self) -> int:
        """The number of bytes of one sample of all channels."""
        return self.width * self.channels


class PlaceContext(msgspec.Struct, frozen=True):
    """Where a sentence was said, as the client tells it. Nothing proves that it is true."""

    conversation_id: _Name | None = None
    device_id: _Name | None = None
    satellite_id: _Name | None = None
    peer: _Name | None = None
    """The address it came from, which the server knows."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the place, the most particular first; its address where it has none."""
        named = tuple(name for name in (self.satellite_id, self.device_id) if name)
        return named or (self.peer or "",)


class TranscriptionRequest(msgspec.Struct):
    """The data of `transcribe`."""

    language: str | None = None
    context: dict[str, Any] | None = None


class Sentence(msgspec.Struct):
    """The data of `transcript`, which a client sends as a sentence of a conversation."""

    text: str
    language: str | None = None
    context: PlaceContext | None = None


class SpokenText(msgspec.Struct):
    """The data of `synthesize` and of `synthesize-chunk`."""

    text: str


class PingText(msgspec.Struct):
    """The data of `ping`."""

    text: Annotated[str, Meta(max_length=1000)] | None = None


class _Header(msgspec.Struct):
    type: Annotated[str, Meta(max_length=100)]
    data: dict[str, Any] | None = None
    data_length: _Length | None = None
    payload_length: _Length | None = None


async def read_event(reader: asyncio.StreamReader, limits: Limits, wait: float) -> Event | None:
    """The next event, begun within `wait` seconds; `None` where the client has disconnected.

    Raises `ProtocolError` for what is no event or too long, and `TimeoutError` for silence.
    """
    async with asyncio.timeout(wait):
        first = await reader.read(1)
    if not first:
        return None
    try:
        async with asyncio.timeout(limits.whole_event):
            return await _read_rest(first, reader, limits)
    except asyncio.IncompleteReadError:
        return None
    except TimeoutError:
        raise ProtocolError("channels.wyoming.event_unfinished") from None


async def write_event(event: Event, writer: asyncio.StreamWriter, limits: Limits) -> None:
    """Send an event. Raises `TimeoutError` where the client does not accept it."""
    async with asyncio.timeout(limits.write):
        await async_write_event(event, writer)


def data_of(event: Event, kind: type[T]) -> T:
    """The data of an event as a `kind`. Raises `ProtocolError` where it is not valid."""
    try:
        return msgspec.convert(event.data, kind)
    except msgspec.ValidationError as error:
        raise ProtocolError(
            "channels.wyoming.invalid_data", event=event.type, reason=str(error)
        ) from error


async def _read_rest(first: bytes, reader: asyncio.StreamReader, limits: Limits) -> Event:
    try:
        line = first if first == b"\n" else first + await reader.readuntil(b"\n")
    except asyncio.LimitOverrunError as error:
        raise ProtocolError("channels.wyoming.header_too_long") from error
    header = _decoded(line, _Header)
    data = header.data or {}
    if header.data_length:
        if header.data_length > limits.data:
            raise ProtocolError("channels.wyoming.data_too_long", most=limits.data)
        data |= _decoded(await reader.readexactly(header.data_length), dict[str, Any])
    payload = None
    if header.payload_length:
        if header.payload_length > limits.payload:
            raise ProtocolError("channels.wyoming.payload_too_long", most=limits.payload)
        payload = await reader.readexactly(header.payload_length)
    return Event(header.type, data, payload)


def _decoded(text: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError("channels.wyoming.no_event") from error

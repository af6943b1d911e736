"""Events on the wire, read with limits: the protocol itself has none."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta
from wyoming.event import Event, async_write_event

from assistant.channels.wyoming.limits import Limits

T = TypeVar("T")
_Length = Annotated[int, Meta(ge=0)]


class Refused(Exception):
    """A client sent what is not taken. The message is for it, a plain sentence."""


class _Header(msgspec.Struct):
    type: Annotated[str, Meta(max_length=100)]
    data: dict[str, Any] | None = None
    data_length: _Length | None = None
    payload_length: _Length | None = None


async def read_event(reader: asyncio.StreamReader, limits: Limits, wait: float) -> Event | None:
    """The next event, begun within `wait` seconds; `None` where the client has gone.

    Raises `Refused` for what is no event, or too long, and `TimeoutError` for silence.
    """
    async with asyncio.timeout(wait):
        first = await reader.read(1)
    if not first:
        return None
    try:
        async with asyncio.timeout(limits.whole_event):
            return await _rest(first, reader, limits)
    except asyncio.IncompleteReadError:
        return None
    except TimeoutError:
        raise Refused("An event was begun and not ended in time.") from None


async def write_event(event: Event, writer: asyncio.StreamWriter, limits: Limits) -> None:
    """Send an event. Raises `TimeoutError` where the client does not take it."""
    async with asyncio.timeout(limits.write):
        await async_write_event(event, writer)


def content(event: Event, kind: type[T]) -> T:
    """The data of an event, checked. Raises `Refused`."""
    try:
        return msgspec.convert(event.data, kind)
    except msgspec.ValidationError as error:
        raise Refused(f"The event {event.type} is not as it should be: {error}.") from error


async def _rest(first: bytes, reader: asyncio.StreamReader, limits: Limits) -> Event:
    try:
        line = first if first == b"\n" else first + await reader.readuntil(b"\n")
    except asyncio.LimitOverrunError as error:
        raise Refused("The first line of an event is too long.") from error
    header = _decoded(line, _Header)
    data = header.data or {}
    if header.data_length:
        if header.data_length > limits.data:
            raise Refused(f"At most {limits.data} bytes of data are taken.")
        data |= _decoded(await reader.readexactly(header.data_length), dict[str, Any])
    payload = None
    if header.payload_length:
        if header.payload_length > limits.payload:
            raise Refused(f"At most {limits.payload} bytes of payload are taken.")
        payload = await reader.readexactly(header.payload_length)
    return Event(header.type, data, payload)


def _decoded(text: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("That was no Wyoming event.") from error

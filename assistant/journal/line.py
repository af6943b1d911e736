"""One line of the journal: its envelope, how it is written as JSON, and how it is checked.

The checksum is the last member and covers every byte before it, so that it is checked on the line
as it lies on disk, before anything is decoded, and compared as text: a flipped digit is seen even
where it would parse to the same number.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32

import msgspec

VERSION = 1
_SUM = b',"sum":"'
_TAIL = len(_SUM) + 8 + len(b'"}')
_END = _TAIL + len(b"\n")


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One event as it lies on disk. `data` is JSON which only the event's own type understands."""

    v: int
    n: int
    """Its number in its file, from 1. A checksum cannot see a missing line; a number can."""
    clock: int
    """Lamport clock: greater than that of every line this device had seen when it wrote this."""
    id: str
    """``{device}-{n}``."""
    ts: str = ""
    """ISO 8601 with offset; empty in a line which holds no moment of the person's life."""
    type: str
    session: str | None = None
    ref: str | None = None
    source: str | None = None
    data: msgspec.Raw = msgspec.Raw(b"null")
    sum: str
    """CRC-32 of all the bytes before it, eight hexadecimal digits."""

    @property
    def device(self) -> str:
        """The device which wrote it."""
        return self.id.rpartition("-")[0]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be kept, before it has a place in a file."""

    type: str
    data: msgspec.Raw
    ts: str
    session: str | None = None
    ref: str | None = None
    source: str | None = None


class _Body(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A line without its checksum, members in the order in which they are written."""

    v: int
    n: int
    clock: int
    id: str
    ts: str = ""
    type: str
    session: str | None = None
    ref: str | None = None
    source: str | None = None
    data: msgspec.Raw


class Unreadable(Exception):
    """The bytes are not a line as it was written. The message says what is wrong with them."""


class Newer(Exception):
    """The line is whole, but was written by a later version than this one."""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Line).decode


def event(
    type: str,
    data: Any,
    *,
    ts: datetime,
    session: str | None = None,
    ref: str | None = None,
    source: str | None = None,
) -> Event:
    """An event to be kept; `data` is anything which is JSON, `ts` a moment with its offset.

    Raises `ValueError` for a moment without an offset, `TypeError` for data which is not JSON.
    """
    if ts.utcoffset() is None:
        raise ValueError("an event's time needs its offset from UTC")
    return Event(
        type=type,
        data=msgspec.Raw(_json(data)),
        ts=ts.isoformat(timespec="milliseconds"),
        session=session,
        ref=ref,
        source=source,
    )


def _json(data: Any) -> bytes:
    try:
        return _encode(data)
    except UnicodeEncodeError:
        # Half of a surrogate pair, as a terminal may hand over: the words around it are kept.
        return _encode(_whole(msgspec.to_builtins(data)))


def _whole(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_whole(item) for item in value]
        case dict():
            return {_whole(key): _whole(item) for key, item in value.items()}
    return value


def write(event: Event, *, n: int, clock: int, device: str) -> bytes:
    """The line of `event` as bytes, line feed included."""
    return _written(VERSION, n, clock, f"{device}-{n}", event)


def raw(line: Line) -> bytes:
    """`line` as bytes, line feed included: as it was written."""
    return _written(line.v, line.n, line.clock, line.id, line)


def _written(v: int, n: int, clock: int, id: str, event: Event | Line) -> bytes:
    body = _Body(
        v=v,
        n=n,
        clock=clock,
        id=id,
        ts=event.ts,
        type=event.type,
        session=event.session,
        ref=event.ref,
        source=event.source,
        data=event.data,
    )
    return summed(_encode(body)) + b"\n"


def summed(text: bytes) -> bytes:
    """The JSON object `text` with its checksum as its last member."""
    body = text[:-1]
    return b'%s%s%08x"}' % (body, _SUM, crc32(body))


def check(raw: bytes) -> None:
    """Raises `Unreadable` unless the checksum at the end of `raw` is that of the rest."""
    if raw[-_TAIL:] != b'%s%08x"}' % (_SUM, crc32(raw[:-_TAIL])):
        raise Unreadable(_what_is_wrong(raw))


def read(raw: bytes) -> Line:
    """The line in `raw` (without its line feed). Raises `Unreadable` or `Newer`."""
    return read_ended(raw + b"\n")


def read_ended(raw: bytes) -> Line:
    """As `read`, of a line with its line feed: a million are read so, and copied no more."""
    if raw[-_END:] != b'%s%08x"}\n' % (_SUM, crc32(raw[:-_END])):
        raise Unreadable(_what_is_wrong(raw.removesuffix(b"\n")))
    try:
        line = _decode(raw)
    except msgspec.MsgspecError as error:
        if _version(raw) > VERSION:
            raise Newer from error
        raise Unreadable("it is not a line of a journal") from error
    if line.v > VERSION:
        raise Newer
    return line


def _what_is_wrong(raw: bytes) -> str:
    if not raw.strip():
        return "it is empty"
    if raw[-_TAIL:].startswith(_SUM):
        return "it was changed since it was written (its checksum does not fit)"
    return "it does not end as a line should"


def _version(raw: bytes) -> int:
    try:
        return int(msgspec.json.decode(raw)["v"])
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return 0

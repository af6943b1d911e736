"""One line of the journal: its envelope, how it is written as JSON, and how it is checked.

The checksum is the last member and covers every byte before it, so that it is checked on the line
as it lies on disk, before anything is decoded, and compared as text: a flipped digit is seen even
where it would parse to the same number.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any
from zlib import crc32

import msgspec

from assistant.errors import Trouble

VERSION = 1
ERASED, KEY, SEALED = "journal.erased", "journal.key", "journal.sealed"
"""The journal's own types: a tombstone, a writer's key, and an encrypted line."""
OWN_TYPES = frozenset({ERASED, KEY, SEALED})
_SUM = b',"sum":"'
_TAIL = len(_SUM) + 8 + len(b'"}')
_END = _TAIL + len(b"\n")
HIGHEST = 1 << 53
"""The highest number and clock of a line: beyond it, some programs read numbers as approximate."""
HIGHEST_TAKEN = 1 << 52
"""The highest clock which this device goes on from, and takes in from elsewhere."""
LONGEST = 1 << 25
"""Bytes of the longest line which is read."""
LONGEST_DATA = 1 << 24
"""Bytes of the longest data which is written; sealing adds a third."""
_DEEPEST = 64
"""How far the data of a line may be nested."""
_SHORTEST_DEEP = 2 * _DEEPEST + 100
"""Bytes which a line has at least that is nested deeper."""
_DEVICE = re.compile(r"[0-9a-f]{1,64}")
_MOST_DEVICES = 1000
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_MARK = b"\xef\xbb\xbf"
"""The byte order mark which some editors write at the beginning of a file."""

Number = Annotated[int, msgspec.Meta(ge=1, le=HIGHEST)]


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One event as it lies on disk. `data` is JSON which only the event's own type understands."""

    v: int
    n: Number
    """Its number in its file, from 1. A checksum cannot see a missing line; a number can."""
    clock: Number
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


class Unreadable(Trouble):
    """The bytes are not a line as it was written; the key says what is wrong with them."""


class Newer(Exception):
    """The line is whole, but was written by a later version than this one."""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Line).decode


def new_event(
    type: str,
    data: Any,
    *,
    ts: datetime,
    session: str | None = None,
    ref: str | None = None,
    source: str | None = None,
) -> Event:
    """Make an event; `data` is anything which is JSON, `ts` a moment with its offset.

    Raises `ValueError` for a moment without an offset, `TypeError` for data which is not JSON, and
    `Trouble` for data which is too long to be read again.
    """
    if ts.utcoffset() is None:
        raise ValueError("an event's time needs its offset from UTC")
    written = _json(data)
    if len(written) > LONGEST_DATA:
        raise Trouble("journal.too_long", most=LONGEST_DATA >> 20)
    return Event(
        type=type,
        data=msgspec.Raw(written),
        ts=ts.isoformat(timespec="milliseconds"),
        session=session,
        ref=ref,
        source=source,
    )


def _json(data: Any) -> bytes:
    try:
        return _encode(data)
    except UnicodeEncodeError:
        # A terminal may give half of a surrogate pair, which UTF-8 cannot hold; it becomes "?".
        return _encode(_without_surrogates(msgspec.to_builtins(data)))


def _without_surrogates(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_without_surrogates(item) for item in value]
        case dict():
            return {
                _without_surrogates(key): _without_surrogates(item) for key, item in value.items()
            }
    return value


def encode_event(event: Event, *, n: int, clock: int, device: str) -> bytes:
    """Give the line of `event` as bytes, line feed included."""
    return _encoded(VERSION, n, clock, f"{device}-{n}", event)


def encode_line(line: Line) -> bytes:
    """Give `line` as bytes, line feed included: the bytes which were written."""
    return _encoded(line.v, line.n, line.clock, line.id, line)


def _encoded(v: int, n: int, clock: int, id: str, event: Event | Line) -> bytes:
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
    return with_checksum(_encode(body)) + b"\n"


def with_checksum(text: bytes) -> bytes:
    """Give the JSON object `text` with its checksum as its last member."""
    body = text[:-1]
    return b'%s%s%08x"}' % (body, _SUM, crc32(body))


def verify_checksum(raw: bytes) -> None:
    """Raise `Unreadable` unless the checksum at the end of `raw` is that of the bytes before it."""
    if raw[-_TAIL:] != b'%s%08x"}' % (_SUM, crc32(raw[:-_TAIL])):
        raise Unreadable(_fault(raw))


def checksum_in(raw: bytes) -> str:
    """The checksum which stands at the end of the line `raw` (line feed included)."""
    return raw[-len(b'00000000"}\n') : -len(b'"}\n')].decode("ascii", "replace")


def decode_line(raw: bytes) -> Line:
    """Read the line in `raw` (without its line feed). Raises `Unreadable` or `Newer`."""
    return decode_ended_line(raw + b"\n")


def decode_ended_line(raw: bytes) -> Line:
    """As `decode_line`, of a line with its line feed, which saves a copy of each of a million."""
    if raw[-_END:] != b'%s%08x"}\n' % (_SUM, crc32(raw[:-_END])):
        as_written = _as_written(raw)
        if as_written == raw:
            raise Unreadable(_fault(raw.removesuffix(b"\n")))
        return decode_ended_line(as_written)
    try:
        line = _decode(raw)
    except (msgspec.MsgspecError, RecursionError) as error:
        if _version(raw) > VERSION:
            raise Newer from error
        raise Unreadable("journal.damage.not_a_line") from error
    if line.v > VERSION:
        raise Newer
    _validate(line, raw)
    return line


def _as_written(raw: bytes) -> bytes:
    """The line without what an editor or a copying program added: a carriage return, a mark."""
    if raw.endswith(b"\r\n"):
        raw = raw[:-2] + b"\n"
    return raw.removeprefix(_MARK)


def _validate(line: Line, raw: bytes) -> None:
    """Raise `Unreadable` for a line which no program wrote that knows this format."""
    device, _, number = line.id.rpartition("-")
    if number != str(line.n) or not (device in _devices or _is_device(device)):
        raise Unreadable("journal.damage.invalid", member="id")
    if not is_moment(line.ts) and (line.ts or line.type not in OWN_TYPES):
        raise Unreadable("journal.damage.invalid", member="ts")
    if not raw.isascii():
        try:
            raw.decode()
        except UnicodeDecodeError:
            raise Unreadable("journal.damage.not_text") from None
    if len(raw) < _SHORTEST_DEEP:
        return
    if raw.count(b"[") + raw.count(b"{") > _DEEPEST and _depth(raw) > _DEEPEST:
        raise Unreadable("journal.damage.too_deep")


def is_moment(ts: str) -> bool:
    """Whether this is a moment as `new_event` writes it, with room to reckon in days around it."""
    try:
        moment = datetime.fromisoformat(ts)
        # The day as "2026-11-23", not as that of a week.
        written = ts[10] == "T" and ts[7] == ts[4] == "-"
    except (ValueError, IndexError):
        return False
    return written and moment.tzinfo is not None and 100 <= moment.year <= 9000


_devices: set[str] = set()
"""Names of devices which were checked already."""


def _is_device(name: str) -> bool:
    """Whether a device may be called so: the name becomes a part of a file's name."""
    valid = _DEVICE.fullmatch(name) is not None
    if valid and len(_devices) < _MOST_DEVICES:
        _devices.add(name)
    return valid


def _depth(raw: bytes) -> int:
    """How deep the JSON text `raw` is nested."""
    deepest = depth = 0
    for match in _BRACKETS.finditer(raw):
        if match[0] in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in b"]}":
            depth -= 1
    return deepest


def _fault(raw: bytes) -> str:
    """The key of what is wrong with a line whose checksum does not fit."""
    if not raw.strip():
        return "journal.damage.empty"
    if len(raw) >= LONGEST:
        return "journal.damage.too_long"
    if raw[-_TAIL:].startswith(_SUM):
        return "journal.damage.changed"
    return "journal.damage.wrong_end"


def _version(raw: bytes) -> int:
    try:
        return int(msgspec.json.decode(raw)["v"])
    except (msgspec.MsgspecError, RecursionError, KeyError, TypeError, ValueError):
        return 0

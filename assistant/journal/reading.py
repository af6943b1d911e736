"""Reading the files of all devices as one journal, around damage and without what was erased.

A tombstone is a line like any other: it says which lines were erased, by device and number, and
holds no words. It travels with the journal, so that an erased word does not come back from another
device's copy.
"""

from __future__ import annotations

import heapq
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from assistant.errors import Trouble
from assistant.journal.line import (
    ERASED,
    LONGEST,
    SEALED,
    Line,
    Newer,
    Number,
    Unreadable,
    decode_ended_line,
    decode_line,
)

# A synced folder's "journal-x (conflicted copy).jsonl" is a journal too, whatever it is called.
_NAME = re.compile(r"journal-([0-9a-f]+)(\W.*)?\.jsonl")
_BLOCK = 1 << 16
"""Bytes read at a time; they stay in the processor's cache while they are searched repeatedly."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a file which is not as it was written: where, and what."""

    file: Path
    line: int
    """Number of the line in the file, from 1, as editors count; 0 for the file as a whole."""
    what: Trouble
    """Half of a sentence."""

    @property
    def trouble(self) -> Trouble:
        """Where and what, as one sentence."""
        place = "on_line" if self.line else "in_file"
        name = self.file.name
        return Trouble(f"journal.damage.{place}", file=name, line=self.line, what=self.what)


# Files --------------------------------------------------------------------------------------------


def file_name(device: str) -> str:
    """The name of the file in which `device` writes."""
    return f"journal-{device}.jsonl"


def device_of(path: Path) -> str | None:
    """The device whose file, or whose file's copy, this is; None when it is no journal."""
    match = _NAME.fullmatch(path.name)
    return match[1] if match else None


def journal_files(folder: Path) -> list[Path]:
    """All journal files in `folder`, by name; none when there is no such folder.

    What has a journal's name and cannot be read is in `strange_files` instead.
    """
    return [path for path in _named_as_journals(folder) if why_not_read(path) is None]


def strange_files(folder: Path) -> list[Damage]:
    """What has a journal's name in `folder` and is none: a folder, a pipe, a file of others."""
    every = ((path, why_not_read(path)) for path in _named_as_journals(folder))
    return [Damage(path, 0, why) for path, why in every if why]


def _named_as_journals(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if device_of(path))
    except FileNotFoundError:
        return []


def why_not_read(path: Path) -> Trouble | None:
    """Why the file `path` cannot be opened and read, as half of a sentence; None if it can."""
    try:
        plain = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return Trouble("journal.damage.system", error=error.strerror or str(error))
    if not plain:
        return Trouble("journal.damage.not_a_file")
    return None if os.access(path, os.R_OK) else Trouble("journal.damage.not_yours")


def numbered_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Give the lines of `file`, numbered from 1; only the beginning of one which is too long."""
    if os.fstat(file.fileno()).st_size <= LONGEST:
        yield from enumerate(file, 1)
        return
    number, inside = 0, False
    for raw in pieces_of(file):
        if not inside:
            number += 1
            yield number, raw
        inside = not raw.endswith(b"\n")


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """Give the lines of `file`, one which is too long in several pieces."""
    while raw := file.readline(LONGEST):
        yield raw


# Lines --------------------------------------------------------------------------------------------


def lines_of(path: Path, damage: list[Damage], holding: Sequence[bytes] = ()) -> Iterator[Line]:
    """Give the undamaged lines of one file, in its order; add what is damaged to `damage`.

    With `holding`: only lines which may hold one of these (see `lines_holding`).
    A last line without a line feed is not damage: another program may be writing it just now.
    """
    with path.open("rb") as file:
        for number, raw in lines_holding(file, holding) if holding else numbered_lines(file):
            try:
                yield decode_ended_line(raw)
            except Unreadable as error:
                if raw.endswith(b"\n") or len(raw) >= LONGEST:
                    # Its traceback would keep all that was read in memory.
                    damage.append(Damage(path, number, error.with_traceback(None)))
                else:
                    yield from _unended(raw)
            except Newer:
                continue


def _unended(raw: bytes) -> Iterator[Line]:
    try:
        yield decode_line(raw)
    except (Unreadable, Newer):
        return


def merged(
    paths: Iterable[Path], damage: list[Damage], holding: Sequence[bytes] = ()
) -> Iterator[Line]:
    """Give the lines of all files in one order, which is the same on every device."""
    sources = [lines_of(path, damage, holding) for path in paths]
    if len(sources) == 1:
        return sources[0]
    return heapq.merge(*sources, key=lambda line: (line.clock, line.id))


def without_copies(lines: Iterable[Line]) -> Iterator[Line]:
    """Give a line which several files hold only once, and two versions of one line both."""
    place: tuple[int, str] | None = None
    same: list[Line] = []
    for line in lines:
        if (line.clock, line.id) != place:
            yield from same
            place, same = (line.clock, line.id), [line]
        elif all(line.sum != other.sum for other in same):
            same.append(line)
            same.sort(key=lambda line: line.sum)
    yield from same


# A few lines out of many --------------------------------------------------------------------------


def lines_of_type(paths: Iterable[Path], type: str) -> Iterator[tuple[Line, bytes]]:
    """Give the undamaged lines of `type` in the files `paths`, each with its bytes.

    Only lines which seem to be of that type are decoded: a million lines take a tenth of a second.
    Raises `OSError`.
    """
    mark = b'"type":"%s"' % type.encode()
    for path in paths:
        with path.open("rb") as file:
            for block in _blocks(file):
                if mark in block:
                    yield from _of_type(block, mark, type)


def _of_type(block: bytes, mark: bytes, type: str) -> Iterator[tuple[Line, bytes]]:
    for raw in block.splitlines():
        if mark not in raw:
            continue
        try:
            line = decode_line(raw)
        except (Unreadable, Newer):
            continue
        if line.type == type:
            yield line, raw + b"\n"


_ALWAYS = (b'"type":"%s"' % SEALED.encode(), b"\\")
"""What stands in lines which do not show their letters as they are."""


def lines_holding(file: BinaryIO, holding: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give the lines of `file` (number from 1, bytes) in which one of `holding` may stand.

    `holding` are in lower case and are found in either case. A line with any letter beyond ASCII,
    an escaped one or a sealed one is always given: the caller looks at each line again.
    Raises `OSError`.
    """
    marks = (*holding, *_ALWAYS)
    number = 1
    for block in _blocks(file):
        at = 0
        for start in sorted(_line_starts(block, marks)):
            number += block.count(b"\n", at, start)
            at = start
            yield number, block[start : _line_end(block, start)]
        number += block.count(b"\n", at)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Give `file` in pieces of whole lines."""
    while block := file.read(_BLOCK):
        rest = file.readline(LONGEST) if not block.endswith(b"\n") else b""
        yield block + rest if rest else block


def _line_starts(block: bytes, marks: Sequence[bytes]) -> set[int]:
    """Where the lines begin in which one of `marks` stands, or a letter beyond ASCII."""
    lower = block.lower()
    starts: set[int] = set()
    for mark in marks:
        at = lower.find(mark)
        while at >= 0:
            starts.add(lower.rfind(b"\n", 0, at) + 1)
            at = lower.find(mark, _line_end(lower, at))
    if not block.isascii():
        at = 0
        for line in block.splitlines(keepends=True):
            if not line.isascii():
                starts.add(at)
            at += len(line)
    return starts


def _line_end(block: bytes, at: int) -> int:
    return block.find(b"\n", at) + 1 or len(block)


# Tombstones ---------------------------------------------------------------------------------------

Ranges = list[tuple[int, int]]
"""Ranges of line numbers, both ends included."""


class LineSet:
    """A set of lines, as ranges of numbers for each device."""

    def __init__(self, ranges: Mapping[str, Iterable[tuple[int, int]]] | None = None) -> None:
        self._ranges = {device: _joined(some) for device, some in (ranges or {}).items()}

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def has(self, device: str, n: int) -> bool:
        """Whether the line of `device` numbered `n` is in the set."""
        ranges = self._ranges.get(device)
        if not ranges:
            return False
        at = bisect_right(ranges, (n, 1 << 62)) - 1
        return at >= 0 and ranges[at][0] <= n <= ranges[at][1]

    def of(self, device: str) -> Ranges:
        """The numbers of `device` which are in the set, in order."""
        return self._ranges.get(device, [])

    def rest_of(self, device: str, low: int, high: int) -> Ranges:
        """Those of the numbers from `low` to `high` of `device` which are not in the set."""
        rest = []
        for first, last in self.of(device):
            if last < low or first > high:
                continue
            if first > low:
                rest.append((low, first - 1))
            low = last + 1
        return [*rest, (low, high)] if low <= high else rest

    def by_device(self) -> dict[str, Ranges]:
        """The set as plain ranges."""
        return self._ranges


def _joined(ranges: Iterable[tuple[int, int]]) -> Ranges:
    joined: Ranges = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


class Tombstone(msgspec.Struct, frozen=True, omit_defaults=True):
    """The data of a line which says what was erased."""

    lines: dict[str, list[tuple[Number, Number]]]
    """Numbers by device."""
    sums: dict[str, list[tuple[Number, str]]] = {}
    """The number and checksum of each of them, as it is when it is not sealed.

    Two copies of one folder may give a number to different lines. The lines of a device which is
    not in this are erased by their numbers: tombstones had nothing else at first, and those of
    everything need nothing else.
    """
    recordings: tuple[str, ...] = ()
    """Names of the files with the erased words, spoken."""
    everything: bool = False
    """Whether nothing at all was to be left: damaged lines go too."""


def tombstones(paths: Iterable[Path]) -> dict[str, Tombstone]:
    """All tombstones in the files `paths`, by the id of their line. Raises `OSError`."""
    found = {}
    for line, _ in lines_of_type(paths, ERASED):
        stone = tombstone_of(line)
        if stone:
            found[line.id] = stone
    return found


def tombstone_of(line: Line) -> Tombstone | None:
    """The tombstone which `line` holds; None when it is none, or not a valid one."""
    try:
        stone = msgspec.json.decode(line.data, type=Tombstone)
    except (msgspec.MsgspecError, RecursionError):
        return None
    ranges = (pair for some in stone.lines.values() for pair in some)
    return stone if all(first <= last for first, last in ranges) else None


class Erased:
    """The lines which some tombstones erase."""

    def __init__(self, stones: Iterable[Tombstone]) -> None:
        every: dict[str, Ranges] = {}
        by_number: dict[str, Ranges] = {}
        self._sums: dict[str, set[tuple[int, str]]] = {}
        for stone in stones:
            for device, some in stone.lines.items():
                every.setdefault(device, []).extend(some)
                if device in stone.sums:
                    self._sums.setdefault(device, set()).update(stone.sums[device])
                else:
                    by_number.setdefault(device, []).extend(some)
        self.numbers = LineSet(every)
        """The numbers which may be missing."""
        self._by_number = LineSet(by_number)

    def __bool__(self) -> bool:
        return bool(self.numbers)

    def __contains__(self, line: Line) -> bool:
        return self.erases(line.device, line.n, line.sum)

    def erases(self, device: str, n: int, sum: str) -> bool:
        """Whether the line of `device` with this number and checksum is erased."""
        if self._by_number.has(device, n):
            return True
        sums = self._sums.get(device)
        return sums is not None and (n, sum) in sums

    def may_erase(self, line: Line) -> bool:
        """Whether what the sealed `line` holds may be erased."""
        return self.numbers.has(line.device, line.n)


def erased_in(paths: Iterable[Path]) -> Erased:
    """All lines which the tombstones in the files `paths` erase. Raises `OSError`."""
    return Erased(tombstones(paths).values())

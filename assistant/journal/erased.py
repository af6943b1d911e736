"""Tombstones: which lines were erased, by device and number. They hold no words.

A tombstone is a line like any other, so it travels with the journal: an erased word does not come
back from another device's copy.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from assistant.journal.line import Line, Newer, Unreadable, read

TYPE = "journal.erased"
_MARK = b'"type":"journal.erased"'


class _Tombstone(msgspec.Struct):
    lines: dict[str, list[tuple[int, int]]]


_decode = msgspec.json.Decoder(_Tombstone).decode


class Erased:
    """A set of lines, as ranges of numbers for each device."""

    def __init__(self, ranges: Mapping[str, Iterable[tuple[int, int]]] | None = None) -> None:
        self._ranges: dict[str, list[tuple[int, int]]] = {}
        for device, some in (ranges or {}).items():
            self._ranges[device] = _joined(some)

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def __contains__(self, line: Line) -> bool:
        return self.holds(line.device, line.n)

    def holds(self, device: str, n: int) -> bool:
        """Whether the line numbered `n` of `device` is in the set."""
        ranges = self._ranges.get(device)
        if not ranges:
            return False
        at = bisect_right(ranges, (n, 1 << 62)) - 1
        return at >= 0 and ranges[at][0] <= n <= ranges[at][1]

    def __or__(self, other: Erased) -> Erased:
        devices = {*self._ranges, *other._ranges}
        return Erased({device: [*self.of(device), *other.of(device)] for device in devices})

    def of(self, device: str) -> list[tuple[int, int]]:
        """The numbers of `device` which are in the set: ranges, both ends included, in order."""
        return self._ranges.get(device, [])

    def without(self, device: str, gap: tuple[int, int]) -> list[tuple[int, int]]:
        """What of the numbers `gap` of `device` is not in the set."""
        left = []
        low, high = gap
        for first, last in self.of(device):
            if last < low or first > high:
                continue
            if first > low:
                left.append((low, first - 1))
            low = last + 1
        return [*left, (low, high)] if low <= high else left

    def data(self) -> dict[str, dict[str, list[tuple[int, int]]]]:
        """The set as a tombstone's data."""
        return {"lines": self._ranges}


def of_lines(ids: Iterable[tuple[str, int]]) -> Erased:
    """The set of the lines with these devices and numbers."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for device, n in ids:
        ranges.setdefault(device, []).append((n, n))
    return Erased(ranges)


def tombstones(paths: Iterable[Path]) -> dict[str, Erased]:
    """All tombstones in the files `paths`, by the id of their line.

    A million lines are looked through in about a tenth of a second: nothing is decoded but the
    lines which seem to be tombstones.
    """
    return {line.id: stone for path in paths for line, stone in _in_file(path)}


def all_erased(paths: Iterable[Path]) -> Erased:
    """Everything which the tombstones in the files `paths` erase."""
    erased = Erased()
    for stone in tombstones(paths).values():
        erased |= stone
    return erased


def stone_of(line: Line) -> Erased | None:
    """What `line` erases, None when it is no tombstone."""
    if line.type != TYPE:
        return None
    try:
        return Erased(_decode(line.data).lines)
    except msgspec.MsgspecError:
        return None


def _in_file(path: Path) -> list[tuple[Line, Erased]]:
    found = []
    with path.open("rb") as file:
        try:
            text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file cannot be mapped
            return []
        with text:
            at = text.find(_MARK)
            while at >= 0:
                start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
                end = len(text) if end < 0 else end
                try:
                    line = read(text[start:end])
                    stone = stone_of(line)
                except (Unreadable, Newer):
                    stone = None
                if stone is not None:
                    found.append((line, stone))
                at = text.find(_MARK, end)
    return found


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined

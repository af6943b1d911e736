"""Tombstones: which lines were erased, by device and number. They hold no words.

A tombstone is a line like any other, so it travels with the journal: an erased word does not come
back from another device's copy.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from assistant.journal.line import Line
from assistant.journal.marked import marked

TYPE = "journal.erased"


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

    def by_device(self) -> dict[str, list[tuple[int, int]]]:
        """The set as plain ranges."""
        return self._ranges


class Tombstone(msgspec.Struct, frozen=True, omit_defaults=True):
    """The data of a line which says what was erased."""

    lines: dict[str, list[tuple[int, int]]]
    """Ranges of numbers by device, both ends included."""
    recordings: tuple[str, ...] = ()
    """Names of the files with the erased words, spoken."""
    everything: bool = False
    """Whether nothing at all was to be left: damaged lines go too."""

    @property
    def erased(self) -> Erased:
        """Its lines as a set."""
        return Erased(self.lines)


def of_lines(ids: Iterable[tuple[str, int]]) -> Erased:
    """The set of the lines with these devices and numbers."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for device, n in ids:
        ranges.setdefault(device, []).append((n, n))
    return Erased(ranges)


def tombstones(paths: Iterable[Path]) -> dict[str, Tombstone]:
    """All tombstones in the files `paths`, by the id of their line. Raises `OSError`."""
    found = {}
    for line, _ in marked(paths, TYPE):
        try:
            found[line.id] = msgspec.json.decode(line.data, type=Tombstone)
        except msgspec.MsgspecError:
            continue
    return found


def all_erased(paths: Iterable[Path]) -> Erased:
    """Everything which the tombstones in the files `paths` erase. Raises `OSError`."""
    return union(tombstones(paths).values())


def union(stones: Iterable[Tombstone]) -> Erased:
    """Everything which `stones` erase."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for stone in stones:
        for device, some in stone.lines.items():
            ranges.setdefault(device, []).extend(some)
    return Erased(ranges)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined

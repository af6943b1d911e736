"""True erasure: a tombstone first, then the words are gone from everything this device keeps.

The tombstone is on disk before anything is taken away, and is noted as carried out when all is
done: killed in between, the next reading goes on. Other devices carry it out on their own files
when they see it; until then their lines are here, and are not read.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from assistant.journal.backups import rewrite_backups
from assistant.journal.device import DeviceFolder, changed
from assistant.journal.disk import could_not
from assistant.journal.line import ERASED, KEY, Line, new_event
from assistant.journal.log import SET_ASIDE, tail_of_file
from assistant.journal.reading import (
    Damage,
    LineSet,
    Tombstone,
    device_of,
    erased_by,
    journal_files,
    lines_of,
    tombstones,
)
from assistant.journal.recordings import (
    RECORDINGS,
    SEALED_SUFFIX,
    delete_recordings,
    recordings_of,
)
from assistant.journal.searching import fold_text

# Choosing -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """Lines to erase, and what a person should hear of them before they confirm."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> str:
        """The day of the earliest of them, empty when there is none."""
        return min((line.ts[:10] for line in self.lines), default="")

    @property
    def last(self) -> str:
        """The day of the latest of them, empty when there is none."""
        return max((line.ts[:10] for line in self.lines), default="")

    @property
    def recordings(self) -> frozenset[str]:
        """The recordings which they name."""
        return frozenset(name for line in self.lines for name in recordings_of(line))


def choose(
    lines: Iterable[Line],
    *,
    since: date | None = None,
    until: date | None = None,
    matching: str | None = None,
    session: str | None = None,
) -> Choice:
    """Those of `lines` of the days from `since` to `until`, with `matching` in their words.

    `matching` is found anywhere in an event's data, whatever its accents and capitals. Lines which
    refer to one another hold the same words in two readings, so they are chosen together.
    """
    every = tuple(lines)
    first = since.isoformat() if since else ""
    last = until.isoformat() if until else "9999-12-31"
    sought = fold_text(matching or "")
    chosen = {
        line.id
        for line in every
        if first <= line.ts[:10] <= last
        and (session is None or line.session == session)
        and (
            not sought or sought in fold_text("\n".join(strings_in(msgspec.json.decode(line.data))))
        )
    }
    chosen |= {line.ref for line in every if line.ref and line.id in chosen}
    return Choice(tuple(line for line in every if line.id in chosen or line.ref in chosen))


def strings_in(value: Any) -> Iterator[str]:
    """All texts within a piece of plain data, names of members too."""
    match value:
        case str():
            yield value
        case list() | tuple():
            for item in value:
                yield from strings_in(item)
        case dict():
            for key, item in value.items():
                yield key
                yield from strings_in(item)


# Erasing ------------------------------------------------------------------------------------------

_KEPT_TYPES = {ERASED, KEY}
"""Types of lines without words, which other lines depend on."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased."""

    lines: int
    recordings: int
    waiting: dict[str, int] = field(default_factory=dict)
    """Lines by device which are no longer read, and leave this folder when that device syncs."""
    damaged: int = 0
    """Lines which nobody can read, and which were therefore left; erasing everything takes them."""


def erase(journal: DeviceFolder, lines: Iterable[Line], now: datetime) -> Erasure:
    """Erase `lines` and their recordings for good. Raises `Trouble` when the disk refuses.

    What could not be finished then is finished at the next start.
    """
    chosen = {line.id: line for line in lines}
    try:
        ids = [(line.device, line.n) for line in chosen.values()]
        stone = Tombstone(lines=_set_of(ids).by_device(), recordings=_recordings(journal, chosen))
        return _erase(journal, stone, Counter(device for device, _ in ids), now)
    except OSError as error:
        raise could_not("erase", error, journal.folder) from error


def erase_all(journal: DeviceFolder, now: datetime) -> Erasure:
    """Erase everything, unreadable lines and what is still pending too.

    It needs no passphrase. Raises `Trouble`.
    """
    try:
        done = _erase(journal, *_everything(journal), now)
    except OSError as error:
        raise could_not("erase", error, journal.folder) from error
    journal.pending.clear()
    return done


def _set_of(ids: Iterable[tuple[str, int]]) -> LineSet:
    ranges: dict[str, list[tuple[int, int]]] = {}
    for device, n in ids:
        ranges.setdefault(device, []).append((n, n))
    return LineSet(ranges)


def _recordings(journal: DeviceFolder, chosen: dict[str, Line]) -> tuple[str, ...]:
    """The recordings which only the chosen lines name."""
    names = {name for line in chosen.values() for name in recordings_of(line)}
    if names:
        paths = journal_files(journal.folder)
        for line in journal.read(paths, tombstones(paths).values(), []):
            if line.id not in chosen:
                names -= recordings_of(line)
    return tuple(sorted(names))


def _everything(journal: DeviceFolder) -> tuple[Tombstone, Counter[str]]:
    """The tombstone of all lines, and the number of lines by device."""
    ends: dict[str, int] = {}
    count: Counter[str] = Counter()
    for path in journal_files(journal.folder):
        device = device_of(path) or ""
        ends[device] = max(ends.get(device, 0), tail_of_file(path).n)
        with path.open("rb") as file:
            count[device] += sum(1 for _ in file)
    inside = journal.folder / RECORDINGS
    names = [path.name.removesuffix(SEALED_SUFFIX) for path in inside.glob("*")]
    stone = Tombstone(
        lines={device: [(1, n)] for device, n in ends.items() if n},
        recordings=tuple(sorted(names)),
        everything=True,
    )
    return stone, count


def _erase(journal: DeviceFolder, stone: Tombstone, count: Counter[str], now: datetime) -> Erasure:
    """Write `stone` and carry it out; `count` is the number of its lines by device."""
    with journal.alone():
        journal.log.append([new_event(ERASED, stone, ts=now)], journal.clock)
        carry_out(journal)
        own = journal.own_devices()
        damaged = sum(_damaged_lines(journal))
    waiting = {device: number for device, number in count.items() if device not in own}
    return Erasure(count.total(), len(stone.recordings), waiting, damaged)


def _damaged_lines(journal: DeviceFolder) -> Iterator[int]:
    for path in journal.own_files():
        damage: list[Damage] = []
        for _ in lines_of(path, damage):
            pass
        yield len(damage)


# Carrying tombstones out --------------------------------------------------------------------------


def carry_out_new(journal: DeviceFolder, stones: Mapping[str, Tombstone]) -> None:
    """Carry out those of `stones` (by id) which were not yet, if the disk allows it just now."""
    if stones and not stones.keys() <= set(journal.state.erased):
        with suppress(OSError), journal.alone():
            carry_out(journal)


def carry_out(journal: DeviceFolder) -> None:
    """Remove from this device's files what tombstones erase, its own and other devices'.

    The caller holds the lock. Raises `OSError`.
    """
    stones = tombstones(journal_files(journal.folder))
    state = journal.state
    new = [stone for id, stone in stones.items() if id not in state.erased]
    if new:
        _remove(journal, new)
        journal.save_state(msgspec.structs.replace(state, erased=tuple(sorted(stones))))


def _remove(journal: DeviceFolder, stones: list[Tombstone]) -> None:
    gone = erased_by(stones)
    everything = any(stone.everything for stone in stones)

    def keep(line: Line | None, raw: bytes) -> bytes | None:
        if line is None:
            return None if everything else raw
        return raw if line.type in _KEPT_TYPES or line not in gone else None

    delete_recordings(journal.folder, {name for stone in stones for name in stone.recordings})
    rewrite_backups(journal.folder, lambda lines: changed(lines, keep))
    # Nobody can say whether an unfinished line holds the erased words.
    shutil.rmtree(journal.folder / SET_ASIDE, ignore_errors=True)
    journal.rewrite_own_files(keep)

"""True erasure: a tombstone first, then the words are gone from everything this device keeps.

The tombstone is on disk before anything is taken away, and is noted as carried out when all is
done: killed in between, the next reading goes on. Other devices carry it out on their own files
when they see it; until then their lines are here, and are not read.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from assistant.errors import Trouble
from assistant.journal.backups import rewrite_backups
from assistant.journal.device import DeviceFolder, changed
from assistant.journal.disk import could_not
from assistant.journal.line import ERASED, KEY, SEALED, Event, Line, new_event
from assistant.journal.log import SET_ASIDE, tail_of_file
from assistant.journal.reading import (
    Damage,
    Erased,
    LineSet,
    Tombstone,
    device_of,
    journal_files,
    lines_of,
    pieces_of,
    tombstones,
)
from assistant.journal.recordings import (
    RECORDINGS,
    SEALED_SUFFIX,
    delete_recordings,
    recordings_of,
)
from assistant.journal.searching import fold_text

_ID = re.compile(rb'"id":"([0-9a-f]+)-([0-9]{1,16})"')

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
    notices: tuple[Trouble, ...] = ()
    """What had to be put right meanwhile: backups which were broken."""


def erase(journal: DeviceFolder, lines: Iterable[Line], now: datetime) -> Erasure:
    """Erase `lines` and their recordings for good. Raises `Trouble` when the disk refuses.

    The error says whether nothing was erased, or the rest is erased at the next start.
    """
    chosen = {(line.id, line.sum): line for line in lines}
    try:
        recordings = _recordings(journal, chosen)
    except OSError as error:
        raise could_not("erase", error, journal.folder) from error
    stones = _stones(chosen.values(), recordings)
    return _erase(journal, stones, Counter(line.device for line in chosen.values()), now)


def erase_all(journal: DeviceFolder, now: datetime) -> Erasure:
    """Erase everything, unreadable lines and what is still pending too.

    It needs no passphrase. Raises `Trouble`.
    """
    try:
        stone, count = _everything(journal)
    except OSError as error:
        raise could_not("erase", error, journal.folder) from error
    done = _erase(journal, [stone], count, now)
    journal.pending.clear()
    return done


_MOST = 50_000
"""Lines which one tombstone names, so that its own line stays short enough to be read."""


def _stones(lines: Iterable[Line], recordings: tuple[str, ...]) -> list[Tombstone]:
    """The tombstones of `lines`, and of `recordings`."""
    every = sorted(lines, key=lambda line: (line.device, line.n, line.sum))
    stones = []
    for first in range(0, len(every), _MOST):
        numbers: dict[str, list[tuple[int, int]]] = {}
        sums: dict[str, list[tuple[int, str]]] = {}
        for line in every[first : first + _MOST]:
            numbers.setdefault(line.device, []).append((line.n, line.n))
            sums.setdefault(line.device, []).append((line.n, line.sum))
        ranges = LineSet(numbers).by_device()
        stones.append(Tombstone(lines=ranges, sums=sums, recordings=() if first else recordings))
    return stones


def _recordings(journal: DeviceFolder, chosen: dict[tuple[str, str], Line]) -> tuple[str, ...]:
    """The recordings which only the chosen lines name."""
    names = {name for line in chosen.values() for name in recordings_of(line)}
    if names:
        paths = journal_files(journal.folder)
        for line in journal.read(paths, tombstones(paths).values(), []):
            if (line.id, line.sum) not in chosen:
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
            count[device] += sum(raw.endswith(b"\n") for raw in pieces_of(file))
    inside = journal.folder / RECORDINGS
    names = [path.name.removesuffix(SEALED_SUFFIX) for path in inside.glob("*")]
    stone = Tombstone(
        lines={device: [(1, n)] for device, n in ends.items() if n},
        recordings=tuple(sorted(names)),
        everything=True,
    )
    return stone, count


def _erase(
    journal: DeviceFolder, stones: list[Tombstone], count: Counter[str], now: datetime
) -> Erasure:
    """Write `stones` and carry them out; `count` is the number of their lines by device."""
    written = False
    mended = len(journal.notices)
    try:
        with journal.alone():
            journal.see(journal_files(journal.folder))
            _write(journal, [new_event(ERASED, stone, ts=now) for stone in stones], stones)
            written = True
            carry_out(journal)
            own = journal.own_devices()
            damaged = sum(_damaged_lines(journal))
    except OSError as error:
        what = "finish_erasing" if written else "erase"
        raise could_not(what, error, journal.folder) from error
    waiting = {device: number for device, number in count.items() if device not in own}
    recordings = sum(len(stone.recordings) for stone in stones)
    notices = tuple(journal.notices[mended:])
    del journal.notices[mended:]
    return Erasure(count.total(), recordings, waiting, damaged, notices)


def _write(journal: DeviceFolder, events: list[Event], stones: list[Tombstone]) -> None:
    """Write the tombstones; on a full disk, room is made by what goes with them anyway."""
    try:
        journal.log.append(events, journal.clock)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        _remove_other_files(journal, stones)
        journal.log.append(events, journal.clock)


def _damaged_lines(journal: DeviceFolder) -> Iterator[int]:
    for path in journal.own_files():
        damage: list[Damage] = []
        for _ in lines_of(path, damage):
            pass
        yield len(damage)


# Carrying tombstones out --------------------------------------------------------------------------


def carry_out_new(journal: DeviceFolder, stones: Mapping[str, Tombstone]) -> None:
    """Carry out those of `stones` (by id) which were not yet, if the disk allows it just now."""
    with suppress(OSError):
        if stones and not stones.keys() <= set(journal.state.erased):
            with journal.alone():
                carry_out(journal)


def carry_out(journal: DeviceFolder) -> None:
    """Remove from this device's files what tombstones erase, its own and other devices'.

    While the journal is locked, those wait which name checksums: sealed lines do not show theirs.
    The caller holds the lock. Raises `OSError`.
    """
    paths = journal_files(journal.folder)
    stones = tombstones(paths)
    state = journal.state
    locked = journal.vault.locked
    new = {
        id: stone
        for id, stone in stones.items()
        if id not in state.erased and not (stone.sums and locked)
    }
    if new:
        journal.learn_keys(paths)
        _remove(journal, list(new.values()))
        done = sorted({*state.erased, *new} & stones.keys())
        journal.save_state(msgspec.structs.replace(state, erased=tuple(done)))


def _remove(journal: DeviceFolder, stones: list[Tombstone]) -> None:
    _remove_other_files(journal, stones)
    rewrite_backups(journal, lambda lines: changed(lines, _Removing(journal, stones)))
    journal.rewrite_own_files(lambda: _Removing(journal, stones))


def _remove_other_files(journal: DeviceFolder, stones: Iterable[Tombstone]) -> None:
    """Delete the recordings which `stones` name, and all lines which were set aside.

    Nobody can say whether an unfinished line holds the erased words. Raises `OSError`.
    """
    delete_recordings(journal.folder, {name for stone in stones for name in stone.recordings})
    with suppress(FileNotFoundError):
        shutil.rmtree(journal.folder / SET_ASIDE)


class _Removing:
    """What becomes of the lines of one file, in their order."""

    def __init__(self, journal: DeviceFolder, stones: list[Tombstone]) -> None:
        self._journal = journal
        self._gone = Erased(stones)
        self._everything = any(stone.everything for stone in stones)
        self._place = ("", 0)
        """Device and number of the line before."""

    def __call__(self, line: Line | None, raw: bytes) -> bytes | None:
        if line is None:
            return None if self._everything or self._may_be_erased(raw) else raw
        self._place = (line.device, line.n)
        if line.type in _KEPT_TYPES:
            return raw
        if line.type == SEALED and self._gone.may_erase(line):
            opened = self._journal.opened(line)
            return None if line in self._gone or (opened and opened in self._gone) else raw
        return None if line in self._gone else raw

    def _may_be_erased(self, raw: bytes) -> bool:
        """Whether a line which cannot be read is one of those to be erased, by its place."""
        device, n = self._place
        if match := _ID.search(raw):
            device, n = match[1].decode(), int(match[2]) - 1
        self._place = (device, n + 1)
        return self._gone.numbers.has(device, n + 1)

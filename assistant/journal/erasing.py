"""True erase: a tombstone first, then the words are gone from everything this device keeps.

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
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from assistant.journal import backups, erased, reading, recordings, state
from assistant.journal.erased import Tombstone
from assistant.journal.line import Line, event
from assistant.journal.rewriting import changed, own_devices, own_files, rewrite
from assistant.journal.sealing import KEY
from assistant.journal.tail import tail_of_file
from assistant.journal.troubles import could_not

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

_STAYS = {erased.TYPE, KEY}
"""Types of lines without words, which everything else hangs on."""
_WHAT = "erase that yet, and will go on with it at the next start"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased."""

    lines: int
    recordings: int
    waiting: dict[str, int] = field(default_factory=dict)
    """Lines by device which are no longer read, and leave this folder when that device syncs."""
    damaged: int = 0
    """Lines which nobody can read, and which were therefore left; erasing everything takes them."""


def erase(journal: Journal, lines: Iterable[Line], now: datetime) -> Erasure:
    """Erases `lines` and their recordings for good. Raises `Trouble` when the disk refuses.

    What could not be finished then is finished at the next start.
    """
    chosen = {line.id: line for line in lines}
    stone = Tombstone(
        lines=erased.of_lines((line.device, line.n) for line in chosen.values()).by_device(),
        recordings=_recordings(journal, chosen),
    )
    waiting = Counter(line.device for line in chosen.values())
    return _erase(journal, stone, len(chosen), waiting, now)


def erase_all(journal: Journal, now: datetime) -> Erasure:
    """Erases everything, unreadable lines too, and what is still pending.

    It needs no passphrase. Raises `Trouble`.
    """
    try:
        stone, waiting = _everything(journal)
    except OSError as error:
        raise could_not(_WHAT, error, journal.folder) from error
    done = _erase(journal, stone, waiting.total(), waiting, now)
    journal.pending.clear()
    return done


def _everything(journal: Journal) -> tuple[Tombstone, Counter[str]]:
    ends: dict[str, int] = {}
    waiting: Counter[str] = Counter()
    for path in reading.files(journal.folder):
        device = reading.device_of(path) or ""
        ends[device] = max(ends.get(device, 0), tail_of_file(path).n)
        with path.open("rb") as file:
            waiting[device] += sum(1 for _ in file)
    inside = journal.folder / recordings.FOLDER
    names = [path.name.removesuffix(recordings.SEALED) for path in inside.glob("*")]
    stone = Tombstone(
        lines={device: [(1, n)] for device, n in ends.items() if n},
        recordings=tuple(sorted(names)),
        everything=True,
    )
    return stone, waiting


def _erase(
    journal: Journal, stone: Tombstone, lines: int, waiting: Counter[str], now: datetime
) -> Erasure:
    try:
        with journal.alone():
            journal.log.append([event(erased.TYPE, stone, ts=now)], journal.clock)
            carry_out(journal)
            own = own_devices(journal)
            damaged = sum(_damaged(journal))
    except OSError as error:
        raise could_not(_WHAT, error, journal.folder) from error
    left = {device: count for device, count in waiting.items() if device not in own}
    return Erasure(lines, len(stone.recordings), left, damaged)


def _recordings(journal: Journal, chosen: dict[str, Line]) -> tuple[str, ...]:
    """The recordings which only the chosen lines name."""
    names = {name for line in chosen.values() for name in recordings.named_in(line)}
    if names:
        for line in journal.lines():
            if line.id not in chosen:
                names -= recordings.named_in(line)
    return tuple(sorted(names))


def carry_out_seen(journal: Journal, stones: Mapping[str, Tombstone]) -> None:
    """As `carry_out`, of those of `stones` (by id) which are new, if the disk lets us just now."""
    if not stones:
        return
    done = state.read(journal.folder, journal.device)
    if stones.keys() <= set(done.erased):
        return
    with suppress(OSError), journal.alone():
        carry_out(journal)


def carry_out(journal: Journal) -> None:
    """Takes from this device's files what tombstones erase, its own and other devices'.

    Its caller holds the lock. Raises `OSError`.
    """
    stones = erased.tombstones(reading.files(journal.folder))
    done = state.read(journal.folder, journal.device)
    new = {id: stone for id, stone in stones.items() if id not in done.erased}
    if not new:
        return
    _carry_out(journal, list(new.values()))
    state.keep(
        msgspec.structs.replace(done, erased=tuple(sorted(stones))), journal.folder, journal.device
    )


def _carry_out(journal: Journal, stones: list[Tombstone]) -> None:
    gone = erased.union(stones)
    everything = any(stone.everything for stone in stones)

    def keep(line: Line | None, raw: bytes) -> bytes | None:
        if line is None:
            return None if everything else raw
        return raw if line.type in _STAYS or line not in gone else None

    recordings.remove(journal.folder, {name for stone in stones for name in stone.recordings})
    backups.rewrite_all(journal.folder, lambda lines: changed(lines, keep))
    # Of half a line nobody can say whether it holds the erased words.
    shutil.rmtree(journal.folder / "set-aside", ignore_errors=True)
    for path in own_files(journal):
        rewrite(path, keep)


def _damaged(journal: Journal) -> Iterator[int]:
    for path in own_files(journal):
        damage: list[reading.Damage] = []
        for _ in reading.lines_of(path, damage):
            pass
        yield len(damage)

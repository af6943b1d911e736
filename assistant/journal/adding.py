"""Lines from elsewhere (an export, a backup) put beside what is here: a union, losing nothing.

Nothing that is here is rewritten: what is new goes into files of its own, one for each device.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assistant.journal import count, disk, erased, reading, state
from assistant.journal.line import Line, raw
from assistant.journal.sealing import KEY, SEALED

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

_STAYS = {erased.TYPE, KEY, SEALED}


@dataclass(slots=True)
class Added:
    """What was put beside the journal."""

    lines: int = 0
    known: int = 0
    """Lines which were here already."""
    erased: int = 0
    """Lines which had been erased here, and stay erased."""
    damaged: int = 0
    """Lines which were damaged there, and are left there."""


def add(journal: Journal, lines: Iterable[Line], now: datetime, what: str) -> Added:
    """Adds those of `lines` which are not here yet; `what` ("imported") names new files.

    Its caller holds the lock. Raises `OSError`, and `Locked` while the journal is.
    """
    lines = list(lines)
    known = _known(journal, clear=any(line.type not in _STAYS for line in lines))
    gone = erased.all_erased(reading.files(journal.folder))
    added = Added()
    new: dict[str, list[Line]] = {}
    for line in lines:
        if _mark(line) in known:
            added.known += 1
        elif line in gone and line.type not in (erased.TYPE, KEY):
            added.erased += 1
        else:
            known.add(_mark(line))
            new.setdefault(line.device, []).append(line)
            added.lines += 1
    for device, some in new.items():
        _write(journal, device, sorted(some, key=lambda line: (line.n, line.clock)), now, what)
    return added


def _known(journal: Journal, *, clear: bool) -> set[tuple[str, str]]:
    """Marks of all lines which are here, of those in the clear only if that is asked for."""
    paths = reading.files(journal.folder)
    found = {
        _mark(line)
        for path in paths
        for line in reading.lines_of(path, [])
        if line.type in (KEY, SEALED)
    }
    if clear:
        found.update(_mark(line) for line in journal.every_line())
    return found


def _mark(line: Line) -> tuple[str, str]:
    """What is equal for two copies of one line; sealing one twice gives two different ones."""
    return line.id, "" if line.type == SEALED else line.sum


def _write(journal: Journal, device: str, lines: list[Line], now: datetime, what: str) -> None:
    path = journal.folder / reading.file_name(device)
    first = not any(reading.device_of(file) == device for file in reading.files(journal.folder))
    if not first:
        path = _free(journal.folder, f"journal-{device} ({what} {now:%Y-%m-%d %H%M%S}")
    elif device != journal.device:
        # Nobody else keeps this file, so that erasing has to be done from here.
        done = state.read(journal.folder, journal.device)
        own = tuple(sorted({*done.own, device}))
        state.keep(msgspec.structs.replace(done, own=own), journal.folder, journal.device)
    sealer = journal.vault.sealer()
    if sealer and not sealer.announced:
        journal.log.append([], journal.clock, sealer)
    disk.replace_with(
        path,
        (
            sealer.seal(raw(line), n=line.n, clock=line.clock, device=device)
            if sealer and line.type not in _STAYS
            else raw(line)
            for line in lines
        ),
    )
    main = journal.folder / reading.file_name(device)
    if main.exists() and lines[-1].n > (count.read(main) or 0):
        count.Counter(main).write(lines[-1].n)


def _free(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}).jsonl", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}, {number}).jsonl"
    return path

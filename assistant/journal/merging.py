"""Lines from elsewhere (an export, a backup) added to the journal: a union, losing nothing.

Nothing that is here is rewritten at first: what is new goes into files of its own, one for each
device. `consolidate` then makes one file of this device's own file and its copies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.device import DeviceFolder, line_in
from assistant.journal.line import (
    ERASED,
    HIGHEST_TAKEN,
    KEY,
    LONGEST,
    OWN_TYPES,
    Line,
    encode_line,
)
from assistant.journal.log import LineCount, counted, set_aside
from assistant.journal.reading import (
    Erased,
    LineSet,
    Tombstone,
    device_of,
    erased_in,
    file_name,
    journal_files,
    lines_of_type,
    pieces_of,
    tombstone_of,
    tombstones,
)
from assistant.journal.recordings import recording_exists

HIGHEST_ADDED = 1 << 40
"""The highest number of a line which is taken in: this device's own numbers may go on from it."""
KEYS_SUFFIX = ".keys.jsonl"
"""Ends the name of a file with copies of the lines which hold writers' keys."""


@dataclass(slots=True)
class Added:
    """How many lines were added to the journal, and what became of the others."""

    lines: int = 0
    known: int = 0
    """Lines which were here already."""
    erased: int = 0
    """Lines which had been erased here, and stay erased."""
    damaged: int = 0
    """Lines which were damaged there, and are left there."""


class WouldErase(Trouble):
    """What is to be brought in erases lines which are here; nothing was done yet."""


def add_lines(
    journal: DeviceFolder,
    lines: Iterable[Line],
    now: datetime,
    source: str,
    *,
    may_erase: bool = False,
) -> Added:
    """Add those of `lines` which are not here yet; `source` ("imported") names new files.

    Tombstones among them erase lines which are here only where `may_erase`. The caller holds the
    lock. Raises `OSError`, `Locked` while the journal is, and `WouldErase`.
    """
    lines = list(lines)
    here = _here(journal)
    new_stones = _new_stones(here, lines)
    if not may_erase:
        _check_erases_nothing(journal, here, lines)
    gone = Erased([*tombstones(journal_files(journal.folder)).values(), *new_stones])
    added = Added()
    new: dict[str, list[Line]] = {}
    for line in lines:
        if _identity(line) in here.known:
            added.known += 1
        elif line in gone and line.type not in (ERASED, KEY):
            added.erased += 1
        elif line.n > HIGHEST_ADDED or line.clock > HIGHEST_TAKEN:
            added.damaged += 1
        else:
            here.known.add(_identity(line))
            new.setdefault(line.device, []).append(line)
            added.lines += 1
    for device, some in new.items():
        _write(journal, device, sorted(some, key=lambda line: (line.n, line.clock)), now, source)
    return added


@dataclass(slots=True)
class _Here:
    """The lines which are here."""

    known: set[tuple[str, str]]
    """Their identities."""
    places: dict[str, list[tuple[int, str, str]]]
    """Number, checksum and day of each, by device: what a tombstone may erase."""


def _here(journal: DeviceFolder) -> _Here:
    paths = journal_files(journal.folder)
    every = journal.read(paths, tombstones(paths).values(), [], with_tombstones=True)
    here = _Here({_identity(line) for line, _ in lines_of_type(paths, KEY)}, {})
    for line in every:
        here.known.add(_identity(line))
        if line.type not in OWN_TYPES:
            here.places.setdefault(line.device, []).append((line.n, line.sum, line.ts[:10]))
    return here


def check_erases_nothing(journal: DeviceFolder, lines: Iterable[Line]) -> None:
    """Raise `WouldErase` when a tombstone among `lines` erases something which is here."""
    _check_erases_nothing(journal, _here(journal), list(lines))


def _new_stones(here: _Here, lines: Iterable[Line]) -> list[Tombstone]:
    """The tombstones among `lines` which are not here yet."""
    new = (line for line in lines if line.type == ERASED and _identity(line) not in here.known)
    return list(filter(None, map(tombstone_of, new)))


def _check_erases_nothing(journal: DeviceFolder, here: _Here, lines: list[Line]) -> None:
    """Raise `WouldErase` when one of `lines` erases a line or a recording which is here."""
    stones = _new_stones(here, lines)
    gone = Erased(stones)
    days = [
        day
        for device, places in here.places.items()
        for n, sum, day in places
        if gone.erases(device, n, sum)
    ]
    ids = {id for id, _ in here.known}
    for line in lines:  # an answer which had something erased is carried out at the next start
        wished = _wished_erased(line) if line.device == journal.device else set()
        if _identity(line) not in here.known and (wished & ids or "*" in wished):
            days.append(line.ts[:10])
    recordings = {name for stone in stones for name in stone.recordings}
    there = [name for name in recordings if recording_exists(journal.folder, name)]
    if days or there:
        raise WouldErase(
            "journal.would_erase",
            lines=len(days) or None,
            first=min(days, default=None),
            last=max(days, default=None),
            recordings=len(there) or None,
        )


def _wished_erased(line: Line) -> set[str]:
    """The ids which stand as `erases` in the data of a line, "*" for everything."""
    if b'"erases"' not in bytes(line.data):
        return set()
    try:
        return set(msgspec.json.decode(line.data, type=_Wish).erases)
    except msgspec.MsgspecError:
        return set()


class _Wish(msgspec.Struct):
    erases: tuple[str, ...] = ()


def _identity(line: Line) -> tuple[str, str]:
    """Equal for two copies of one line."""
    return line.id, line.sum


def _write(
    journal: DeviceFolder, device: str, lines: list[Line], now: datetime, source: str
) -> None:
    path = journal.folder / file_name(device)
    first = not any(device_of(file) == device for file in journal_files(journal.folder))
    if not first:
        path = _free_path(journal.folder, f"journal-{device} ({source} {now:%Y-%m-%d %H%M%S}")
    elif device != journal.device:
        # No other machine keeps this file, so this one has to erase in it.
        state = journal.state
        own = tuple(sorted({*state.own, device}))
        journal.save_state(msgspec.structs.replace(state, own=own))
    sealer = journal.vault.sealer()
    if sealer and not sealer.is_announced:
        journal.log.append([], journal.clock, sealer)
    disk.replace_with(
        path,
        (
            sealer.seal(encode_line(line), n=line.n, clock=line.clock, device=device)
            if sealer and line.type not in OWN_TYPES
            else encode_line(line)
            for line in lines
        ),
    )
    main = journal.folder / file_name(device)
    if main.exists() and lines[-1].n > counted(main):
        LineCount(main).write(lines[-1].n)


def _free_path(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}).jsonl", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}, {number}).jsonl"
    return path


def consolidate(journal: DeviceFolder) -> None:
    """Replace each own file and its copies by their union, in the order of its numbers.

    A damaged line is set aside when nothing is missing without it, and stays where it is
    otherwise. Files with a line which is too long to be one are left as they are. The caller holds
    the lock. Raises `OSError`.
    """
    paths = [path for path in journal_files(journal.folder) if not path.name.endswith(KEYS_SUFFIX)]
    gone = erased_in(journal_files(journal.folder)).numbers
    for device in journal.own_devices():
        main = journal.folder / file_name(device)
        copies = sorted(
            (path for path in paths if device_of(path) == device),
            key=lambda path: path != main,
        )
        if copies and not any(map(_has_too_long, copies)):
            _unite(main, copies, device, gone)


def _unite(main: Path, paths: list[Path], device: str, erased: LineSet) -> None:
    whole: dict[tuple[int, int, str], bytes] = {}
    damaged: list[tuple[tuple[int, int, str], bytes]] = []
    for path in paths:
        after = (0, 0, "")
        for raw, line in _raw_lines(path):
            if line is None:
                damaged.append((after, raw))
            else:
                after = (line.n, line.clock, line.sum)
                whole[after] = raw
    last = max([counted(main), *(n for n, _, _ in whole)])
    there = LineSet({device: [*((n, n) for n, _, _ in whole), *erased.of(device)]})
    complete = not there.rest_of(device, 1, last)
    if len(paths) == 1 and not (complete and damaged):
        return
    if complete:
        for _, raw in damaged:
            set_aside(main, raw.rstrip(b"\n"))
        damaged = []
    placed = sorted([*whole.items(), *damaged], key=lambda item: item[0])
    disk.replace_with(main.resolve(), (raw.rstrip(b"\n") + b"\n" for _, raw in placed))
    LineCount(main).write(last)
    for path in paths:
        if path != main:
            os.unlink(path)
    disk.sync_folder(main.parent)


def _has_too_long(path: Path) -> bool:
    if path.stat().st_size < LONGEST:
        return False
    with path.open("rb") as file:
        return any(len(raw) >= LONGEST for raw in pieces_of(file))


def _raw_lines(path: Path) -> list[tuple[bytes, Line | None]]:
    with path.open("rb") as file:
        return [(raw, line_in(raw)) for raw in pieces_of(file)]

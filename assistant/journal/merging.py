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

from assistant.journal import disk
from assistant.journal.device import DeviceFolder
from assistant.journal.line import (
    ERASED,
    KEY,
    OWN_TYPES,
    SEALED,
    Line,
    Newer,
    Unreadable,
    decode_line,
    encode_line,
)
from assistant.journal.log import LineCount, counted, set_aside
from assistant.journal.reading import (
    Ranges,
    device_of,
    erased_in,
    file_name,
    journal_files,
    lines_of,
    tombstones,
)


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


def add_lines(journal: DeviceFolder, lines: Iterable[Line], now: datetime, source: str) -> Added:
    """Add those of `lines` which are not here yet; `source` ("imported") names new files.

    The caller holds the lock. Raises `OSError`, and `Locked` while the journal is.
    """
    lines = list(lines)
    known = _known(journal, clear=any(line.type not in OWN_TYPES for line in lines))
    gone = erased_in(journal_files(journal.folder))
    added = Added()
    new: dict[str, list[Line]] = {}
    for line in lines:
        if _identity(line) in known:
            added.known += 1
        elif line in gone and line.type not in (ERASED, KEY):
            added.erased += 1
        else:
            known.add(_identity(line))
            new.setdefault(line.device, []).append(line)
            added.lines += 1
    for device, some in new.items():
        _write(journal, device, sorted(some, key=lambda line: (line.n, line.clock)), now, source)
    return added


def _known(journal: DeviceFolder, *, clear: bool) -> set[tuple[str, str]]:
    """Identities of all lines which are here, of unencrypted ones only if `clear`."""
    paths = journal_files(journal.folder)
    found = {
        _identity(line)
        for path in paths
        for line in lines_of(path, [])
        if line.type in (KEY, SEALED)
    }
    if clear:
        every = journal.read(paths, tombstones(paths).values(), [], with_tombstones=True)
        found.update(_identity(line) for line in every)
    return found


def _identity(line: Line) -> tuple[str, str]:
    """Equal for two copies of one line; the sums of a line sealed twice differ."""
    return line.id, "" if line.type == SEALED else line.sum


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
    if sealer and not sealer.announced:
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
    otherwise. The caller holds the lock. Raises `OSError`.
    """
    paths = journal_files(journal.folder)
    gone = erased_in(paths)
    for device in journal.own_devices():
        main = journal.folder / file_name(device)
        copies = sorted(
            (path for path in paths if device_of(path) == device),
            key=lambda path: path != main,
        )
        if copies:
            _unite(main, copies, gone.of(device))


def _unite(main: Path, paths: list[Path], erased: Ranges) -> None:
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
    numbers = {n for n, _, _ in whole}
    numbers.update(n for low, high in erased for n in range(low, high + 1))
    last = max(max(numbers, default=0), counted(main))
    complete = len(numbers) == last
    if len(paths) == 1 and not (complete and damaged):
        return
    if complete:
        for _, raw in damaged:
            set_aside(main, raw.rstrip(b"\n"))
        damaged = []
    placed = sorted([*whole.items(), *damaged], key=lambda item: item[0])
    disk.replace_with(main, (raw.rstrip(b"\n") + b"\n" for _, raw in placed))
    LineCount(main).write(last)
    for path in paths:
        if path != main:
            os.unlink(path)
    disk.sync_folder(main.parent)


def _raw_lines(path: Path) -> list[tuple[bytes, Line | None]]:
    found: list[tuple[bytes, Line | None]] = []
    with path.open("rb") as file:
        for raw in file:
            try:
                found.append((raw, decode_line(raw.removesuffix(b"\n"))))
            except (Unreadable, Newer):
                found.append((raw, None))
    return found

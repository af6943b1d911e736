"""This device's own file and the copies of it (conflicted, imported, restored) made one again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.journal import count, disk, erased, reading
from assistant.journal.line import Line, Newer, Unreadable, read
from assistant.journal.log import aside
from assistant.journal.rewriting import own_devices

if TYPE_CHECKING:
    from assistant.journal.journal import Journal


def consolidate(journal: Journal) -> None:
    """Puts the union of each own file and its copies in its place, in the order of its numbers.

    A damaged line is set aside when nothing is missing without it, and stays where it is
    otherwise. Its caller holds the lock. Raises `OSError`.
    """
    paths = reading.files(journal.folder)
    gone = erased.all_erased(paths)
    for device in own_devices(journal):
        main = journal.folder / reading.file_name(device)
        mine = sorted(
            (path for path in paths if reading.device_of(path) == device),
            key=lambda path: path != main,
        )
        if mine:
            _make_one(main, mine, gone.of(device))


def _make_one(main: Path, paths: list[Path], erased_numbers: list[tuple[int, int]]) -> None:
    whole: dict[tuple[int, int, str], bytes] = {}
    damaged: list[tuple[tuple[int, int, str], bytes]] = []
    for path in paths:
        after = (0, 0, "")
        for raw, line in _lines(path):
            if line is None:
                damaged.append((after, raw))
            else:
                after = (line.n, line.clock, line.sum)
                whole[after] = raw
    numbers = {n for n, _, _ in whole}
    numbers.update(n for low, high in erased_numbers for n in range(low, high + 1))
    last = max(max(numbers, default=0), count.read(main) or 0)
    complete = len(numbers) == last
    if len(paths) == 1 and not (complete and damaged):
        return
    if complete:
        for _, raw in damaged:
            aside(main, raw.rstrip(b"\n"))
        damaged = []
    placed = sorted([*whole.items(), *damaged], key=lambda item: item[0])
    disk.replace_with(main, (raw.rstrip(b"\n") + b"\n" for _, raw in placed))
    count.Counter(main).write(last)
    for path in paths:
        if path != main:
            os.unlink(path)
    disk.sync_folder(main.parent)


def _lines(path: Path) -> list[tuple[bytes, Line | None]]:
    found: list[tuple[bytes, Line | None]] = []
    with path.open("rb") as file:
        for raw in file:
            try:
                found.append((raw, read(raw.removesuffix(b"\n"))))
            except (Unreadable, Newer):
                found.append((raw, None))
    return found

"""Backups: a day's journal in one zip file, verified when made; seven days, then a year of months.

Recordings are not in them: they never change, and are large.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import Trouble
from assistant.journal import archive, disk, keyfile, reading
from assistant.journal.line import Newer, Unreadable, read
from assistant.journal.troubles import could_not

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

FOLDER = "backups"
DAYS, MONTHS = 7, 12
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?\.zip")


@dataclass(slots=True)
class Backup:
    """One backup, and what is in it."""

    path: Path
    lines: int = 0
    damaged: int = 0
    """Lines (or keys) which were damaged already; older backups are then all kept."""


def in_folder(folder: Path) -> list[Path]:
    """All backups of the journal in `folder`, oldest first."""
    inside = folder / FOLDER
    if not inside.is_dir():
        return []
    return sorted((path for path in inside.iterdir() if _NAME.fullmatch(path.name)), key=_age)


def _age(path: Path) -> tuple[str, int]:
    match = _NAME.fullmatch(path.name)
    assert match
    return match[1], int(match[2] or 1)


def due(journal: Journal, now: datetime) -> bool:
    """Whether there is something to back up, and no backup of the day of `now` yet."""
    today = now.date().isoformat()
    return bool(reading.files(journal.folder)) and not any(
        path.name.startswith(today) for path in in_folder(journal.folder)
    )


def back_up(journal: Journal, now: datetime) -> Backup:
    """Makes a backup, reads it back, and drops those whose time is over.

    Raises `Trouble` when it could not be made or does not read back; none is then dropped.
    """
    try:
        with journal.alone():
            made = add(journal, now)
            if not made.damaged:
                for old in outdated(in_folder(journal.folder)):
                    os.unlink(old)
    except OSError as error:
        raise could_not("make a backup", error, journal.folder) from error
    return made


def add(journal: Journal, now: datetime) -> Backup:
    """Makes a backup beside those which there are. Its caller holds the lock.

    Raises `Trouble`.
    """
    inside = journal.folder / FOLDER
    made = Backup(_free(inside, f"{now:%Y-%m-%d}"))
    try:
        disk.make_folder(inside)
        disk.replace(made.path, lambda fd: archive.write(fd, _files(journal.folder, made), now))
    except OSError as error:
        raise could_not("make a backup", error, inside) from error
    except archive.Differs as error:
        raise Trouble(
            "The backup does not read back as it was written; please check the disk."
        ) from error
    return made


def _free(inside: Path, day: str) -> Path:
    path, number = inside / f"{day}.zip", 1
    while path.exists():
        number += 1
        path = inside / f"{day}-{number}.zip"
    return path


def outdated(paths: list[Path]) -> list[Path]:
    """Those of `paths` (oldest first) which are neither of the last days nor first of a month."""
    days: dict[str, Path] = {path.name[:10]: path for path in paths}  # the last of each day
    months: dict[str, Path] = {}
    for day, path in days.items():
        months.setdefault(day[:7], path)
    kept = {*list(days.values())[-DAYS:], *list(months.values())[-MONTHS:]}
    return [path for path in paths if path not in kept]


def rewrite_all(
    folder: Path, change: archive.Change, extra: Mapping[str, bytes] | None = None
) -> int:
    """Rewrites every backup which `change` or the files `extra` change; how many those were.

    One which cannot be read is deleted: nobody could say what is in it. Its caller holds the
    lock. Raises `OSError`.
    """
    rewritten = 0
    for path in in_folder(folder):
        try:
            rewritten += archive.rewrite(path, change, extra or {})
        except zipfile.BadZipFile:
            os.unlink(path)
            rewritten += 1
    return rewritten


def _files(folder: Path, made: Backup) -> dict[str, Iterator[bytes]]:
    sources = [*reading.files(folder), *sorted(folder.glob("key*.json"))]
    return {source.name: _lines(source, made) for source in sources}


def _lines(source: Path, made: Backup) -> Iterator[bytes]:
    counted = reading.device_of(source) is not None
    if not counted and not keyfile.is_key(source):
        made.damaged += 1
    with source.open("rb") as file:
        for raw in file:
            if counted:
                made.lines += 1
                made.damaged += _is_damaged(raw)
            yield raw


def _is_damaged(raw: bytes) -> bool:
    try:
        read(raw.removesuffix(b"\n"))
    except Unreadable:
        return True
    except Newer:
        pass
    return False

"""Backups: a day's journal in one zip file, verified when made; seven days, then a year of months.

Restoring brings back what a backup holds and the journal lacks; nothing else changes. Recordings
are not in backups: they never change, and are large.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.device import DeviceFolder
from assistant.journal.line import Line, Newer, Unreadable, decode_line
from assistant.journal.log import set_aside
from assistant.journal.merging import Added, add_lines, consolidate
from assistant.journal.reading import device_of, journal_files
from assistant.journal.sealing import is_key, key_paths

BACKUPS = "backups"
DAYS, MONTHS = 7, 12
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?\.zip")

ChangeLines = Callable[[Iterator[bytes]], Iterator[bytes]]
"""What becomes of the lines of a journal's file."""


@dataclass(slots=True)
class Backup:
    """One backup, and what is in it."""

    path: Path
    lines: int = 0
    damaged: int = 0
    """Lines (or keys) which were damaged already; older backups are then all kept."""


# Making and dropping ------------------------------------------------------------------------------


def backups_in(folder: Path) -> list[Path]:
    """All backups of the journal in `folder`, oldest first."""
    inside = folder / BACKUPS
    if not inside.is_dir():
        return []
    return sorted((path for path in inside.iterdir() if _NAME.fullmatch(path.name)), key=_age)


def _age(path: Path) -> tuple[str, int]:
    match = _NAME.fullmatch(path.name)
    assert match
    return match[1], int(match[2] or 1)


def backup_due(folder: Path, now: datetime) -> bool:
    """Whether there is something to back up, and no backup of the day of `now` yet."""
    today = now.date().isoformat()
    return bool(journal_files(folder)) and not any(
        path.name.startswith(today) for path in backups_in(folder)
    )


def back_up(journal: DeviceFolder, now: datetime) -> Backup:
    """Make a backup, read it back, and drop those which are too old.

    Raises `Trouble` when it could not be made or does not read back; none is then dropped.
    """
    try:
        with journal.alone():
            made = _add_backup(journal, now)
            if not made.damaged:
                for old in outdated(backups_in(journal.folder)):
                    os.unlink(old)
    except OSError as error:
        raise disk.could_not("back_up", error, journal.folder) from error
    return made


def outdated(paths: list[Path]) -> list[Path]:
    """Those of `paths` (oldest first) which are neither of the last days nor first of a month."""
    days: dict[str, Path] = {path.name[:10]: path for path in paths}  # the last of each day
    months: dict[str, Path] = {}
    for day, path in days.items():
        months.setdefault(day[:7], path)
    kept = {*list(days.values())[-DAYS:], *list(months.values())[-MONTHS:]}
    return [path for path in paths if path not in kept]


def _add_backup(journal: DeviceFolder, now: datetime) -> Backup:
    """Make a backup and drop none. The caller holds the lock. Raises `Trouble`."""
    inside = journal.folder / BACKUPS
    made = Backup(_free_path(inside, f"{now:%Y-%m-%d}"))
    try:
        disk.make_folder(inside)
        disk.replace(made.path, lambda fd: _write_zip(fd, _content(journal.folder, made), now))
    except OSError as error:
        raise disk.could_not("back_up", error, inside) from error
    except _Differs as error:
        raise Trouble("journal.backup_differs") from error
    return made


def _free_path(inside: Path, day: str) -> Path:
    path, number = inside / f"{day}.zip", 1
    while path.exists():
        number += 1
        path = inside / f"{day}-{number}.zip"
    return path


def _content(folder: Path, made: Backup) -> dict[str, Iterator[bytes]]:
    sources = [*journal_files(folder), *key_paths(folder)]
    return {source.name: _raw_lines(source, made) for source in sources}


def _raw_lines(source: Path, made: Backup) -> Iterator[bytes]:
    is_journal = device_of(source) is not None
    if not is_journal and not is_key(source):
        made.damaged += 1
    with source.open("rb") as file:
        for raw in file:
            if is_journal:
                made.lines += 1
                made.damaged += _is_damaged(raw)
            yield raw


def _is_damaged(raw: bytes) -> bool:
    try:
        decode_line(raw.removesuffix(b"\n"))
    except Unreadable:
        return True
    except Newer:
        pass
    return False


# Restoring ----------------------------------------------------------------------------------------


def restore(journal: DeviceFolder, path: Path, now: datetime) -> Added:
    """Bring back what the backup `path` holds, and replace damaged lines by whole ones.

    What was erased since stays erased. A backup of the present is made first. Raises `Trouble`.
    """
    try:
        with ExitStack() as stack:
            try:
                zipped = stack.enter_context(zipfile.ZipFile(path))
                broken = zipped.testzip()
            except (OSError, zipfile.BadZipFile, EOFError):
                broken = path.name
            if broken:
                raise Trouble("journal.backup_broken", name=path.name)
            stack.enter_context(journal.alone())
            if journal_files(journal.folder):
                _add_backup(journal, now)
            _restore_keys(journal.folder, zipped)
            damaged = Added()
            lines = list(_zipped_lines(zipped, damaged))
            added = add_lines(journal, lines, now, "restored")
            added.damaged = damaged.damaged
            consolidate(journal)
            return added
    except OSError as error:
        raise disk.could_not("restore", error, journal.folder) from error


def _restore_keys(folder: Path, zipped: zipfile.ZipFile) -> None:
    for name in zipped.namelist():
        if fnmatch(name, "key*.json") and not is_key(folder / name):
            if (folder / name).exists():
                set_aside(folder / name, (folder / name).read_bytes())
            disk.replace_with(folder / name, [zipped.read(name)])


def _zipped_lines(zipped: zipfile.ZipFile, added: Added) -> Iterator[Line]:
    for name in _journals(zipped):
        with zipped.open(name) as file:
            for raw in file:
                try:
                    yield decode_line(raw.removesuffix(b"\n"))
                except (Unreadable, Newer):
                    added.damaged += 1


# The zip files ------------------------------------------------------------------------------------


class _Differs(Exception):
    """What was read back is not what was written."""


def rewrite_backups(
    folder: Path, change: ChangeLines, extra: Mapping[str, bytes] | None = None
) -> int:
    """Rewrite every backup which `change` or the files `extra` (by name) change.

    Gives the number of rewritten ones. One which cannot be read is deleted, because nobody could
    say what is in it. The caller holds the lock. Raises `OSError`.
    """
    rewritten = 0
    for path in backups_in(folder):
        try:
            rewritten += _rewrite(path, change, extra or {})
        except zipfile.BadZipFile:
            os.unlink(path)
            rewritten += 1
    return rewritten


def _rewrite(path: Path, change: ChangeLines, extra: Mapping[str, bytes]) -> bool:
    """Rewrite one backup; False when nothing in it changes."""
    with zipfile.ZipFile(path) as old:
        if not extra and not any(_changes(old, name, change) for name in _journals(old)):
            return False
        disk.replace(path, lambda fd: _write_changed(fd, old, change, extra))
    return True


def _changes(old: zipfile.ZipFile, name: str, change: ChangeLines) -> bool:
    with old.open(name) as before, old.open(name) as again:
        return any(a != b for a, b in zip_longest(before, change(iter(again))))


def _write_changed(
    fd: int, old: zipfile.ZipFile, change: ChangeLines, extra: Mapping[str, bytes]
) -> None:
    time: tuple[int, ...] = (1980, 1, 1, 0, 0, 0)
    names = _journals(old)
    with _new_zip(fd) as new:
        for info in old.infolist():
            time = info.date_time
            if info.filename in extra:
                continue
            with old.open(info) as before:
                lines = change(iter(before)) if info.filename in names else iter(before)
                _add(new, _info(info.filename, time), lines)
        for name, content in extra.items():
            _add(new, _info(name, time), [content])


def _journals(zipped: zipfile.ZipFile) -> list[str]:
    """The names of the journal files in `zipped`."""
    return [name for name in zipped.namelist() if device_of(Path(name))]


def _write_zip(fd: int, files: Mapping[str, Iterable[bytes]], now: datetime) -> None:
    """Write `files`, by name, as a zip file, and read it back. Raises `_Differs`, `OSError`."""
    sums: dict[str, int] = {}
    with _new_zip(fd) as made:
        for name, pieces in files.items():
            sums[name] = _add(made, _info(name, now.timetuple()[:6]), pieces)
    disk.sync(fd)
    with os.fdopen(os.dup(fd), "rb") as file, zipfile.ZipFile(file) as made:
        if set(made.namelist()) != set(sums):
            raise _Differs
        for name, expected in sums.items():
            if _checksum(made, name) != expected:
                raise _Differs


def _new_zip(fd: int) -> zipfile.ZipFile:
    # Level 1 takes a fifth of the time of the usual one, and the journal waits meanwhile.
    file = os.fdopen(fd, "wb", closefd=False)
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def _info(name: str, time: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (time[0], time[1], time[2], time[3], time[4], time[5]))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = disk.FILE_MODE << 16
    return info


def _add(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, pieces: Iterable[bytes]) -> int:
    """Add one file, and give the checksum of its content."""
    total = 0
    with zipped.open(info, "w") as to:
        for piece in pieces:
            total = crc32(piece, total)
            to.write(piece)
    return total


def _checksum(zipped: zipfile.ZipFile, name: str) -> int:
    total = 0
    try:
        with zipped.open(name) as member:
            while block := member.read(1 << 20):
                total = crc32(block, total)
    except (zipfile.BadZipFile, EOFError) as error:
        raise _Differs from error
    return total

"""Backups: a day's journal in one zip file, verified when made; seven days, then a year of months.

Recordings are not in backups: they never change, and are large.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from assistant.errors import Trouble
from assistant.journal import archive, disk
from assistant.journal.archive import Archive, Broken, Differs
from assistant.journal.device import DeviceFolder, line_in
from assistant.journal.key_file import KEY_FILE, decode_key, is_key, is_key_name, key_paths
from assistant.journal.line import KEY, Newer, Unreadable, decode_line
from assistant.journal.reading import device_of, file_name, journal_files, pieces_of

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
    named = (path for path in inside.iterdir() if _NAME.fullmatch(path.name))
    return sorted((path for path in named if path.is_file()), key=_age)


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
            made = add_backup(journal, now)
            if not made.damaged:
                for old in outdated(backups_in(journal.folder), now.date()):
                    os.unlink(old)
    except OSError as error:
        raise disk.could_not("back_up", error, journal.folder) from error
    return made


def outdated(paths: list[Path], today: date) -> list[Path]:
    """Those of `paths` (oldest first) which are neither of the last days nor first of a month.

    Those dated after `today` were made while a clock was wrong. They are counted by themselves, so
    that they push no other out.
    """
    ahead = [path for path in paths if path.name[:10] > today.isoformat()]
    kept = {*_kept(path for path in paths if path not in ahead), *_kept(ahead)}
    return [path for path in paths if path not in kept]


def _kept(paths: Iterable[Path]) -> set[Path]:
    days: dict[str, Path] = {path.name[:10]: path for path in paths}  # the last of each day
    months: dict[str, Path] = {}
    for day, path in days.items():
        months.setdefault(day[:7], path)
    return {*list(days.values())[-DAYS:], *list(months.values())[-MONTHS:]}


def add_backup(journal: DeviceFolder, now: datetime) -> Backup:
    """Make a backup and drop none. The caller holds the lock. Raises `Trouble`."""
    inside = journal.folder / BACKUPS
    made = Backup(_free_path(inside, now.date().isoformat()))
    try:
        disk.make_folder(inside)
        disk.replace(made.path, lambda fd: archive.write(fd, _content(journal.folder, made), now))
    except OSError as error:
        raise disk.could_not("back_up", error, inside) from error
    except Differs as error:
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
        for raw in pieces_of(file):
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


# Reading ------------------------------------------------------------------------------------------


def read_backup(path: Path) -> Archive:
    """The content of the backup `path`. Raises `Broken`, `OSError`."""
    return Archive(disk.read_file(path))


def journals_in(names: Iterable[str]) -> list[str]:
    """Those of the `names` in a backup which are names of journal files."""
    return [name for name in names if "/" not in name and device_of(Path(name))]


def keys_in(names: Iterable[str]) -> list[str]:
    """Those of the `names` in a backup which are names of key files."""
    return [name for name in names if is_key_name(name)]


# Rewriting ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Rewritten:
    """What became of the backups."""

    changed: int = 0
    broken: list[str] = field(default_factory=list)
    """Names of those which were broken, and of which what could be read was kept."""


def rewrite_backups(
    journal: DeviceFolder, change: ChangeLines, extra: Mapping[str, bytes] | None = None
) -> Rewritten:
    """Rewrite every backup which `change` or the files `extra` (by name) change.

    Of a broken one, the lines which can still be read are kept, in a new archive: nobody could say
    what is in the rest. Each new archive is read back, so that it is known what it holds. The
    caller holds the lock. Raises `OSError`.
    """
    done = Rewritten()
    for path in backups_in(journal.folder):
        content = disk.read_file(path)
        try:
            backup = Archive(content)
        except Broken:
            backup = None
        if backup is None or not backup.whole:
            if backup is None:
                done.broken.append(path.name)
            _rewrite_broken(path, content, change, extra or {})
            done.changed += 1
        else:
            _learn_keys(journal, backup)
            done.changed += _rewrite(path, backup, change, extra or {})
    for name in done.broken:
        journal.notices.append(Trouble("journal.backup_mended", name=name))
    return done


def _learn_keys(journal: DeviceFolder, backup: Archive) -> None:
    """Take the keys of the writers in `backup`, so that its sealed lines can be opened."""
    if not journal.vault.unlocked:
        return
    mark = b'"type":"%s"' % KEY.encode()
    for name in journals_in(backup.names):
        for raw in backup.lines(name):
            if mark in raw and (line := line_in(raw)) and line.type == KEY:
                journal.vault.opener.learn(line.data)


def _rewrite(path: Path, backup: Archive, change: ChangeLines, extra: Mapping[str, bytes]) -> bool:
    """Rewrite one backup; False when nothing in it changes."""
    names = journals_in(backup.names)
    same = all(name in backup.names and backup.read(name) == extra[name] for name in extra)
    if same and not any(_changes(backup, name, change) for name in names):
        return False
    files: dict[str, Iterable[bytes]] = {
        name: change(backup.lines(name)) if name in names else backup.lines(name)
        for name in [*names, *keys_in(backup.names)]
    }
    if KEY_FILE in extra and KEY_FILE in backup.names:
        files |= _other_key(backup.read(KEY_FILE), extra[KEY_FILE])
    _replace(path, files | dict(_pieces(extra)))
    return True


def _other_key(old: bytes, new: bytes) -> dict[str, Iterable[bytes]]:
    """The key file `old` under a name of its own, unless it holds the same key as `new`."""
    try:
        there = decode_key(old)
        return {} if there.public == decode_key(new).public else {f"key-{there.name}.json": [old]}
    except Unreadable:
        return {}


def _changes(backup: Archive, name: str, change: ChangeLines) -> bool:
    return any(a != b for a, b in zip_longest(backup.lines(name), change(backup.lines(name))))


def _rewrite_broken(
    path: Path, content: bytes, change: ChangeLines, extra: Mapping[str, bytes]
) -> None:
    lines: dict[str, list[bytes]] = {}
    keys: dict[str, bytes] = {}
    last = ""
    for raw in archive.salvage(content):
        try:
            last = file_name(decode_line(raw.removesuffix(b"\n")).device)
        except Newer:
            if not last:
                continue
        except Unreadable:
            keys.setdefault(KEY_FILE, raw) if _is_key(raw) else None
            continue
        lines.setdefault(last, []).append(raw)
    files: dict[str, Iterable[bytes]] = {name: change(iter(some)) for name, some in lines.items()}
    _replace(path, files | dict(_pieces(keys | dict(extra))))


def _is_key(raw: bytes) -> bool:
    try:
        decode_key(raw)
    except Unreadable:
        return False
    return True


def _pieces(files: Mapping[str, bytes]) -> Iterator[tuple[str, Iterable[bytes]]]:
    return ((name, [content]) for name, content in files.items())


def _replace(path: Path, files: Mapping[str, Iterable[bytes]]) -> None:
    """Put an archive of `files` in the place of `path`, with its date. Raises `OSError`."""
    try:
        made = datetime.fromisoformat(path.name[:10])
    except ValueError:  # a name which looks like a day, and is none
        made = datetime(1980, 1, 1)
    try:
        disk.replace(path, lambda fd: archive.write(fd, files, made))
    except Differs as error:
        raise OSError(errno.EIO, "it does not read back as it was written", str(path)) from error

"""The zip files which backups are: written, read back, rewritten."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

from assistant.journal import disk, reading

Change = Callable[[Iterator[bytes]], Iterator[bytes]]
"""What becomes of the lines of a journal's file."""


class Differs(Exception):
    """What was read back is not what was written."""


def write(fd: int, files: Mapping[str, Iterable[bytes]], now: datetime) -> None:
    """Writes `files`, by name, as a zip file, and reads it back. Raises `Differs`, `OSError`."""
    sums: dict[str, int] = {}
    with _new(fd) as made:
        for name, pieces in files.items():
            sums[name] = _put(made, _info(name, now.timetuple()[:6]), pieces)
    disk.sync(fd)
    with os.fdopen(os.dup(fd), "rb") as file, zipfile.ZipFile(file) as made:
        if set(made.namelist()) != set(sums):
            raise Differs
        for name, expected in sums.items():
            if _sum(made, name) != expected:
                raise Differs


def journals(archive: zipfile.ZipFile) -> list[str]:
    """The names of the journal files in `archive`."""
    return [name for name in archive.namelist() if reading.device_of(Path(name))]


def rewrite(path: Path, change: Change, extra: Mapping[str, bytes]) -> bool:
    """Puts `path` with its lines after `change`, and with the files `extra`, in its place.

    False when nothing there changes. Raises `OSError`, `zipfile.BadZipFile`.
    """
    with zipfile.ZipFile(path) as old:
        if not extra and not any(_changes(old, name, change) for name in journals(old)):
            return False
        disk.replace(path, lambda fd: _rewritten(fd, old, change, extra))
    return True


def _new(fd: int) -> zipfile.ZipFile:
    # Level 1 takes a fifth of the time of the usual one, and the journal waits meanwhile.
    file = os.fdopen(fd, "wb", closefd=False)
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def _info(name: str, time: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (time[0], time[1], time[2], time[3], time[4], time[5]))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = disk.FILE << 16
    return info


def _put(archive: zipfile.ZipFile, info: zipfile.ZipInfo, pieces: Iterable[bytes]) -> int:
    total = 0
    with archive.open(info, "w") as to:
        for piece in pieces:
            total = crc32(piece, total)
            to.write(piece)
    return total


def _sum(archive: zipfile.ZipFile, name: str) -> int:
    total = 0
    try:
        with archive.open(name) as member:
            while block := member.read(1 << 20):
                total = crc32(block, total)
    except (zipfile.BadZipFile, EOFError) as error:
        raise Differs from error
    return total


def _changes(old: zipfile.ZipFile, name: str, change: Change) -> bool:
    with old.open(name) as before, old.open(name) as again:
        return any(a != b for a, b in zip_longest(before, change(iter(again))))


def _rewritten(fd: int, old: zipfile.ZipFile, change: Change, extra: Mapping[str, bytes]) -> None:
    time: tuple[int, ...] = (1980, 1, 1, 0, 0, 0)
    names = journals(old)
    with _new(fd) as new:
        for info in old.infolist():
            time = info.date_time
            if info.filename in extra:
                continue
            with old.open(info) as before:
                lines = change(iter(before)) if info.filename in names else iter(before)
                _put(new, _info(info.filename, time), lines)
        for name, content in extra.items():
            _put(new, _info(name, time), [content])

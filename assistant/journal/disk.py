"""The file layer: bytes are on the disk, or the caller knows that they are not.

Every write to the journal's folder goes through here.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
BINARY = getattr(os, "O_BINARY", 0)
"""Keeps Windows from writing a carriage return before each line feed."""

if sys.platform == "darwin":
    import fcntl

    def sync(fd: int) -> None:
        """Through the drive's own cache too, where fsync stops short of it."""
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)

else:

    def sync(fd: int) -> None:
        """What was written is on the disk when this returns; raises `OSError`."""
        os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """The names in `folder` are on the disk: a file which is new or was renamed stays found."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        sync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # shares which know no such thing
            raise
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """All of `data`: a system may take a part of it and say so only in its count."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def read_at(fd: int, length: int, at: int) -> bytes:
    """Up to `length` bytes from the place `at`."""
    os.lseek(fd, at, os.SEEK_SET)
    return os.read(fd, length)


def make_folder(folder: Path) -> None:
    """Makes `folder`, and those above it, closed to everybody else."""
    if folder.is_dir():
        return
    above = folder.parent
    make_folder(above)
    with suppress(FileExistsError):
        folder.mkdir(mode=FOLDER)
    sync_folder(above)


def replace(path: Path, write: Callable[[int], None]) -> None:
    """Puts a new file in the place of `path`: the old one, or the whole new one, at any moment."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    fd = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | BINARY, FILE)
    try:
        try:
            write(fd)
            sync(fd)
        finally:
            os.close(fd)
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise
    sync_folder(path.parent)


def replace_with(path: Path, chunks: Iterable[bytes]) -> None:
    """As `replace`, with the pieces of the new file one after the other."""

    def write(fd: int) -> None:
        held: list[bytes] = []
        size = 0
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size > 1 << 20:
                write_all(fd, b"".join(held))
                held, size = [], 0
        write_all(fd, b"".join(held))

    replace(path, write)


def open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read or write `path`."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)

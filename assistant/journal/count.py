"""How many lines a file has had: a number beside it, for a checksum cannot see a missing end.

It is written after each append and not synced: a process killed or a power cut in between leaves
it too low, which is harmless; it is never ahead of what is on disk. It holds no words.
"""

from __future__ import annotations

import os
from pathlib import Path
from zlib import crc32

from assistant.journal import disk


class Spoilt(Exception):
    """There is a count, and it is not as it was written."""


def beside(path: Path) -> Path:
    """Where the count of the file `path` is."""
    return path.with_suffix(".count")


class Counter:
    """Writes the count of one file, which it keeps open."""

    def __init__(self, path: Path) -> None:
        self._path = beside(path)
        self._fd: int | None = None

    def write(self, n: int) -> None:
        """Notes that the lines are numbered up to `n`. Raises `OSError`."""
        if self._fd is None or os.fstat(self._fd).st_nlink == 0:
            self.close()
            self._fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | disk.BINARY, disk.FILE)
        text = b"%12d" % n
        os.lseek(self._fd, 0, os.SEEK_SET)
        disk.write_all(self._fd, b"%s %08x\n" % (text, crc32(text)))

    def close(self) -> None:
        """Closes the file; a later `write` opens it again."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __del__(self) -> None:
        self.close()


def checked(path: Path) -> int | None:
    """The noted number, None when there is none. Raises `Spoilt`, or `OSError`."""
    try:
        text = beside(path).read_bytes()
    except FileNotFoundError:
        return None
    if text[12:] != b" %08x\n" % crc32(text[:12]):
        raise Spoilt
    return int(text[:12])


def read(path: Path) -> int | None:
    """The noted number, None when none can be had."""
    try:
        return checked(path)
    except (Spoilt, OSError):
        return None

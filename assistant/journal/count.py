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


def write(path: Path, n: int) -> None:
    """Notes that the lines of the file `path` are numbered up to `n`."""
    text = b"%12d" % n
    fd = os.open(beside(path), os.O_WRONLY | os.O_CREAT, disk.FILE)
    try:
        disk.write_all(fd, b"%s %08x\n" % (text, crc32(text)))
    finally:
        os.close(fd)


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

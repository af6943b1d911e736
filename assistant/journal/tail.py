"""The end of a file: where the next line goes, and what is in the way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from assistant.journal import disk
from assistant.journal.line import Line, Newer, Unreadable, read

_BLOCK = 1 << 16


class Tail(NamedTuple):
    """The end of a file of lines."""

    size: int
    """Bytes, up to and including the last line feed."""
    n: int
    """The highest number which may be taken, that of an unreadable last line included."""
    clock: int
    torn: bytes = b""
    """What follows the last line feed: a line which was never finished."""


def tail_of(fd: int) -> Tail:
    """Reads the file's end, from as far back as the last readable line begins."""
    size = os.fstat(fd).st_size
    if size == 0:
        return Tail(0, 0, 0)
    start = size
    block = b""
    while start > 0:
        length = min(start, max(_BLOCK, len(block)))
        start -= length
        block = disk.read_at(fd, length, start) + block
        found = _end_of(block, whole=start == 0)
        if found is not None:
            line, after, torn = found
            n, clock = (line.n, line.clock) if line else (0, 0)
            return Tail(size - len(torn), n + after, clock, torn)
    raise AssertionError("a file's whole block always has an end")


def tail_of_file(path: Path) -> Tail:
    """The end of the file `path`. Raises `OSError`."""
    fd = os.open(path, os.O_RDONLY | disk.BINARY)
    try:
        return tail_of(fd)
    finally:
        os.close(fd)


def _end_of(block: bytes, *, whole: bool) -> tuple[Line | None, int, bytes] | None:
    """The last readable line in `block`, how many unreadable ones follow it, and the torn rest.

    None when `block` does not reach back far enough to say.
    """
    *lines, torn = block.split(b"\n")
    first = 0 if whole else 1
    for after, at in enumerate(range(len(lines) - 1, first - 1, -1)):
        try:
            return read(lines[at]), after, torn
        except (Unreadable, Newer):
            continue
    return (None, len(lines), torn) if whole else None

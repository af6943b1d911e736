"""Lines in which something stands, found without decoding the others: a search looks at few.

Nothing is missed: what may hold it is given too, and whoever asks looks again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from assistant.journal import sealing

_BLOCK = 1 << 16
"""Bytes. They stay in the processor's own memory while they are looked through again and again."""
_ALWAYS = (b'"type":"%s"' % sealing.SEALED.encode(), b"\\")
"""What stands in lines which do not show their letters as they are."""


def sifted(file: BinaryIO, holding: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of `file` (number from 1, bytes) in which one of `holding` may stand.

    `holding` are in small letters; capitals in the file are taken for small ones. A line with any
    other letter than those of ASCII is always given, and so is a sealed one. Raises `OSError`.
    """
    marks = (*holding, *_ALWAYS)
    number = 1
    while block := file.read(_BLOCK):
        block += file.readline() if not block.endswith(b"\n") else b""
        at = 0
        for start in sorted(_starts(block, marks)):
            number += block.count(b"\n", at, start)
            at = start
            yield number, block[start : _end(block, start)]
        number += block.count(b"\n", at)


def _starts(block: bytes, marks: Sequence[bytes]) -> set[int]:
    """Where the lines begin in which one of `marks` stands, or a letter beyond ASCII."""
    small = block.lower()
    starts: set[int] = set()
    for mark in marks:
        at = small.find(mark)
        while at >= 0:
            starts.add(small.rfind(b"\n", 0, at) + 1)
            at = small.find(mark, _end(small, at))
    if not block.isascii():
        at = 0
        for line in block.splitlines(keepends=True):
            if not line.isascii():
                starts.add(at)
            at += len(line)
    return starts


def _end(block: bytes, at: int) -> int:
    return block.find(b"\n", at) + 1 or len(block)

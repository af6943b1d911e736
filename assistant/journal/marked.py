"""The few lines of a kind which has to be known before the others are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.journal.line import Line, Newer, Unreadable, read

_BLOCK = 1 << 16


def marked(paths: Iterable[Path], type: str) -> Iterator[tuple[Line, bytes]]:
    """The whole lines of `type` in the files `paths`, and as they lie there.

    A million lines are looked through in a tenth of a second: nothing is decoded but the lines
    which seem to be of that type. Raises `OSError`.
    """
    mark = b'"type":"%s"' % type.encode()
    for path in paths:
        for block in _blocks(path):
            if mark in block:
                yield from _in(block, mark, type)


def _blocks(path: Path) -> Iterator[bytes]:
    """The file `path` in pieces of whole lines."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            # One more line, so that none is cut in two; the whole block is copied for it only
            # when it did not end with one.
            rest = file.readline() if not block.endswith(b"\n") else b""
            yield block + rest if rest else block


def _in(block: bytes, mark: bytes, type: str) -> Iterator[tuple[Line, bytes]]:
    for raw in block.splitlines():
        if mark not in raw:
            continue
        try:
            line = read(raw)
        except (Unreadable, Newer):
            continue
        if line.type == type:
            yield line, raw + b"\n"

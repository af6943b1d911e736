"""The few lines of a kind which has to be known before the others are read."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.journal.line import Line, Newer, Unreadable, read


def marked(paths: Iterable[Path], type: str) -> Iterator[tuple[Line, bytes]]:
    """The whole lines of `type` in the files `paths`, and as they lie there.

    A million lines are looked through in a tenth of a second: nothing is decoded but the lines
    which seem to be of that type. Raises `OSError`.
    """
    mark = b'"type":"%s"' % type.encode()
    for path in paths:
        with path.open("rb") as file:
            try:
                text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:  # an empty file cannot be mapped
                continue
            with text:
                yield from _in(text, mark, type)


def _in(text: mmap.mmap, mark: bytes, type: str) -> Iterator[tuple[Line, bytes]]:
    at = text.find(mark)
    while at >= 0:
        start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
        end = len(text) if end < 0 else end
        raw = text[start:end]
        try:
            line = read(raw)
            if line.type == type:
                yield line, raw + b"\n"
        except (Unreadable, Newer):
            pass
        at = text.find(mark, end)

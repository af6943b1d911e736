"""Reads the examples of which all is known that `intents.parts` learns, with what was said before.

A line has eight fields with a tab between them: what was said before; the kind of answer wanted,
the utterance with its marks, and its core, as in `intents.marked`; what the person wants done, what
that is about, and what it shall become, or ``-``; and what a good listener would say first, ``-``
for nothing, or no word where that is not known. That last field is not read: nothing learns from
it::

    How did it go?<TAB>outcome<TAB>[answer: done] [tail: she laughed]<TAB><TAB>none<TAB>-<TAB>-
    <TAB>Done, and she laughed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from intents.marked import Marked, MarkedWish, parse, run_of
from intents.spans import Wish, WishName


@dataclass(frozen=True, slots=True)
class CloselyMarked:
    """One example: the utterance with its parts, and what is wished in it."""

    marked: Marked
    wish: MarkedWish


def read_closely_marked(path: Path) -> Iterator[CloselyMarked]:
    """Yield the examples of a file. Raises ValueError with the line of a mistake."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if len(fields) != 8 or fields[4] not in get_args(WishName):
            raise ValueError(f"{path}:{number}: has not eight fields, or no wish that there is")
        said_before, kind, parts, core, name, about, become, _ = fields
        try:
            marked = parse("\t".join((kind, said_before, parts, core)))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
        target, words = (run_of(some.split(), marked.words) for some in (about, become))
        if target is None or words is None:
            raise ValueError(f"{path}:{number}: names words that were not said")
        wish = Wish(name, target, words, 1.0, 1.0)  # type: ignore[arg-type]
        yield CloselyMarked(marked, MarkedWish(kind, said_before, marked.words, wish))

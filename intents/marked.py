"""Read marked-up utterances: what people say, cut into parts, to learn from and to measure with.

A line has four fields with a tab between them: the kind of answer that the question wants, the
question, the utterance with its marks, and its core (see `intents.spans`)::

    outcome<TAB>How did it go?<TAB>well [answer: done] [tail.good.1: she laughed]<TAB>

Every word stands in one bracket, or outside all where it is a filler. Words between ``~~`` were
taken back in the same breath.

Another kind of file has two fields: what was said, and the few of its words that a good listener
would say back, or ``-`` for none::

    well we sat two hours and then they said it's benign<TAB>they said it's benign
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from intents.spans import ComplaintName, Mood, QuestionName, Span, SpanKind, Spans

_PIECE = re.compile(r"\[(?P<head>[a-z_.0-9]+):(?P<words>[^\[\]]*)\]|(?P<loose>[^\[\]]+)")
_NAMES = {
    "question": get_args(QuestionName),
    "complaint": get_args(ComplaintName),
    "telling": get_args(Mood),
    "tail": ("", *get_args(Mood)),
    "answer": ("", *get_args(Mood)),
}
"""What may stand behind the kind of a part; of an answer it says how the person feels in it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked-up utterance: what was expected, its words, and the parts as they should be."""

    expects: str
    question: str
    words: tuple[str, ...]
    spans: Spans


def read_marked(path: Path) -> Iterator[Marked]:
    """Yield the utterances of a file. Raises ValueError with the line of a mistake in the marks."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield parse(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from None


def read_gists(path: Path) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield what was said in each line of a file, and the first word that is to be said back with
    the one behind the last; twice 0 for none.

    Raises ValueError with the line whose second field does not stand in the first.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        said, _, gist = line.partition("\t")
        words, some = tuple(said.split()), tuple(gist.split())
        if some == ("-",):
            yield words, 0, 0
            continue
        size = len(some)
        starts = (at for at in range(len(words)) if words[at : at + size] == some)
        start = next(starts, None) if some else None
        if start is None:
            raise ValueError(f"{path}:{number}: has no words that are said back, nor a -")
        yield words, start, start + size


def parse(line: str) -> Marked:
    """Return the utterance of a line. Raises ValueError for a mistake in the marks."""
    fields = line.split("\t")
    if len(fields) != 4:
        raise ValueError(f"has {len(fields)} fields; write four with a tab between them")
    expects, question, marked, core = fields
    words: list[str] = []
    parts: list[Span] = []
    taken_back: set[int] = set()
    back = False
    for piece in _PIECE.finditer(marked):
        start = len(words)
        for word in (piece["words"] or piece["loose"] or "").replace("~~", " ~~ ").split():
            if word == "~~":
                back = not back
                continue
            if back:
                taken_back.add(len(words))
            words.append(word)
        if piece["head"] and len(words) > start:
            parts.append(_span(piece["head"], start, len(words)))
    if back or not words:
        raise ValueError("~~ is not closed" if back else "has no words")
    answered = [
        place
        for part in parts
        if part.kind == "answer"
        for place in range(part.start, part.end)
        if place not in taken_back
    ]
    found = Spans(tuple(parts), frozenset(taken_back), _places(core.split(), words, answered))
    return Marked(expects, question, tuple(words), found)


def _span(head: str, start: int, end: int) -> Span:
    kind, _, more = head.partition(".")
    name, _, weight = more.partition(".")
    if kind not in get_args(SpanKind):
        raise ValueError(f"{kind} is no kind of part; write one of {', '.join(get_args(SpanKind))}")
    if name not in _NAMES.get(kind, ("",)):
        raise ValueError(f"{head} has a name which there is not")
    if weight not in ("", "0", "1", "2", "3"):
        raise ValueError(f"{head} has a weight which is not from 0 to 3")
    return Span(kind, start, end, name, int(weight or 0))  # type: ignore[arg-type]


def _places(core: list[str], words: list[str], answered: list[int]) -> tuple[int, ...]:
    """Where the words of a core stand among those answered, as close together as can be."""
    if not core:
        return ()
    best: tuple[int, ...] = ()
    for first, place in enumerate(answered):
        if words[place] != core[0]:
            continue
        found = [place]
        for later in answered[first + 1 :]:
            if len(found) < len(core) and words[later] == core[len(found)]:
                found.append(later)
        if len(found) == len(core) and (not best or found[-1] - found[0] <= best[-1] - best[0]):
            best = tuple(found)
    return best

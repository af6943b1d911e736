"""Read marked-up utterances: what people say, cut into parts, to learn from and to measure with.

A line has four fields with a tab between them: the kind of answer that the question wants, the
question, the utterance with its marks, and its core (see `intents.spans`)::

    outcome<TAB>How did it go?<TAB>well [answer: done] [tail.good.1: she laughed]<TAB>

Every word stands in one bracket, or outside all where it is a filler. Words between ``~~`` were
taken back in the same breath.

Another kind of file has two fields: what was said, and the few of its words that a good listener
would say back, or ``-`` for none::

    well we sat two hours and then they said it's benign<TAB>they said it's benign

A third kind has six: the kind of answer wanted, the question, what was said, what the person wants
done (see `intents.spans.WishName`), and the words of what that is about and of what it shall
become, or ``-`` for none::

    yesno<TAB>Shall I?<TAB>not the shed the boat sheds<TAB>rename<TAB>the shed<TAB>the boat sheds

A fourth kind has four: what was told, how the person feels in it, how heavy it is from 1 to 3, and
the words that a listener would say back, or ``-``::

    she rang me and we both cried laughing<TAB>good<TAB>2<TAB>she rang me
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from intents.spans import (
    ComplaintName,
    Mood,
    QuestionName,
    Span,
    SpanKind,
    Spans,
    Wish,
    WishName,
)

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


@dataclass(frozen=True, slots=True)
class MarkedTelling:
    """What was told, how the person feels in it, how heavy it is, and the words to be said back:
    the first and the one behind the last, twice 0 for none."""

    said: tuple[str, ...]
    mood: Mood
    weight: int
    gist: tuple[int, int]


def read_tellings(path: Path) -> Iterator[MarkedTelling]:
    """Yield the tellings of a file. Raises ValueError with the line of a mistake."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if len(fields) != 4 or fields[1] not in get_args(Mood) or fields[2] not in ("1", "2", "3"):
            raise ValueError(f"{path}:{number}: has not four fields, or a mood that there is not")
        said = tuple(fields[0].split())
        gist = run_of(fields[3].split(), said)
        if gist is None:
            raise ValueError(f"{path}:{number}: names words that were not said")
        yield MarkedTelling(said, fields[1], int(fields[2]), gist)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class MarkedWish:
    """An utterance with what the person wants done in it; see `intents.spans.Wish`."""

    expects: str
    question: str
    said: tuple[str, ...]
    wish: Wish


def read_wishes(path: Path) -> Iterator[MarkedWish]:
    """Yield the utterances of a file of wishes. Raises ValueError with the line of a mistake."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if len(fields) != 6 or fields[3] not in get_args(WishName):
            raise ValueError(f"{path}:{number}: has not six fields, or asks for what there is not")
        said = tuple(fields[2].split())
        target, words = (run_of(field.split(), said) for field in fields[4:])
        if target is None or words is None:
            raise ValueError(f"{path}:{number}: names words that were not said")
        wish = Wish(fields[3], target, words, 1.0, 1.0)  # type: ignore[arg-type]
        yield MarkedWish(fields[0], fields[1], said, wish)


def run_of(some: list[str], words: tuple[str, ...]) -> tuple[int, int] | None:
    """Where some words stand together last, as the first and the one behind the last.

    (0, 0) for a ``-``; `None` where they do not stand there.
    """
    if some == ["-"]:
        return 0, 0
    size = len(some)
    starts = [at for at in range(len(words)) if list(words[at : at + size]) == some]
    return (starts[-1], starts[-1] + size) if starts and size else None


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

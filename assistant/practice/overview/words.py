"""What the person said in their own words, with the days they said it on."""

from __future__ import annotations

import msgspec

from assistant.formatting.quoting import as_quoted
from assistant.practice.exercises import Decision
from assistant.practice.overview.span import Span
from assistant.practice.state import State

MOST = 60
"""So many of each kind are quoted, the newest."""
LETTER = "letter."
"""The questions at which a letter is said begin with this."""


class Quotation(msgspec.Struct, frozen=True, order=True):
    """Words of the person, their day, and what they are: "intention", "proud", "toward"."""

    day: str
    of: str
    words: str


class Quotations(msgspec.Struct, frozen=True):
    """What was said, oldest first: of each kind the newest. `counts` are the numbers of all."""

    newest: tuple[Quotation, ...] = ()
    counts: dict[str, int] = {}

    def of(self, kind: str) -> tuple[Quotation, ...]:
        """Return those of one kind."""
        return tuple(one for one in self.newest if one.of == kind)


def quotations(state: State, span: Span, language: str) -> Quotations:
    """Return the intentions, proud moments and moves toward what matters."""
    each = {
        "intention": [(i.day, i.words) for i in state.intentions],
        "proud": [(t.day, t.words) for t in state.exercises.told if t.of == "proud"],
        "toward": [(d, of["toward"]) for d, of in state.days.told.items() if "toward" in of],
    }
    within = {
        of: sorted((day, words) for day, words in found if span.holds(day) and words.strip())
        for of, found in each.items()
    }
    newest = [
        Quotation(day, of, as_quoted(words, language))
        for of, found in within.items()
        for day, words in found[-MOST:]
    ]
    return Quotations(tuple(sorted(newest)), {of: len(found) for of, found in within.items()})


def reflections(state: State, span: Span, language: str) -> tuple[Quotation, ...]:
    """Return the reflections, oldest first. Letters are never among them."""
    return tuple(
        Quotation(said.when[:10], "reflection", said.words.strip())
        for said in state.reflections
        if span.holds(said.when) and not said.ask.startswith(LETTER) and said.words.strip()
    )


def decisions(state: State, span: Span) -> tuple[Decision, ...]:
    """Return the decisions that were looked at."""
    return tuple(decision for decision in state.decisions if span.holds(decision.day))

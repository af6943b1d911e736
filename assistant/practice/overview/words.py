"""What the person said in their own words, with the days they said it on."""

from __future__ import annotations

import msgspec

from assistant.formatting.quoting import as_quoted
from assistant.practice.exercises import Decision
from assistant.practice.overview.span import Span
from assistant.practice.state import State

LETTER = "letter."
"""The questions at which a letter is said begin with this."""


class Quotation(msgspec.Struct, frozen=True, order=True):
    """Words of the person, their day, and what they are: "intention", "proud", "toward"."""

    day: str
    of: str
    words: str


def quotations(state: State, span: Span, language: str) -> tuple[Quotation, ...]:
    """Return the intentions, proud moments and moves toward what matters, oldest first."""
    found = [(i.day, "intention", i.words) for i in state.intentions]
    found += [(t.day, "proud", t.words) for t in state.exercises.told if t.of == "proud"]
    found += [(d, "toward", of["toward"]) for d, of in state.days.told.items() if "toward" in of]
    return tuple(
        Quotation(day, of, as_quoted(words, language))
        for day, of, words in sorted(found)
        if span.holds(day) and words.strip()
    )


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

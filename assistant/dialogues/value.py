"""Ask for a value in the person's own words."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from assistant.dialogues.brief import Brief, ValueBrief
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.formatting.rephrasing import as_value_name
from assistant.practice.events import ValueKept
from assistant.practice.value_detection import split_named_things
from intents import Aspiration, Freely, YesNo

A_NAME_IS_SHORT = 4
"""If a value has more words than this, ask for a name of a word or two."""


def new_value(
    brief: Brief, question: str = "welcome.what_matters"
) -> Generator[Step, Any, tuple[ValueBrief | None, tuple[str, ...]]]:
    """Ask for a value. Return it (None if skipped), and what else was named with it."""
    heard = yield Ask(question, Aspiration(names=True))
    if heard is None:
        heard = yield Ask("value.an_easier_way", Aspiration(names=True))
    if heard is not None and heard["kind"] == "sorrow":
        yield Say("told.sorrow")
        heard = yield Ask("value.after_a_loss", Aspiration(names=True))
    if heard is None:
        return None, ()
    said = heard["words"]
    first, *others = split_named_things(said, brief.language) or (said,)
    if others:
        yield Say("value.first_this", words=first)
    name = yield from in_a_word(brief, first)
    value = ValueBrief(f"{brief.session}.value", name)
    yield Note(ValueKept(value.id, value.name, said))
    return value, tuple(others)


def the_others(brief: Brief, others: Sequence[str]) -> Generator[Step, Any, tuple[ValueBrief, ...]]:
    """Offer what else was named, one after the other. Return those that are kept."""
    kept: list[ValueBrief] = []
    for nth, words in enumerate(others):
        keep = yield Ask("value.and_the_other", YesNo(), about=str(nth), words=words)
        if not keep:
            yield Say("value.as_it_is")
            continue
        name = yield from in_a_word(brief, words, f"other.{nth}")
        value = ValueBrief(f"{brief.session}.other.{nth}", name)
        yield Note(ValueKept(value.id, name, words))
        yield Say("value.goodbye", value=name)
        kept.append(value)
    return tuple(kept)


def in_a_word(brief: Brief, said: str, about: str = "") -> Generator[Step, Any, str]:
    """Return a name for what was said: itself if it is short, else one asked for."""
    short = as_value_name(said, brief.language)
    if len(short.split()) <= A_NAME_IS_SHORT:
        return short
    yield Say("value.heard_long", words=said)
    name = yield Ask("value.in_a_word", Freely(hope=True, names=True), about=about)
    return as_value_name(name, brief.language) if name else said

"""One thing that matters, in the person's own words."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogue import Ask, Note, Say, Step
from assistant.dialogues.brief import Brief, ValueBrief
from assistant.giving_back import value_name
from assistant.practice.events import ValueKept
from intents import Aspiration, Freely

A_NAME_IS_SHORT = 4
"""A value of more words than this is a sentence, and is asked for in a word or two."""


def new_value(
    brief: Brief, question: str = "welcome.what_matters"
) -> Generator[Step, Any, ValueBrief | None]:
    """One thing that matters; `None` when they would rather not."""
    heard = yield Ask(question, Aspiration())
    if heard is None:
        heard = yield Ask("value.an_easier_way", Aspiration())
    if heard is not None and heard["kind"] == "sorrow":
        yield Say("told.sorrow")
        heard = yield Ask("value.after_a_loss", Aspiration())
    if heard is None:
        return None
    said = heard["words"]
    name = yield from in_a_word(said)
    value = ValueBrief(f"{brief.session}.value", name)
    yield Note(ValueKept(value.id, value.name, said))
    return value


def in_a_word(said: str, about: str = "") -> Generator[Step, Any, str]:
    """A name for what was said: itself where it is short, else what the person calls it."""
    if len(value_name(said).split()) <= A_NAME_IS_SHORT:
        return value_name(said)
    yield Say("value.heard_long", words=said)
    name = yield Ask("value.in_a_word", Freely(hope=True), about=about)
    return value_name(name) if name else said

"""One more thing that matters, in the person's own words."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogue import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.brief import Brief, Moment, ValueBrief
from assistant.dialogues.goal import new_goal
from assistant.practice.events import ValueKept
from intents import Aspiration, Freely, YesNo

A_NAME_IS_SHORT = 4
"""A value of more words than this is a sentence, and is asked for in a word or two."""


def brief(moment: Moment) -> Brief:
    """What is known when a value is looked for."""
    return Brief(moment.session, moment.now.isoformat(), moment.state.name)


def explore_values(brief: Brief) -> Dialogue:
    """Find one more value, and a step for it if the person likes."""
    value = yield from new_value(brief, "value.what_else_matters")
    if value is None:
        yield Say("value.another_time")
        return
    yield Say("welcome.value_kept", value=value.name)
    step = yield Ask("value.a_step_for_it", YesNo(), value=value.name)
    if step:
        yield from new_goal(brief, value)
    yield Say("value.goodbye", value=value.name)


def new_value(
    brief: Brief, question: str = "welcome.what_matters"
) -> Generator[Step, Any, ValueBrief | None]:
    """One thing that matters; `None` when they would rather not."""
    heard = yield Ask(question, Aspiration())
    if heard is None:
        heard = yield Ask("value.an_easier_way", Aspiration())
    if heard is None:
        return None
    said = name = heard["words"]
    if len(said.split()) > A_NAME_IS_SHORT:
        yield Say("value.heard_long", words=said)
        in_a_word = yield Ask("value.in_a_word", Freely())
        name = in_a_word or said
    value = ValueBrief(f"{brief.session}.value", name)
    yield Note(ValueKept(value.id, value.name, said))
    return value

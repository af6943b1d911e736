"""The first minute: who Lantern is, one true thing that matters, and a first small step."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogue import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.brief import Brief, Moment, ValueBrief
from assistant.dialogues.goal import new_goal
from assistant.practice.events import ValueKept
from intents import Aspiration, Freely

A_NAME_IS_SHORT = 4
"""A value of more words than this is a sentence, and is asked for in a word or two."""


def brief(moment: Moment) -> Brief:
    """What the welcome knows."""
    return Brief(moment.session, moment.now.isoformat(), moment.state.name)


def welcome(brief: Brief) -> Dialogue:
    """Welcome someone who is here for the first time."""
    yield Say("welcome.hello")
    value = yield from new_value(brief)
    if value is None:
        yield Say("welcome.another_time")
        return
    yield Say("welcome.value_kept", value=value.name)
    goal = yield from new_goal(brief, value)
    yield Say("welcome.goodbye", value=value.name, goal=goal)


def new_value(brief: Brief) -> Generator[Step, Any, ValueBrief | None]:
    """One thing that matters, in the person's own words; `None` when they would rather not."""
    heard = yield Ask("welcome.what_matters", Aspiration())
    if heard is None:
        heard = yield Ask("welcome.what_matters_easier", Aspiration())
    if heard is None:
        return None
    said = name = heard["words"]
    if len(said.split()) > A_NAME_IS_SHORT:
        yield Say("welcome.heard_long", words=said)
        in_a_word = yield Ask("welcome.in_a_word", Freely())
        name = in_a_word or said
    value = ValueBrief(f"{brief.session}.value", name)
    yield Note(ValueKept(value.id, value.name, said))
    return value

"""The shortest check-in: one intention for today."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, goals_due, values_of
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.formatting.rephrasing import as_action
from assistant.practice.events import IntentionSet
from intents import Freely, YesNo


class OneBreathBrief(Brief, frozen=True):
    """The first goal due today, and the value of today or else one of the person's values."""

    goal: GoalBrief | None = None
    value: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state, today = moment.state, moment.today
        due = goals_due(state, today, evening=True)
        chosen = state.value_named(state.day_values.get(str(today), ""))
        value = chosen or next((value.name for value in values_of(state)), "")
        return cls(**moment.basics, goal=due[0] if due else None, value=value)


def one_breath(brief: OneBreathBrief) -> Dialogue:
    """Ask one question and end."""
    one: str | None = None
    if brief.goal:
        title = brief.goal.title
        answer = yield Ask(
            "one_breath.is_it_this", YesNo(or_else="step"), about=brief.goal.id, goal=title
        )
        one = answer["words"] if isinstance(answer, dict) else title if answer else None
        if answer is None:
            yield Say("one_breath.goodbye")
            return
    if one is None:
        one = yield Ask("one_breath.what_is_it", Freely(good=True), value=brief.value)
    if one:
        one = as_action(one, brief.language)
        yield Note(IntentionSet(one, brief.day))
        yield Say("one_breath.heard", words=one)
    yield Say("one_breath.goodbye")

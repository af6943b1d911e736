"""Rename a value. The goals and days that belong to it stay with it."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.choosing import choose_value
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.dialogues.value import in_a_word
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.practice.events import ValueKept
from intents import Freely


class ValueChangeBrief(Brief, frozen=True):
    """The person's values, and the new name if the command gave it."""

    values: tuple[ValueBrief, ...] = ()
    called: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        called = strip_hedges(
            tidy(str(moment.slots.get("value", "")), moment.language), moment.language
        )
        return cls(**moment.basics, values=values_of(moment.state), called=called)


def change_value(brief: ValueChangeBrief) -> Dialogue:
    """Ask which value, and for its new name."""
    if not brief.values:
        yield Say("change_value.no_values")
        return
    value = brief.values[0]
    if len(brief.values) > 1:
        value = yield from choose_value("change_value.which", brief.values)
    if value is None:
        yield Say("change_value.as_it_was")
        return
    said = brief.called
    if not said:
        said = yield Ask(
            "change_value.new_name", Freely(hope=True, names=True), about=value.id, old=value.name
        )
    if not said:
        yield Say("change_value.as_it_was", value=value.name)
        return
    name = yield from in_a_word(brief, said, value.id)
    if not name:
        yield Say("change_value.as_it_was", value=value.name)
        return
    yield Note(ValueKept(value.id, name))
    yield Say("change_value.changed", value=name)

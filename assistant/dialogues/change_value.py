"""Another name for a value: the goals and days which serve it stay with it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.value import in_a_word
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.practice.events import ValueKept
from intents import Choice, Freely


class ValueChangeBrief(Brief, frozen=True):
    """The values there are, and the new name where it came with the wish."""

    values: tuple[ValueBrief, ...] = ()
    called: str = ""


def brief(moment: Moment) -> ValueChangeBrief:
    """What is known when a value is to be changed."""
    return ValueChangeBrief(
        moment.session,
        moment.now.isoformat(),
        moment.state.name,
        values_of(moment.state),
        strip_hedges(tidy(str(moment.slots.get("value", "")))),
    )


def change_value(brief: ValueChangeBrief) -> Dialogue:
    """Which one, and what it is called from now on."""
    if not brief.values:
        yield Say("change_value.no_values")
        return
    value = yield from _which(brief.values)
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
    name = yield from in_a_word(said, value.id)
    yield Note(ValueKept(value.id, name))
    yield Say("change_value.changed", value=name)


def _which(values: tuple[ValueBrief, ...]) -> Generator[Step, Any, ValueBrief | None]:
    if len(values) == 1:
        return values[0]
    names = tuple(value.name for value in values)
    chosen = yield Ask("change_value.which", Choice(names), values=names[:3])
    return next((value for value in values if value.name == chosen), None)

"""The end of an exercise: name what matters in what was told, keep it, ask for a small step."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from assistant.dialogues.brief import Brief, ValueBrief
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.formatting.rephrasing import as_value_name
from assistant.practice.events import GoalAdded, ValueKept
from assistant.practice.naming import step_title
from assistant.practice.schedule import ONCE
from intents import Aspiration, Freely, YesNo

A_NAME_IS_SHORT = 4


@dataclass(frozen=True, slots=True)
class WhatMattered:
    """The result: the name of what matters, and a small step; each "" if there is none."""

    name: str = ""
    step: str = ""


def what_matters_in_it(
    brief: Brief, known: tuple[ValueBrief, ...], exercise: str, words: str
) -> Generator[Step, Any, WhatMattered]:
    """Name what matters in what was told, offer to keep it, and ask for five minutes of it.

    `words` are those told last in the `exercise`, whose name is part of the questions' keys.
    """
    name = yield Ask(f"what_matters.name_it.{exercise}", Freely(hope=True, names=True), words=words)
    if name is None:
        yield Say("what_matters.no_name")
        return WhatMattered()
    name = as_value_name(name, brief.language)
    value = next((v for v in known if v.name.casefold() == name.casefold()), None)
    if value is not None:
        yield Say("what_matters.already_yours", value=value.name)
    elif len(name.split()) <= A_NAME_IS_SHORT:
        keep = yield Ask("what_matters.shall_i_keep", YesNo(), value=name)
        if keep:
            value = ValueBrief(f"{brief.session}.value", name)
            yield Note(ValueKept(value.id, name, words or name))
            yield Say("what_matters.kept", value=name)
        else:
            yield Say("what_matters.not_kept", value=name)
    else:
        yield Say("what_matters.heard", words=name)
    step = yield from _five_minutes(brief, value)
    return WhatMattered(name, step)


def _five_minutes(brief: Brief, value: ValueBrief | None) -> Generator[Step, Any, str]:
    heard = yield Ask(
        "what_matters.five_minutes", Aspiration(action=True), value=value.name if value else ""
    )
    if heard is None:
        yield Say("what_matters.no_step")
        return ""
    step = step_title(heard["words"], brief.language)
    keep = yield Ask("what_matters.keep_the_step", YesNo(), step=step)
    if keep:
        serves = value.id if value else ""
        yield Note(GoalAdded(f"{brief.session}.goal", step, serves, ONCE))
    yield Say("what_matters.step_kept" if keep else "what_matters.step_not_kept", step=step)
    return step

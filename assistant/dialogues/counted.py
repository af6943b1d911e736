"""How often steps were done this week, and what is kept of one for today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from assistant.dialogues.steps import Dialogue, Say
from assistant.practice.goals import Goal

AT_MOST = 6
"""Of more steps it is not told at once how they went."""


class Counted(msgspec.Struct, frozen=True):
    """On how many days of this week a step was done, and partly; how it went today."""

    goal: str
    done: int = 0
    partly: int = 0
    today: str = ""


def counted(goal: Goal, today: date) -> Counted:
    """Count what was told of a step since Monday; of a day the last that was told stands."""
    monday = today - timedelta(days=today.weekday())
    went = {check.of: check.outcome for check in goal.history if monday <= check.of <= today}
    told = list(went.values())
    return Counted(goal.title, told.count("done"), told.count("partly"), went.get(today, ""))


def tell_counted(steps: Sequence[Counted]) -> Dialogue:
    """Tell of each step on how many days it was done this week."""
    for step in steps[:AT_MOST]:
        if step.done and step.partly:
            yield Say("recall.done_and_partly", goal=step.goal, days=step.done, partly=step.partly)
        elif step.done:
            yield Say("recall.done_on", goal=step.goal, days=step.done)
        elif step.partly:
            yield Say("recall.partly_on", goal=step.goal, days=step.partly)
        else:
            yield Say("recall.not_done_yet", goal=step.goal)
    if not steps:
        yield Say("recall.no_steps")


def tell_of_today(steps: Sequence[Counted]) -> Dialogue:
    """Tell what is kept for today of each step, where it was asked whether that was undone."""
    for step in steps[:AT_MOST]:
        kept = step.today if step.today in ("done", "partly", "not_yet") else "nothing"
        yield Say(f"recall.today.{kept}", goal=step.goal)
    if not steps:
        yield Say("recall.no_steps")

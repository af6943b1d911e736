"""A new goal: from a value to one small step of one's own, and how often."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogue import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.practice.events import GoalAdded
from assistant.practice.schedule import ONCE, once
from intents import Aspiration, Choice, Recurrence


class GoalsBrief(Brief, frozen=True):
    """The values a goal may serve."""

    values: tuple[ValueBrief, ...] = ()


def brief(moment: Moment) -> GoalsBrief:
    """What is known when a goal is added."""
    state = moment.state
    return GoalsBrief(moment.session, moment.now.isoformat(), state.name, values_of(state))


def add_goal(brief: GoalsBrief) -> Dialogue:
    """Add a goal to one of the person's values."""
    value = yield from which_value(brief.values)
    goal = yield from new_goal(brief, value)
    if goal:
        yield Say("goal.all_set", goal=goal)


def which_value(values: tuple[ValueBrief, ...]) -> Generator[Step, Any, ValueBrief | None]:
    """The value which a goal is to serve; `None` when it is to stand alone."""
    if len(values) <= 1:
        return values[0] if values else None
    names = tuple(value.name for value in values)
    chosen = yield Ask("goal.which_value", Choice(names), values=names[:3])
    return next((value for value in values if value.name == chosen), None)


def new_goal(
    brief: Brief, value: ValueBrief | None, about: str = ""
) -> Generator[Step, Any, str | None]:
    """One small step, made the person's own, and its schedule. Gives its title, if there is one."""
    about = about or (value.id if value else "")
    name = value.name if value else ""
    step = yield Ask("goal.what_step", Aspiration(), about=about, value=name)
    if step is not None and step["kind"] != "goal":
        yield Say(f"goal.not_yet_a_step.{step['kind']}", words=step["words"])
        step = yield Ask("goal.what_would_you_do", Aspiration(), about=about, words=step["words"])
    if step is None:
        yield Say("goal.none_for_now")
        return None
    title: str = step["words"]
    goal = f"{brief.session}.goal"
    often = yield Ask("goal.how_often", Recurrence(), about=about, goal=title)
    rule = often or {"rrule": ONCE, "times": None}
    yield Note(GoalAdded(goal, title, value.id if value else "", rule["rrule"], rule["times"] or 0))
    yield Say("goal.kept_once" if once(rule["rrule"]) else "goal.kept", goal=title, value=name)
    return title

""" "Why am I doing this?": a goal's value, its life domain, and what was said of it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief
from assistant.dialogues.choosing import choose_value
from assistant.dialogues.steps import Dialogue, Note, Say, Step
from assistant.dialogues.which_goal import GoalChoiceBrief, which_goal
from assistant.practice.goals import GoalChanged
from assistant.practice.state import State


class WhyBrief(GoalChoiceBrief, frozen=True):
    """The goals; `recalled` fills in what was said of them and of their values."""

    aloud: bool = True
    said_of: Mapping[str, str] = {}
    domains: Mapping[str, str] = {}

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief with the goals at `moment`."""
        return msgspec.structs.replace(super().at(moment), aloud=moment.may_read_aloud)

    def recalled(self, state: State) -> Self:
        """Return the brief with what was told of the goals and of the values they serve."""
        values = {value.id: value for value in state.values}
        lives_in = {of: there for there, of in state.domains.values.items()}
        said, domains = {}, {}
        for goal in state.goals:
            value = values.get(goal.value)
            if self.aloud and value and value.said != value.name:
                said[goal.id] = value.said
            domain = goal.domain or lives_in.get(goal.value, "")
            domains[goal.id] = state.domains.own.get(domain, domain)
        told = {goal.id: dict(goal.said) for goal in state.goals if self.aloud}
        return msgspec.structs.replace(self, told=told, said_of=said, domains=domains)


def why_goal(brief: WhyBrief) -> Dialogue:
    """Say what a goal is for."""
    if not brief.goals:
        yield Say("why_goal.no_goals")
        return
    goal = yield from which_goal(brief, "why_goal.which")
    if goal is None:
        yield Say("why_goal.none")
        return
    told = brief.told.get(goal.id, {})
    if not goal.value and brief.values:
        yield from what_for(brief, goal, brief.values)
    else:
        domain = brief.domains.get(goal.id, "")
        yield Say("why_goal.because", goal=goal.title, value=goal.value, domain=domain)
    yield Say("why_goal.of_the_value", words=brief.said_of.get(goal.id, ""))
    yield Say("why_goal.it_matters", words=told.get("why_it_matters", ""))


def what_for(
    brief: Brief, goal: GoalBrief, values: tuple[ValueBrief, ...], key: str = "why_goal.what_for"
) -> Generator[Step, Any, None]:
    """Ask which value a goal is for, if it has none yet."""
    value = yield from choose_value(key, values, goal.id, goal=goal.title)
    if value is None:
        yield Say("why_goal.on_its_own", goal=goal.title)
        return
    yield Note(GoalChanged(goal.id, brief.day, value=value.id))
    yield Say("why_goal.for_that", goal=goal.title, value=value.name)

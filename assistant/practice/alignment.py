"""Goals and values which have lost each other: for naming gently, never for blame.

Pure folds of the state: a goal which serves no value, a value with no living goal, a goal reached
which left something open.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from assistant.practice.state import State

SETTLED = timedelta(days=7)
"""What is newer than this is still finding its place, and is not named."""
FRESH = timedelta(days=60)
"""A goal reached longer ago than this is past."""
WEEKLY = timedelta(days=7)

Kind = Literal["goal_without_value", "value_without_goal", "reached_unsatisfied"]


class Misaligned(NamedTuple):
    """What has lost its other half: its kind, the id of the goal or the value, its name."""

    kind: Kind
    id: str
    name: str


def misaligned(state: State, today: date) -> tuple[Misaligned, ...]:
    """All there is to name, what may matter most first; within a kind the oldest first."""
    return (
        *reached_unsatisfied(state, today),
        *goals_without_value(state, today),
        *values_without_goal(state, today),
    )


def goals_without_value(state: State, today: date) -> tuple[Misaligned, ...]:
    """Goals which serve none of the person's values."""
    known = {value.id for value in state.values}
    return tuple(
        Misaligned("goal_without_value", goal.id, goal.title)
        for goal in state.living()
        if goal.value not in known and _settled(goal.added, today)
    )


def values_without_goal(state: State, today: date) -> tuple[Misaligned, ...]:
    """Values which no living goal serves."""
    served = {goal.value for goal in state.living()}
    return tuple(
        Misaligned("value_without_goal", value.id, value.name)
        for value in state.values
        if value.id not in served and _settled(value.kept, today)
    )


def reached_unsatisfied(state: State, today: date) -> tuple[Misaligned, ...]:
    """Goals done for good which did not bring what was hoped."""
    return tuple(
        Misaligned("reached_unsatisfied", goal.id, goal.title)
        for goal in state.goals
        if goal.standing == "reached"
        and goal.fulfilled is False
        and today - date.fromisoformat(goal.ended) <= FRESH
    )


def to_offer(state: State, today: date) -> Misaligned | None:
    """The one thing to name in a check-in: at most one a week, what was not named for longest."""
    last = state.days.last_offered("alignment")
    if last and today - date.fromisoformat(last) < WEEKLY:
        return None
    named = state.days.offered
    found = misaligned(state, today)
    return min(found, key=lambda one: named.get(f"alignment:{one.id}", ""), default=None)


def _settled(since: str, today: date) -> bool:
    return today - date.fromisoformat(since) >= SETTLED

"""Which goals serve which value, and on which days they were done."""

from __future__ import annotations

import msgspec

from assistant.practice.goals import Standing
from assistant.practice.looking_back import days_done
from assistant.practice.overview.span import Span
from assistant.practice.schedule import Schedule
from assistant.practice.state import State


class Leaf(msgspec.Struct, frozen=True):
    """A goal and the days on which it was done, at least partly."""

    title: str
    often: Schedule
    standing: Standing
    days: tuple[str, ...]


class Branch(msgspec.Struct, frozen=True):
    """A value and the goals that serve it; without a name, those that serve none."""

    value: str
    name: str
    goals: tuple[Leaf, ...]


def tree(state: State, span: Span) -> tuple[Branch, ...]:
    """Return all values with the goals there were within the span; those of no value last."""
    known = {value.id for value in state.values}
    leaves: dict[str, list[Leaf]] = {value.id: [] for value in state.values}
    for goal in state.goals:
        if goal.added > str(span.last) or (goal.ended and goal.ended < str(span.first)):
            continue
        days = tuple(sorted(set(days_done(goal, *span))))
        leaf = Leaf(goal.title, goal.often, goal.standing, days)
        leaves.setdefault(goal.value if goal.value in known else "", []).append(leaf)
    named = {value.id: value.name for value in state.values}
    return tuple(Branch(id, named.get(id, ""), tuple(found)) for id, found in leaves.items())

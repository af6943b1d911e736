"""How each step went: its rhythm beside what happened, and its pauses and changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from assistant.practice.goals import (
    Goal,
    GoalMark,
    Lately,
    Standing,
    Went,
    in_words,
    strengths,
)
from assistant.practice.overview.span import Span
from assistant.practice.schedule import Schedule, once
from assistant.practice.state import State

_ENDS_A_PAUSE = frozenset({"resumed", "let_go", "reached"})


class StepCourse(msgspec.Struct, frozen=True):
    """A goal within some days.

    `value` is the name of the value it serves. `went` are its checks, by the day they are about.
    `meant` are the days of its rhythm, none where it is counted by the week or longer. `rests` are
    its pauses, cut to the span, `marks` its other changes. `measure` is the forgiving measure after
    each check (0 to 1), `lately` the same in words at the end.
    """

    id: str
    title: str
    value: str
    often: Schedule
    standing: Standing
    went: dict[str, Went]
    meant: frozenset[str]
    rests: tuple[tuple[str, str], ...]
    marks: tuple[GoalMark, ...]
    measure: tuple[tuple[str, float], ...]
    lately: Lately
    plan: str = ""

    def count(self, outcome: Went) -> int:
        """Return on how many days it went like that."""
        return sum(1 for went in self.went.values() if went == outcome)


def step_courses(state: State, span: Span) -> tuple[StepCourse, ...]:
    """Return the goals that there were within the span, the most looked at first."""
    found = [_course(state, goal, span) for goal in state.goals if _was_there(goal, span)]
    return tuple(sorted(found, key=lambda course: -len(course.went)))


def _was_there(goal: Goal, span: Span) -> bool:
    """Whether a goal was current on one of these days."""
    if goal.added > str(span.last):
        return False
    return not goal.ended or goal.ended >= str(span.first)


def _course(state: State, goal: Goal, span: Span) -> StepCourse:
    went: dict[str, Went] = {
        str(check.of): check.outcome
        for check in goal.history
        if check.outcome != "skip" and span.holds(str(check.of))
    }
    rests = tuple(_rests(goal, span))
    measure = strengths(goal, span.last + timedelta(days=1))
    measure = [(day, much) for day, much in measure if day <= str(span.last)]
    within = next((n for n, (day, _) in enumerate(measure) if day >= str(span.first)), None)
    return StepCourse(
        goal.id,
        goal.title,
        state.value_named(goal.value),
        goal.often,
        goal.standing,
        went,
        _meant(goal, span),
        rests,
        tuple(m for m in goal.marks if m.what in _SHOWN and span.holds(m.day)),
        tuple(measure[within:]) if within is not None else (),
        in_words(measure[-1][1] if measure else None),
        goal.said.get("plan", ""),
    )


_SHOWN = frozenset({"changed", "let_go", "reached"})


def _meant(goal: Goal, span: Span) -> frozenset[str]:
    """The days of the goal's present rhythm, since it has that rhythm."""
    often = goal.often
    if often.times or once(often.rrule):
        return frozenset()
    since = date.fromisoformat(goal.since or goal.added)
    last = min(span.last, date.fromisoformat(goal.ended)) if goal.ended else span.last
    first = max(span.first, since)
    if first > last:
        return frozenset()
    return frozenset(map(str, often.rhythm.days(since, first, last)))


def _rests(goal: Goal, span: Span) -> Iterator[tuple[str, str]]:
    """The pauses within the span: each up to the day it ended, was to end, or the span ends."""
    marks = [mark for mark in goal.marks if mark.day <= str(span.last)]
    for at, mark in enumerate(marks):
        if mark.what != "paused":
            continue
        ended = next((m.day for m in marks[at + 1 :] if m.what in _ENDS_A_PAUSE), "")
        # Its last day is the one before it goes on.
        ends = [_before(day) for day in (ended, mark.until) if day]
        first, last = max(mark.day, str(span.first)), min([*ends, str(span.last)])
        if first <= last:
            yield first, last


def _before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))

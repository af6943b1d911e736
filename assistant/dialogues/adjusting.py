"""One adjustment for the week to come: a goal made smaller or given a rest, or none."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any

from assistant.dialogues.brief import Brief, GoalBrief
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.practice.exercises import Told
from assistant.practice.goals import GoalChanged, GoalPaused
from intents import Aspiration, Choice, Freely

SMALLER, REST, LEAVE = "make one smaller", "let one rest", "leave it all as it is"
A_WEEK = timedelta(days=7)


def adjust(brief: Brief, goals: tuple[GoalBrief, ...]) -> Generator[Step, Any, str]:
    """Choose one thing to adjust; the step as it is now, "" where none changed."""
    if not goals:
        words: str | None = yield Ask("adjusting.what_would_you_change", Freely())
        if words:
            yield Note(Told("adjusted", words))
        return words or ""
    wish = yield Ask("adjusting.which", Choice((SMALLER, REST, LEAVE)))
    if wish not in (SMALLER, REST):
        yield Say("adjusting.all_stays")
        return ""
    goal = yield from _which(goals)
    if goal is None:
        yield Say("adjusting.all_stays")
        return ""
    return (yield from _smaller(brief, goal) if wish == SMALLER else _rest(brief, goal))


def _which(goals: tuple[GoalBrief, ...]) -> Generator[Step, Any, GoalBrief | None]:
    if len(goals) == 1:
        return goals[0]
    titles = tuple(goal.title for goal in goals)
    chosen = yield Ask("adjusting.which_goal", Choice(titles), goals=titles[:3])
    return next((goal for goal in goals if goal.title == chosen), None)


def _smaller(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, str]:
    heard = yield Ask("adjusting.how_small", Aspiration(), about=goal.id, goal=goal.title)
    if heard is None:
        yield Say("adjusting.all_stays")
        return ""
    title: str = heard["words"]
    yield Note(GoalChanged(goal.id, brief.day, title=title))
    yield Say("adjusting.now_smaller", goal=title, value=goal.value)
    return title


def _rest(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, str]:
    until = str(date.fromisoformat(brief.day) + A_WEEK)
    yield Note(GoalPaused(goal.id, brief.day, until))
    yield Say("adjusting.rests", goal=goal.title, until=until)
    return ""

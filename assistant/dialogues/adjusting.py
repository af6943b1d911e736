"""One adjustment for the week to come: a goal made smaller or given a rest, or none."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any

from assistant.dialogues.brief import Brief, GoalBrief
from assistant.dialogues.choosing import choose
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.dialogues.which_goal import choose_goal, titles_of
from assistant.practice.exercises import ToldInExercise
from assistant.practice.goals import GoalChanged, GoalPaused
from assistant.practice.sizes import length_in, resized
from intents import Aspiration, Freely

WAYS = ("smaller", "rest", "leave")
"""What can be done with a goal: make it smaller, let it rest, leave it as it is."""
A_WEEK = timedelta(days=7)


def adjust(brief: Brief, goals: tuple[GoalBrief, ...]) -> Generator[Step, Any, str]:
    """Ask for one thing to adjust, a goal if there are any. Return it, "" if nothing changes."""
    if not goals:
        words: str | None = yield Ask("adjusting.what_would_you_change", Freely())
        if words:
            yield Note(ToldInExercise("adjusted", words))
        return words or ""
    wish: Any = yield from choose("adjusting.which", {}, fixed=WAYS, named="adjusting")
    if isinstance(wish, dict):  # The step was named with it, and perhaps its size.
        goal = next((goal for goal in goals if goal.title == wish["goal"]), None)
        if goal is not None:
            way = (
                _smaller(brief, goal, wish["size"])
                if wish["way"] == "smaller"
                else _rest(brief, goal)
            )
            return (yield from way)
        wish = wish["way"]
    if wish not in ("smaller", "rest"):
        yield Say("adjusting.all_stays")
        return ""
    goal = yield from choose_goal("adjusting.which_goal", goals, goals=titles_of(goals))
    if goal is None:
        yield Say("adjusting.all_stays")
        return ""
    return (yield from _smaller(brief, goal) if wish == "smaller" else _rest(brief, goal))


def _smaller(brief: Brief, goal: GoalBrief, size: str = "") -> Generator[Step, Any, str]:
    """Make a goal smaller; `size` is what was said of it already, such as "five pages"."""
    title = resized(goal.title, size, brief.language)
    if not title:
        heard = yield Ask("adjusting.how_small", Aspiration(), about=goal.id, goal=goal.title)
        if heard is None:
            yield Say("adjusting.all_stays")
            return ""
        said = str(heard["words"])
        length = length_in(said, brief.language)
        title = resized(goal.title, length, brief.language) or said
    yield Note(GoalChanged(goal.id, brief.day, title=title))
    yield Say("adjusting.now_smaller", goal=title, value=goal.value)
    return title


def _rest(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, str]:
    until = str(date.fromisoformat(brief.day) + A_WEEK)
    yield Note(GoalPaused(goal.id, brief.day, until))
    yield Say("adjusting.rests", goal=goal.title, until=until)
    return ""

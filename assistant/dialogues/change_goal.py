"""A goal changed: made smaller, given other words or another rhythm, or another value to serve."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogue import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.brief import Brief, GoalBrief, ValueBrief
from assistant.dialogues.certain import more_certain
from assistant.dialogues.goal import how_often, own_step
from assistant.dialogues.which_goal import GoalChoiceBrief, briefed, which_goal
from assistant.practice.goals import GoalChanged
from intents import Choice, Freely, YesNo

SMALLER, OFTEN, WORDS, VALUE = "make it smaller", "how often", "the step itself", "the value"

brief = briefed(lambda goal: goal.alive)


def change_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Change something about a goal."""
    if not brief.goals:
        yield Say("change_goal.no_goals")
        return
    goal = yield from which_goal(brief, "change_goal.which")
    if goal is None:
        yield Say("change_goal.none")
        return
    options = (SMALLER, OFTEN, WORDS, *((VALUE,) if brief.values else ()))
    what = yield Ask(
        "change_goal.what", Choice(options), about=goal.id, goal=goal.title, often=goal.often
    )
    title: str | None = goal.title
    match what:
        case "make it smaller":
            tiny = brief.told.get(goal.id, {}).get("tiny", "")
            title = yield from smaller(brief, goal, tiny)
        case "how often":
            yield from another_rhythm(brief, goal)
        case "the step itself":
            title = yield from other_words(brief, goal)
        case "the value":
            yield from another_value(brief, goal, brief.values)
        case _:
            yield Say("change_goal.none")
            return
    more = yield Ask("change_goal.more_certain", YesNo(), about=goal.id)
    if more:
        yield from more_certain(goal.id, title or goal.title, goal.value)
    else:
        yield Say("change_goal.goodbye")


def smaller(brief: Brief, goal: GoalBrief, tiny: str = "") -> Generator[Step, Any, str | None]:
    """The two-minute version in its place: `tiny`, where there is one, or another. Its words."""
    step: str | None = tiny
    if tiny:
        fits = yield Ask("change_goal.is_it_the_tiny_one", YesNo(), about=goal.id, tiny=tiny)
        step = tiny if fits else None
    if not step:
        step = yield Ask("change_goal.how_small", Freely(), about=goal.id, goal=goal.title)
    if not step:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return None
    yield Note(GoalChanged(goal.id, brief.day, title=step))
    yield Say("change_goal.smaller", goal=step, often=goal.often)
    return step


def another_rhythm(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, None]:
    """Another schedule, said back in words."""
    often = yield from how_often(brief, goal.id, goal.title, goal.id)
    if often is None:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return
    yield Say("change_goal.changed", goal=goal.title, often=often)


def other_words(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, str | None]:
    """The step in other words."""
    title = yield from own_step(goal.id, goal.value)
    if title is None:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return None
    yield Note(GoalChanged(goal.id, brief.day, title=title))
    yield Say("change_goal.changed", goal=title, often=goal.often)
    return title


def another_value(
    brief: Brief, goal: GoalBrief, values: tuple[ValueBrief, ...]
) -> Generator[Step, Any, None]:
    """Another value to serve."""
    names = tuple(value.name for value in values)
    chosen = yield Ask(
        "change_goal.which_value", Choice(names), goal.id, goal=goal.title, values=names[:3]
    )
    for value in values:
        if value.name == chosen:
            yield Note(GoalChanged(goal.id, brief.day, value=value.id))
            yield Say("change_goal.serves", goal=goal.title, value=value.name)
            return
    yield Say("change_goal.as_it_was", goal=goal.title)

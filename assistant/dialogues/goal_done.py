"""Mark a goal as done for today or for good, and ask whether it brought what was hoped."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogues.brief import GoalBrief
from assistant.dialogues.choosing import choose
from assistant.dialogues.goal import ADD, new_goal, said_step
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.which_goal import GoalChoiceBrief, which_goal
from assistant.practice.events import GoalChecked
from assistant.practice.goals import GoalReached, GoalSaid
from intents import Freely, YesNo

TODAY = "today"


def goal_done(brief: GoalChoiceBrief) -> Dialogue:
    """Mark a goal as done."""
    if not brief.goals:
        yield Say("goal_done.no_goals")
        return
    goal = yield from which_goal(brief, "goal_done.which")
    if goal is None:
        yield Say("goal_done.none")
        return
    if not goal.once:
        if brief.today:
            yield Note(GoalChecked(goal.id, "done", brief.day, evening=True))
            yield Say("goal_done.counted", goal=goal.title)
            return
        how = yield from choose(
            "goal_done.today_or_for_good",
            {},
            goal.id,
            fixed=(TODAY, "for_good"),
            named="goal_done",
            goal=goal.title,
        )
        if how is None:
            yield Say("goal_done.none")
            return
        if how == TODAY:
            yield Note(GoalChecked(goal.id, "done", brief.day, evening=True))
            yield Say("goal_done.today", goal=goal.title, value=goal.value)
            return
    yield from for_good(brief, goal)


def for_good(brief: GoalChoiceBrief, goal: GoalBrief) -> Generator[Step, Any, None]:
    """Note that it is done for good; ask whether it brought what was hoped, and what comes next."""
    # Noted before the question, so that it stays done if the person leaves there.
    if goal.once:
        yield Note(GoalChecked(goal.id, "done", brief.day, evening=True))
    yield Note(GoalReached(goal.id, brief.day))
    yield Say("goal_done.well_done", goal=goal.title, value=goal.value)
    if brief.in_passing:
        return
    brought = yield Ask("goal_done.did_it_bring", YesNo(), about=goal.id)
    if brought is not None:
        yield Note(GoalReached(goal.id, brief.day, brought))
    if brought is False:
        missing = yield Ask("goal_done.what_is_open", Freely(), about=goal.id, goal=goal.title)
        if missing:
            yield Note(GoalSaid(goal.id, "taught", missing))
            yield Say("goal_done.open_heard", words=missing)
    elif brought:
        yield Say("goal_done.glad")
    serves = next((value for value in brief.values if value.name == goal.value), None)
    question = "goal_done.a_next_step"
    wanted = yield Ask(
        question, YesNo("goal", or_else="step"), about=goal.id, also=ADD, value=goal.value
    )
    if wanted:
        step = said_step(wanted)
        yield from new_goal(brief, serves, f"{goal.id}.next", step=step)
    else:
        yield Say("goal_done.goodbye")

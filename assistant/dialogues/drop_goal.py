"""Let a goal go. It is not treated as a failure; the person is asked what it taught them."""

from __future__ import annotations

from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.dialogues.which_goal import GoalChoiceBrief, which_goal
from assistant.practice.goals import GoalDropped, GoalSaid
from intents import Freely, YesNo


def drop_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Let a goal go."""
    if not brief.goals:
        yield Say("drop_goal.no_goals")
        return
    goal = yield from which_goal(brief, "drop_goal.which")
    if goal is None:
        yield Say("drop_goal.none")
        return
    sure = yield Ask("drop_goal.shall_it_go", YesNo(), about=goal.id, goal=goal.title)
    if not sure:
        yield Say("drop_goal.stays", goal=goal.title)
        return
    yield Note(GoalDropped(goal.id, brief.day))
    taught = yield Ask("drop_goal.what_did_it_teach", Freely(), about=goal.id, goal=goal.title)
    if taught:
        yield Note(GoalSaid(goal.id, "taught", taught))
        yield Say("drop_goal.taught", words=taught)
    yield Say("drop_goal.goodbye", value=goal.value)

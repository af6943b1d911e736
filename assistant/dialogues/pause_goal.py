"""A goal rests for a while, and is taken up again. Neither needs a reason."""

from __future__ import annotations

from assistant.dialogues.brief import GoalBrief
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.dialogues.which_goal import GoalChoiceBrief, briefed, which_goal
from assistant.practice.goals import GoalPaused, GoalResumed
from intents import Date, YesNo

ALL = "all of them"

pause_brief = briefed(lambda goal: goal.alive and goal.standing == "living")
resume_brief = briefed(lambda goal: goal.alive and goal.standing == "paused")


def pause_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Let a goal rest, until a day or until one takes it up again."""
    if not brief.goals:
        yield Say("pause_goal.no_goals")
        return
    goal = yield from which_goal(brief, "pause_goal.which", all_of_them=ALL)
    if goal is None:
        yield Say("pause_goal.none")
        return
    if brief.until:
        question, day = "pause_goal.until_then", brief.until
        sure = yield Ask(question, YesNo(), goal.id, goal=goal.title, day=day)
        until = brief.until if sure else ""
        if sure is False:
            until = (yield Ask("pause_goal.until_when", Date(), about=goal.id)) or ""
    else:
        until = (yield Ask("pause_goal.until_when", Date(), goal.id, goal=goal.title)) or ""
    if until <= brief.day:
        until = ""
    for one in meant(brief, goal):
        yield Note(GoalPaused(one.id, brief.day, until))
    yield Say("pause_goal.rests", goal=goal.title, day=until)


def resume_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Take up a goal which rests."""
    if not brief.goals:
        yield Say("resume_goal.no_goals")
        return
    goal = yield from which_goal(brief, "resume_goal.which", all_of_them=ALL)
    if goal is None:
        yield Say("resume_goal.none")
        return
    sure = yield Ask("resume_goal.shall_it_be_on", YesNo(), about=goal.id, goal=goal.title)
    if not sure:
        yield Say("resume_goal.none")
        return
    for one in meant(brief, goal):
        yield Note(GoalResumed(one.id, brief.day))
    yield Say("resume_goal.is_on", goal=goal.title, often=goal.often if goal.id else None)


def meant(brief: GoalChoiceBrief, goal: GoalBrief) -> tuple[GoalBrief, ...]:
    """The goal, or all of them."""
    return (goal,) if goal.id else brief.goals

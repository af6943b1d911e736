"""Pause a goal for a while, and resume it. No reason is asked for."""

from __future__ import annotations

from assistant.dialogues.brief import GoalBrief
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.dialogues.which_goal import GoalChoiceBrief, which_goal
from assistant.practice.goals import Goal, GoalPaused, GoalResumed
from intents import Date, YesNo


class PauseBrief(GoalChoiceBrief, frozen=True):
    """The goals that are not paused."""

    @staticmethod
    def offers(goal: Goal) -> bool:
        """Whether a goal can be paused."""
        return goal.alive and goal.standing == "living"


class ResumeBrief(GoalChoiceBrief, frozen=True):
    """The goals that are paused."""

    @staticmethod
    def offers(goal: Goal) -> bool:
        """Whether a goal can be resumed."""
        return goal.alive and goal.standing == "paused"


def pause_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Pause a goal until a day, or until the person resumes it."""
    if not brief.goals:
        yield Say("pause_goal.no_goals")
        return
    goal = yield from which_goal(brief, "pause_goal.which", or_all=True)
    if goal is None:
        yield Say("pause_goal.none")
        return
    if brief.in_passing and goal.id:
        until = brief.until
    elif brief.until:
        question = "pause_goal.until_then" if goal.id else "pause_goal.all_until_then"
        sure = yield Ask(question, YesNo(), goal.id, goal=goal.title, day=brief.until)
        until = brief.until if sure else ""
        if sure is False:
            until = (yield Ask("pause_goal.until_when", Date(), about=goal.id)) or ""
    else:
        until = (yield Ask("pause_goal.until_when", Date(), goal.id, goal=goal.title)) or ""
    if until <= brief.day:
        until = ""
    for one in one_or_all(brief, goal):
        yield Note(GoalPaused(one.id, brief.day, until))
    yield Say(f"pause_goal.{'rests' if goal.id else 'all_rest'}", goal=goal.title, day=until)


def resume_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Resume a paused goal."""
    if not brief.goals:
        yield Say("resume_goal.no_goals")
        return
    goal = yield from which_goal(brief, "resume_goal.which", or_all=True)
    if goal is None:
        yield Say("resume_goal.none")
        return
    question = "resume_goal.shall_it_be_on" if goal.id else "resume_goal.shall_all_be_on"
    sure = yield Ask(question, YesNo(), about=goal.id, goal=goal.title)
    if not sure:
        yield Say("resume_goal.none")
        return
    for one in one_or_all(brief, goal):
        yield Note(GoalResumed(one.id, brief.day))
    yield Say(
        "resume_goal.is_on" if goal.id else "resume_goal.all_are_on",
        goal=goal.title,
        often=goal.often,
    )


def one_or_all(brief: GoalChoiceBrief, goal: GoalBrief) -> tuple[GoalBrief, ...]:
    """Return the goal alone, or all goals if all are meant."""
    return (goal,) if goal.id else brief.goals

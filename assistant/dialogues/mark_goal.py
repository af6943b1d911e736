"""Put right how a goal went, after something else was counted."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, goal_of
from assistant.dialogues.steps import Dialogue, Note, Say
from assistant.practice.events import GoalChecked
from assistant.practice.goals import Went


class MarkBrief(Brief, frozen=True):
    """The goal and how it went. The check that is put right was on `checked`, maybe of an evening.

    With no such check it is one of this evening.
    """

    goal: GoalBrief | None = None
    outcome: Went = "done"
    checked: str = ""
    evening: bool = True

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the goal and the outcome in the command."""
        title, outcome = str(moment.slots.get("goal", "")), moment.slots.get("outcome", "done")
        goal = next((g for g in reversed(moment.state.goals) if title and g.title == title), None)
        last = goal.history[-1] if goal and goal.history and moment.slots.get("last") else None
        return cls(
            **moment.basics,
            goal=goal_of(moment.state, goal) if goal else None,
            outcome=outcome,
            checked=last.day if last else "",
            evening=last.evening if last else True,
        )


def mark_goal(brief: MarkBrief) -> Dialogue:
    """Note how the goal went, in the place of what was counted for that day."""
    if brief.goal is None:
        yield Say("repair.not_found")
        return
    day = brief.checked or brief.day
    yield Note(GoalChecked(brief.goal.id, brief.outcome, day, brief.evening, corrects=True))
    yield Say(f"repair.counted.{brief.outcome}", goal=brief.goal.title)

"""Put right how a goal went, after something else was counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, goal_of
from assistant.dialogues.steps import Dialogue, Note, Say
from assistant.practice.events import GoalChecked
from assistant.practice.goals import Went


class MarkBrief(Brief, frozen=True):
    """The goal and how it went. The check that is put right was on `checked`, maybe of an evening.

    With no such check it is one of this evening. `told`: it was told beside another step's outcome,
    and nothing was counted wrongly. `known`: it was only told
    beside something else, and is counted so already. `ago`: it was so many days ago; `instead`: and
    not today, as was counted.
    """

    goal: GoalBrief | None = None
    outcome: Went = "done"
    checked: str = ""
    evening: bool = True
    told: bool = False
    known: bool = False
    ago: int = 0
    instead: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the goal and the outcome in the command."""
        title, outcome = str(moment.slots.get("goal", "")), moment.slots.get("outcome", "done")
        goal = next((g for g in reversed(moment.state.goals) if title and g.title == title), None)
        last = goal.history[-1] if goal and goal.history and moment.slots.get("last") else None
        checks = goal.history if goal else []
        today = [(check.outcome, check.day) for check in checks if check.evening]
        ago = int(moment.slots.get("ago", 0))
        before = str(moment.today - timedelta(days=ago)) if ago else ""
        return cls(
            **moment.basics,
            goal=goal_of(moment.state, goal) if goal else None,
            outcome=outcome,
            checked=before or (last.day if last else ""),
            evening=last.evening if last and not ago else True,
            ago=ago,
            instead=bool(moment.slots.get("instead")),
            told=bool(moment.slots.get("told")),
            known=bool(moment.slots.get("beside")) and (outcome, str(moment.today)) in today,
        )


def mark_goal(brief: MarkBrief) -> Dialogue:
    """Note how the goal went, in the place of what was counted for that day."""
    if brief.goal is None:
        yield Say("repair.not_found")
        return
    if brief.known:
        return
    day = brief.checked or brief.day
    if brief.instead:
        yield Note(GoalChecked(brief.goal.id, "skip", brief.day, evening=True, corrects=True))
    yield Note(GoalChecked(brief.goal.id, brief.outcome, day, brief.evening, corrects=True))
    if brief.ago:
        key = "repair.counted_for_yesterday" if brief.ago == 1 else "repair.counted_for"
        how = "instead" if brief.instead else "plain"
        yield Say(f"{key}.{how}", goal=brief.goal.title, day=day)
        return
    yield Say(
        f"repair.{'told' if brief.told else 'counted'}.{brief.outcome}", goal=brief.goal.title
    )

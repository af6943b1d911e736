"""Take the plan of a step out again, where what was kept as one was none."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Dialogue, Note, Say
from assistant.practice.goals import GoalSaid


class PlanBrief(Brief, frozen=True):
    """The id and the title of the step whose plan was said last; "" where none has a plan."""

    goal: str = ""
    title: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the goals there are."""
        planned = [goal for goal in moment.state.living() if goal.said.get("plan")]
        last = max(planned, key=lambda goal: goal.planned, default=None)
        if last is None:
            return cls(**moment.basics)
        return cls(**moment.basics, goal=last.id, title=last.title)


def drop_plan(brief: PlanBrief) -> Dialogue:
    """Take out the plan that was said last; the step stays."""
    if not brief.goal:
        yield Say("certain.no_plan_there")
        return
    yield Note(GoalSaid(brief.goal, "plan", ""))
    yield Say("certain.plan_taken_out", goal=brief.title)

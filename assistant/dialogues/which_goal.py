"""Which goal is meant: the one which was named, the only one there is, or the one they choose."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goal_of, values_of
from assistant.dialogues.steps import Ask, Step
from assistant.practice.goals import Goal
from assistant.practice.naming import nearest
from assistant.practice.state import State
from intents import Choice

A_FEW = 3
"""So many names can be said in one breath."""


class GoalChoiceBrief(Brief, frozen=True):
    """The goals there are to choose from, and the id of the one which was named, if it was clear.

    `values` are those a goal may serve; `until` is a day and `often` a rhythm which was said with
    the wish; `told` is what was told of each goal, by its id: recalled, never kept in the brief.
    """

    goals: tuple[GoalBrief, ...] = ()
    named: str = ""
    values: tuple[ValueBrief, ...] = ()
    until: str = ""
    often: Mapping[str, Any] | None = None
    told: Mapping[str, Mapping[str, str]] = {}

    def recalled(self, state: State) -> GoalChoiceBrief:
        """With what was told of the goals."""
        told = {goal.id: dict(goal.said) for goal in state.goals}
        return msgspec.structs.replace(self, told=told)


def briefed(wanted: Callable[[Goal], bool]) -> Callable[[Moment], GoalChoiceBrief]:
    """A brief of the goals which are `wanted`, the newest first."""

    def brief(moment: Moment) -> GoalChoiceBrief:
        state = moment.state
        goals = tuple(goal_of(state, g) for g in reversed(state.goals) if wanted(g))
        place = nearest(str(moment.slots.get("goal", "")), [goal.title for goal in goals])
        return GoalChoiceBrief(
            moment.session,
            moment.now.isoformat(),
            state.name,
            goals,
            "" if place is None else goals[place].id,
            values_of(state),
            str(moment.slots.get("date", "")),
            moment.slots.get("often"),
        )

    return brief


def which_goal(
    brief: GoalChoiceBrief, question: str, *, all_of_them: str = "", **words: Any
) -> Generator[Step, Any, GoalBrief | None]:
    """The goal which is meant; `None` for none. `all_of_them` is one more thing to choose.

    For all of them, a goal without an id. `words` are for the wording.
    """
    chosen = yield from _chosen(brief, question, all_of_them, words)
    return chosen if isinstance(chosen, GoalBrief) else None


def goal_or_step(
    brief: GoalChoiceBrief, question: str
) -> Generator[Step, Any, GoalBrief | Mapping[str, Any] | None]:
    """The goal which is meant, or a step which was said in place of one."""
    return (yield from _chosen(brief, question, or_else="step"))


def _chosen(
    brief: GoalChoiceBrief,
    question: str,
    all_of_them: str = "",
    words: Mapping[str, Any] = MappingProxyType({}),
    or_else: Literal["", "step"] = "",
) -> Generator[Step, Any, GoalBrief | Mapping[str, Any] | None]:
    goals = brief.goals
    if len(goals) == 1:
        return goals[0]
    for goal in goals:
        if goal.id == brief.named:
            return goal
    titles = tuple(goal.title for goal in goals)
    more = (all_of_them,) if all_of_them else ()
    few = len(titles) <= A_FEW
    chosen = yield Ask(
        question,
        Choice((*titles, *more), or_else, "goal" if or_else else ""),
        goals=titles if few else (),
        some=() if few else titles[:A_FEW],
        **words,
    )
    if chosen is None or isinstance(chosen, Mapping):
        return chosen
    if chosen == all_of_them:
        return GoalBrief("", chosen)
    return next((goal for goal in goals if goal.title == chosen), None)

"""List the goals, and do something with them: add, change, pause, let go, ask why."""

from __future__ import annotations

from collections.abc import Generator
from itertools import count
from typing import Any, Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goal_of, values_of
from assistant.dialogues.goal import ADD, new_goal, said_step, which_value
from assistant.dialogues.steps import Ask, Begin, Dialogue, Say, Step
from assistant.dialogues.which_goal import GoalChoiceBrief, which_goal
from intents import Command, YesNo

A_BREATH = 4
"""After this many goals, ask whether to go on."""


class GoalsTold(Brief, frozen=True):
    """The current goals and the person's values."""

    goals: tuple[GoalBrief, ...] = ()
    values: tuple[ValueBrief, ...] = ()
    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief with the goals at `moment`, oldest first."""
        state = moment.state
        return cls(
            **moment.basics,
            goals=tuple(goal_of(state, goal) for goal in state.living()),
            values=values_of(state),
            locked=moment.locked,
        )


def goals(brief: GoalsTold) -> Dialogue:
    """List the goals, then do what the person asks for, until they want nothing else."""
    yield Say(f"goals.greeting.{brief.part_of_day}", name=brief.name)
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.goals:
        wanted = yield Ask("goals.a_first_one", YesNo("goal", or_else="step"), also=ADD)
        if wanted:
            step = said_step(wanted)
            value = yield from which_value(brief.values, brief, told=step is not None)
            yield from new_goal(brief, value, step=step, offer=True, values=brief.values)
        yield Say("goals.goodbye", name=brief.name)
        return
    yield Say("goals.how_many", number=len(brief.goals) if len(brief.goals) > 1 else None)
    yield from tell(brief.goals)
    for turn in count():
        question = "goals.anything_else" if turn else "goals.what_now"
        wish = yield Ask(question, Command(about="goal"), about=str(turn) if turn else "")
        if wish is None:
            break
        yield Begin(wish["intent"], wish["slots"]) if isinstance(wish, dict) else Begin(wish)
    yield Say("goals.goodbye", name=brief.name)


def list_goals(brief: GoalsTold) -> Dialogue:
    """Only list the goals."""
    if not brief.goals:
        yield Say("telling.no_goals")
    yield from tell(brief.goals)


def goal_status(brief: GoalChoiceBrief) -> Dialogue:
    """Tell how often one goal is meant, and what it serves."""
    goal = yield from which_goal(brief, "goals.which")
    yield goal_line(goal) if goal else Say("telling.no_goals")


def tell(goals: tuple[GoalBrief, ...]) -> Generator[Step, Any, None]:
    """List the goals, a few at a time."""
    for start in range(0, len(goals), A_BREATH):
        left = len(goals) - start
        if start and left > 1:  # A single one more is told at once.
            more = yield Ask("goals.shall_i_go_on", YesNo(), about=str(start), number=left)
            if not more:
                break
        for goal in goals[start : start + A_BREATH]:
            yield goal_line(goal)


def goal_line(goal: GoalBrief) -> Say:
    """Return what to say of a goal: its title, schedule and value."""
    key = "telling.goal_rests" if goal.rests else "telling.goal"
    return Say(key, goal=goal.title, often=goal.often, value=goal.value)

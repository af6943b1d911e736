"""Which goal is meant: the one that was named, the only one, or the one the person chooses."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goal_of, values_of
from assistant.dialogues.choosing import A_FEW, choose_apart
from assistant.dialogues.reminder import KnownReminder
from assistant.dialogues.steps import Ask, Step
from assistant.practice.goals import Goal
from assistant.practice.naming import nearest
from assistant.practice.schedule import with_more_days, with_other_days
from assistant.practice.state import State
from intents import YesNo

ALL = "all"
"""The option that all of the goals are meant."""


class GoalChoiceBrief(Brief, frozen=True):
    """The goals to choose from, and the id of the one that was named, if it was clear.

    `values`: those that a goal can serve. `until`, `often`: a day and a schedule from the command.
    `ask`: it is asked first whether that is meant. `today`: what is done is so for today.
    `in_passing`: it was told beside a question, and nothing more is asked.
    `smaller`: the smaller step that was told; "" where it is to be asked for, `None` for no such
    wish. `told`: what was told of each goal, by its id; `recalled` fills it in, it is never kept.
    `tiny`: the goals of which a tiny version was told before, `None` in old journals: one that is
    told in this dialogue must not change what it asked before that, when it is performed anew.
    `without`: the rule of days that are to be left out. `reminders`: those there are.
    """

    goals: tuple[GoalBrief, ...] = ()
    named: str = ""
    values: tuple[ValueBrief, ...] = ()
    until: str = ""
    often: Mapping[str, Any] | None = None
    ask: bool = False
    smaller: str | None = None
    today: bool = False
    in_passing: bool = False
    tiny: tuple[str, ...] | None = None
    without: str = ""
    reminders: tuple[KnownReminder, ...] = ()
    told: Mapping[str, Mapping[str, str]] = {}

    def recalled(self, state: State) -> Self:
        """Return the brief with what was told of the goals."""
        told = {goal.id: dict(goal.said) for goal in state.goals}
        for id, words in told.items():
            if self.tiny is not None and id not in self.tiny:
                words.pop("tiny", None)
        words = {one.id: one.own_words for one in state.reminders}
        reminders = tuple(
            msgspec.structs.replace(one, words=words.get(one.id, "")) for one in self.reminders
        )
        return msgspec.structs.replace(self, told=told, reminders=reminders)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief with the goals that can be chosen, newest first."""
        state = moment.state
        goals = tuple(goal_of(state, g) for g in reversed(state.goals) if cls.offers(g))
        titles, named = [goal.title for goal in goals], str(moment.slots.get("goal", ""))
        place = nearest(named, titles, moment.language)
        return cls(
            **moment.basics,
            goals=goals,
            named="" if place is None else goals[place].id,
            values=values_of(state),
            until=str(moment.slots.get("date", "")),
            often=_often(moment, None if place is None else goals[place]),
            ask=bool(moment.slots.get("ask")),
            smaller=moment.slots.get("smaller"),
            today=bool(moment.slots.get("today")),
            in_passing=bool(moment.slots.get("told")),
            without=str(moment.slots.get("without", "")),
            reminders=tuple(
                KnownReminder(one.id, one.dialogue, one.time, one.rrule, one.day)
                for one in state.reminders
            ),
            tiny=tuple(goal.id for goal in state.goals if "tiny" in goal.said),
        )

    @staticmethod
    def offers(goal: Goal) -> bool:
        """Whether a goal can be chosen."""
        return goal.alive


def _often(moment: Moment, goal: GoalBrief | None) -> Mapping[str, Any] | None:
    """The schedule that was said; with what it leaves of the goal's own days."""
    often: Mapping[str, Any] | None = moment.slots.get("often")
    if often and goal is not None and often.get("as_well"):
        return {**often, "rrule": with_more_days(goal.often[0], often["rrule"]) or often["rrule"]}
    if not often or goal is None or "instead_of" not in often:
        return often
    return {**often, "rrule": with_other_days(goal.often[0], often["instead_of"], often["rrule"])}


def which_goal(
    brief: GoalChoiceBrief, question: str, *, or_all: bool = False, **words: Any
) -> Generator[Step, Any, GoalBrief | None]:
    """Ask for the goal. Return it, None for none. `words` are for the wording.

    `or_all`: all goals can be meant; that is returned as a goal without an id.
    """
    chosen = yield from _named_or_chosen(brief, question, or_all=or_all, **words)
    return chosen if isinstance(chosen, GoalBrief) else None


def goal_or_step(
    brief: GoalChoiceBrief, question: str
) -> Generator[Step, Any, GoalBrief | Mapping[str, Any] | None]:
    """Ask for the goal. Return it, or a step that was said instead."""
    return (yield from _named_or_chosen(brief, question, or_else="step", topic="goal"))


def _named_or_chosen(
    brief: GoalChoiceBrief, question: str, **asked: Any
) -> Generator[Step, Any, GoalBrief | Mapping[str, Any] | None]:
    named = next((goal for goal in brief.goals if goal.id == brief.named), None)
    return named or (yield from choose_goal(question, brief.goals, **asked))


def choose_goal(
    question: str, goals: tuple[GoalBrief, ...], /, *, or_all: bool = False, **asked: Any
) -> Generator[Step, Any, Any]:
    """Ask for one of these goals, if there are several. Return it, None, or what was said instead.

    The wording gets their titles: all as `goals`, or the first of many as `some`.
    """
    if len(goals) == 1:
        return goals[0]
    few = len(goals) <= A_FEW
    titles = {"goals": titles_of(goals) if few else (), "some": () if few else titles_of(goals)}
    by_id = {goal.id: goal for goal in goals}
    chosen = yield from choose_apart(
        question,
        {goal.id: goal.title for goal in goals},
        lambda id: tell_apart(by_id[id]),
        fixed=(ALL,) if or_all else (),
        named="goals",
        **titles | asked,
    )
    if chosen == ALL and or_all:
        return GoalBrief("", "")
    return by_id.get(chosen) if isinstance(chosen, str) else chosen


def titles_of(goals: tuple[GoalBrief, ...]) -> tuple[str, ...]:
    """Return the first titles, each once."""
    return tuple(dict.fromkeys(goal.title for goal in goals))[:A_FEW]


def tell_apart(goal: GoalBrief) -> Ask:
    """Return the question whether this one is meant, of several goals with one name."""
    of = "rests" if goal.rests else "one"
    return Ask(
        f"which_goal.is_it.{of}",
        YesNo(),
        about=goal.id,
        goal=goal.title,
        often=goal.often,
        value=goal.value,
    )

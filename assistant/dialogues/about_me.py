""" "What do you know about me?": what is kept of the person, in short, and how to change it."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goal_of, values_of
from assistant.dialogues.goals import goal_line
from assistant.dialogues.steps import Ask, Dialogue, Say
from assistant.practice.reminders import over
from assistant.practice.rests import ABOUT, TOPICS, Rest
from intents import YesNo

A_FEW = 4
"""So many goals are named at once."""


class AboutMeBrief(Brief, frozen=True):
    """What is kept: values, goals, what rests, and how much was told.

    `reminders`, `plans`, `reflections` and `told` are numbers. `aloud`: it may be
    read out.
    """

    values: tuple[ValueBrief, ...] = ()
    goals: tuple[GoalBrief, ...] = ()
    rests: tuple[Rest, ...] = ()
    reminders: int = 0
    plans: int = 0
    reflections: int = 0
    told: int = 0
    aloud: bool = True
    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state = moment.state
        threads = state.threads.open(moment.today, state.rests.about(moment.today))
        return cls(
            **moment.basics,
            values=values_of(state),
            goals=tuple(goal_of(state, goal) for goal in state.living()),
            rests=tuple(state.rests.on(moment.today)),
            reminders=sum(not over(one, moment.now) for one in state.reminders),
            plans=sum(bool(goal.said.get("plan")) for goal in state.living()),
            reflections=len(state.reflections),
            told=len(threads),
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )


def about_me(brief: AboutMeBrief) -> Dialogue:
    """Tell what is kept of the person, in short; then more, if they like."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not (brief.values or brief.goals or brief.reminders or brief.reflections or brief.told):
        yield Say("about_me.nothing")
        return
    if not brief.aloud:
        yield Say("about_me.not_aloud", values=len(brief.values), goals=len(brief.goals))
        return
    if brief.values:
        yield Say("about_me.values", values=tuple(value.name for value in brief.values))
    few = len(brief.goals) <= A_FEW
    if few:
        for goal in brief.goals:
            yield goal_line(goal)
    else:
        yield Say("about_me.goals", number=_more_than_one(len(brief.goals)))
    if brief.reminders:
        yield Say("about_me.reminders", number=_more_than_one(brief.reminders))
    for rest in brief.rests:
        known = rest.topic in TOPICS or rest.topic == ABOUT
        yield Say(f"about_me.rests.{rest.topic if known else 'question'}", words=rest.words)
    if brief.reflections or brief.told or brief.plans or not few:
        more = yield Ask("about_me.shall_i_go_on", YesNo())
        if more:
            if not few:
                for goal in brief.goals:
                    yield goal_line(goal)
            if brief.plans:
                yield Say("about_me.plans", number=_more_than_one(brief.plans))
            if brief.reflections:
                yield Say("about_me.reflections", number=_more_than_one(brief.reflections))
            if brief.told:
                yield Say("about_me.told", number=_more_than_one(brief.told))
    yield Say("about_me.how_to_change")


def _more_than_one(number: int) -> int | None:
    """The number, where it is more than one: the wording has words of its own for one."""
    return number if number > 1 else None

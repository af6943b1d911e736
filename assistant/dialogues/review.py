"""The weekly review: what was lived, what was hard, one proud moment, one adjustment."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any, Self

import msgspec

from assistant.dialogues.adjusting import adjust
from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goal_of, values_of
from assistant.dialogues.choosing import A_FEW, choose_value
from assistant.dialogues.hearing import Met, heard, meet
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.formatting.gist import is_own_doing
from assistant.formatting.rephrasing import mentions_hardship
from assistant.practice.days import GentlyOffered
from assistant.practice.exercises import ToldInExercise
from assistant.practice.goals import GoalChanged, Lately, lately
from assistant.practice.looking_back import (
    A_WEEK,
    Gap,
    Lived,
    Nearer,
    Shown,
    Then,
    centre,
    changed,
    ended,
    in_the_way,
    of_domains,
    of_values,
    on_this_day,
    shown,
    widest_gap,
)
from assistant.practice.moods import mood_of
from assistant.practice.observations import Misaligned, misaligned
from assistant.practice.outcome_detection import obstacle_to_say
from assistant.practice.state import State
from intents import Freely, YesNo

A_COUPLE = 2
"""At most so many obstacles of the week are read out, the last ones."""


class GoalLately(msgspec.Struct, frozen=True):
    """A goal, and how much of it was lived lately, as a word."""

    title: str
    lately: Lately


class ReviewBrief(Brief, frozen=True):
    """Names and numbers of the week. `recalled` fills in the person's words."""

    locked: bool = False
    aloud: bool = True
    first: str = ""
    values: tuple[ValueBrief, ...] = ()
    goals: tuple[GoalBrief, ...] = ()
    by_value: tuple[Lived, ...] = ()
    by_domain: tuple[Lived, ...] = ()
    lately: tuple[GoalLately, ...] = ()
    changed: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    gap: Gap | None = None
    moved: tuple[tuple[str, Shown], ...] = ()
    lost: Misaligned | None = None
    centre: Nearer | None = None
    in_the_way: tuple[str, ...] = ()
    then: Then | None = None

    def recalled(self, state: State) -> Self:
        """Return the brief with the week's obstacles, and what was said on this day in the past."""
        if not self.aloud or self.locked:
            return self
        today = date.fromisoformat(self.day)
        # What is said in this review itself does not belong to the week before it.
        words = in_the_way(state, date.fromisoformat(self.first), today)
        return msgspec.structs.replace(
            self, in_the_way=words[-A_FEW:], then=on_this_day(state, today)
        )

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the week up to today."""
        state, today = moment.state, moment.today
        first = today - A_WEEK + timedelta(days=1)
        goals = [goal for goal in state.goals if goal.on(today)]

        def named_last(one: Misaligned) -> str:
            return state.days.offered.get(f"alignment:{one.id}", "")

        return cls(
            **moment.basics,
            locked=moment.locked,
            aloud=moment.may_read_aloud,
            first=str(first),
            values=values_of(state),
            goals=tuple(goal_of(state, goal) for goal in goals),
            by_value=of_values(state, first, today),
            by_domain=of_domains(state, first, today),
            lately=tuple(GoalLately(goal.title, lately(goal, today)) for goal in goals),
            changed=changed(state, first, today),
            let_go=ended(state, "let_go", first, today),
            reached=ended(state, "reached", first, today),
            gap=widest_gap(state),
            moved=tuple((value.name, shown(state, value.id, today)) for value in state.values),
            lost=min(misaligned(state, today), key=named_last, default=None),
            centre=centre(state),
        )


def weekly_review(brief: ReviewBrief) -> Dialogue:
    """Look back at the week, and choose one thing to adjust."""
    if brief.locked:
        yield Say("journal.locked")
        return
    yield Say("review.hello", name=brief.name)
    yield from _lived(brief)
    proud = yield Ask("review.proud", Freely(good=True))
    met: Met = "light"
    if proud and (mentions_hardship(proud, brief.language) or _is_heavy(proud, brief)):
        yield Note(ToldInExercise("hard", proud))
        met = yield from meet(brief, "review.proud_heard", proud)
        proud = None
    else:
        if proud:
            yield Note(ToldInExercise("proud", proud))
            yield heard("review.proud_heard", proud, brief.language)
        else:
            yield Say("review.proud_skipped")
        met = yield from _hard(brief)
    if met == "enough":
        yield Say("review.gentle_goodbye", name=brief.name)
        return
    if met == "light":
        yield from _goals(brief)
        yield from _over_time(brief)
    if brief.lost is not None:
        yield from _lost(brief, brief.lost)
    if brief.then is not None:
        hear = yield Ask("review.hear_this_day", YesNo(), day=brief.then.day)
        if hear:
            yield Say("as_it_is", words=brief.then.words, recordings=list(brief.then.recordings))
    adjusted = yield from adjust(brief, brief.goals)
    yield Say("review.summary", proud=proud, adjusted=adjusted)
    yield Say("review.goodbye", name=brief.name)


def _lived(brief: ReviewBrief) -> Generator[Step, Any, None]:
    if not brief.by_value:
        yield Say("review.little_known")
    for lived in brief.by_value[:A_FEW]:
        key = "review.value_lived" if lived.steps else "review.value_brought"
        yield Say(key, value=lived.name, days=lived.days, steps=lived.steps)
    for lived in brief.by_domain[:A_FEW]:
        yield Say("review.domain_lived", domain=lived.name, steps=lived.steps)


def _is_heavy(said: str, brief: ReviewBrief) -> bool:
    return mood_of(said, brief.language).heavy and not is_own_doing(said, brief.language)


def _hard(brief: ReviewBrief) -> Generator[Step, Any, Met]:
    found = (obstacle_to_say(said, brief.language) for said in brief.in_the_way)
    short = [words for words in found if words]
    if short:
        yield Say("review.was_in_the_way", words=short[-A_COUPLE:])
    hard = yield Ask("review.hard", Freely(thoughts=True))
    if hard:
        yield Note(ToldInExercise("hard", hard))
        return (yield from meet(brief, "review.hard_heard", hard))
    yield Say("review.hard_skipped")
    return "light"


def _goals(brief: ReviewBrief) -> Generator[Step, Any, None]:
    for goal in brief.lately[:A_FEW]:
        yield Say(f"review.goal.{goal.lately}", goal=goal.title)
    for key, titles in (
        ("changed", brief.changed),
        ("reached", brief.reached),
        ("let_go", brief.let_go),
    ):
        if titles:
            yield Say(f"review.goals.{key}", goals=list(titles[:A_FEW]))


def _over_time(brief: ReviewBrief) -> Generator[Step, Any, None]:
    """Compare what matters with what showed up over some weeks, in at most three lines."""
    if brief.centre is not None:
        yield Say(f"review.centre.{brief.centre}")
    if brief.gap is not None:
        yield Say(f"review.gap.{brief.gap.trend}", domain=brief.gap.domain)
    for wanted in ("more", "quiet"):
        names = [name for name, moved in brief.moved if moved == wanted]
        if names:
            yield Say(f"review.shown.{wanted}", values=names[:A_FEW])
            return


def _lost(brief: ReviewBrief, lost: Misaligned) -> Generator[Step, Any, None]:
    """Ask about a misaligned goal or value, and note the answer."""
    if lost.kind == "value_without_goal":
        rests = yield Ask(f"review.lost.{lost.kind}", YesNo(), about=lost.id, value=lost.name)
        if rests is not None:
            yield Say("review.may_rest" if rests else "review.find_a_step", value=lost.name)
    elif brief.values:
        key = f"review.lost.{lost.kind}"
        value = yield from choose_value(key, brief.values, lost.id, goal=lost.name)
        if value is not None and lost.kind == "goal_without_value":
            yield Note(GoalChanged(lost.id, brief.day, value=value.id))
        if value is not None:
            yield Say(f"review.serves.{lost.kind}", value=value.name, goal=lost.name)
        else:
            yield Say(f"review.serves_none.{lost.kind}", goal=lost.name)
    yield Note(GentlyOffered("alignment", lost.id, brief.day))

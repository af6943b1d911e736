"""The morning check-in: a value for today, how goals went, the day's intention. Two minutes."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Moment, ValueBrief
from assistant.dialogues.checkin import (
    A_FEW_GOALS,
    NEW_STEP,
    CheckInBrief,
    how_goals_went,
    name_what_was_noticed,
    welcome_back,
    what_is_known,
)
from assistant.dialogues.choosing import choose_value
from assistant.dialogues.goal import ADD, new_goal, said_step, which_value
from assistant.dialogues.hearing import heard, is_heavy_heart, meet
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say, Step
from assistant.dialogues.thread import ask_of_thread
from assistant.dialogues.welcome import welcome
from assistant.formatting.intention import (
    for_another_day,
    has_no_hour,
    intention_of,
    tells_when,
)
from assistant.formatting.rephrasing import as_action, as_value_name
from assistant.formatting.sayable import as_moment
from assistant.practice.days import DayTold, GentlyOffered
from assistant.practice.events import DayValueChosen, IntentionSet, ValueKept
from assistant.practice.goals import Goal
from assistant.practice.observations import is_brief
from assistant.practice.outcome_detection import is_same_step, without_lead
from assistant.practice.state import State
from intents import Freely, YesNo

FOR_JOY = 6
"""The day of the week, from 0 for Monday, on which something to enjoy is asked for."""
SHORTER = ("one_breath",)
A_PLAN = 20
"""A plan in more words tells more than when and what, and is not read out unasked."""
A_MOMENT = 8
"""The moment for an intention is said back where it has no more words."""


class Plan(msgspec.Struct, frozen=True):
    """An if-then plan as it was said aloud: its words, and its recording, if kept."""

    words: str
    recording: str = ""


class MorningBrief(CheckInBrief, frozen=True):
    """Adds what was said last evening for today, and the plans said yesterday.

    `evening_before` is the day of that evening, `planned` are ids of goals; `recalled` fills in the
    words.
    """

    evening_before: str = ""
    planned: tuple[str, ...] = ()
    thread: str = ""
    plans: tuple[Plan, ...] = ()

    def recalled(self, state: State) -> Self:
        """Return the brief with what was said last evening for today, and the plans."""
        known = super().recalled(state)
        if not self.aloud:
            return known
        told = state.days.told.get(self.evening_before, {}).get("tomorrow", "")
        thread = for_another_day(told, self.language)
        plans = tuple(
            Plan(words, goal.recording)
            for goal in state.goals
            if goal.id in self.planned and (words := goal.said.get("plan", ""))
            if len(words.split()) <= A_PLAN
        )
        return msgspec.structs.replace(known.with_told(state), thread=thread, plans=plans)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        eve = str(moment.today - timedelta(days=1))
        planned = tuple(g.id for g in moment.state.goals if _due_as_planned(g, moment, eve))
        left = eve if "tomorrow" in moment.state.days.told.get(eve, {}) else ""
        known = what_is_known(moment, moment.today, evening=False)
        return cls(**known, evening_before=left, planned=planned)


def _due_as_planned(goal: Goal, moment: Moment, eve: str) -> bool:
    """Whether the plan for a step was said last evening, and today is a day for it."""
    today, away = moment.today, moment.state.days.away_days
    return goal.planned == eve and goal.on(today) and goal.meant_for(today, away)


def morning(brief: MorningBrief) -> Dialogue:
    """Run the whole check-in."""
    if brief.gently and not brief.first_time:
        yield from gentle_morning(brief)
        return
    if not brief.values and not brief.locked:
        yield from welcome(brief)
        return
    yield Say(f"morning.greeting.{brief.part_of_day}", name=brief.name)
    yield from welcome_back(brief)
    yield Say("morning.thread", words=brief.thread)
    for plan in brief.plans:
        yield Say("morning.your_plan")
        yield Say("morning.plan_as_said", words=plan.words, recording=plan.recording)
    value = yield from value_for_today(brief)
    if value is None:
        yield Begin("one_breath")
        return
    done, met, _ = yield from how_goals_went(brief)
    if met == "light":
        met = yield from ask_of_thread(brief)
    if met != "light":
        yield from what_would_be_kind(brief, ask=met == "heavy")
        return
    new = None
    if not brief.locked:
        new = yield from name_what_was_noticed(brief)
        if brief.noticed is None and not brief.briefly:
            new = yield from perhaps_a_new_goal(brief)
    intention, told = yield from intention_for_today(brief, value)
    when = None
    meant = ""
    if intention:
        if is_heavy_heart(intention, brief.language):
            met = yield from meet(brief, "morning.intention", intention)
            yield from what_would_be_kind(brief, ask=met == "heavy")
            return
        intention = as_action(intention, brief.language)
        meant = intention_of(intention, brief.language)
        if not meant:
            yield Say("morning.intention_kept")
        yield Note(IntentionSet(intention, brief.day))
        if (
            not brief.briefly
            and not told
            and not is_brief(intention)
            and not has_no_hour(intention, brief.language)
            and not tells_when(intention, brief.language)
            and not any(is_same_step(intention, g.title, brief.language) for g in brief.goals_due)
        ):
            when = yield Ask("morning.when", Freely(), intention=meant)
            if when:
                yield Note(DayTold(brief.day, "when", when))
                if not meant:
                    yield Say("morning.when_heard")
    yield from something_enjoyable(brief, value)
    if value or meant or new or not intention:
        yield Say(
            "morning.summary",
            value=value,
            done=done or None,
            new=new,
            intention=meant,
            when=_time(when or "", brief.language) if meant else "",
        )
    yield Say(f"morning.goodbye.{brief.part_of_day}", name=brief.name)


def intention_for_today(
    brief: MorningBrief, value: str
) -> Generator[Step, Any, tuple[str | None, bool]]:
    """Ask for the intention; of what was named last evening only whether it is still so.

    Return it, and whether it was the one that was told before.
    """
    if brief.thread:
        still = yield Ask("morning.is_it_still_so", YesNo(or_else="words"), words=brief.thread)
        if isinstance(still, dict):
            return str(still["words"]), False
        if still is not False:
            return (brief.thread, True) if still else (None, False)
    return (yield Ask("morning.intention", Freely(hope=True, action=True), value=value)), False


def _time(when: str, language: str) -> str:
    """The time of an intention as it is said back, before the intention; "" where it is none."""
    moment = as_moment(without_lead(when, language), language)
    return moment if len(moment.split()) <= A_MOMENT else ""


def something_enjoyable(brief: MorningBrief, value: str) -> Generator[Step, Any, None]:
    """Once a week, ask for something to enjoy that serves the value of the day."""
    if not value or brief.briefly or date.fromisoformat(brief.day).weekday() != FOR_JOY:
        return
    enjoy = yield Ask("morning.something_enjoyable", Freely(good=True), value=value)
    if enjoy:
        yield Note(DayTold(brief.day, "enjoy", enjoy))
        yield Say("morning.enjoyable_heard")


def gentle_morning(brief: MorningBrief) -> Dialogue:
    """The check-in after a loss or on a hard day: ask only what would be kind."""
    yield Say(f"morning.greeting.{brief.part_of_day}", name=brief.name)
    yield Say("morning.gently")
    yield from what_would_be_kind(brief)


def what_would_be_kind(brief: MorningBrief, ask: bool = True) -> Dialogue:
    """Ask what would be kind today, and end gently."""
    if ask:
        kind = yield Ask("morning.what_would_be_kind", Freely(hope=True))
        if kind:
            wish = as_action(kind, brief.language)
            yield Note(IntentionSet(wish, brief.day))
            is_wish = for_another_day(kind, brief.language)
            place = "morning.kind_heard" if is_wish else "evening.heard.not_for_tomorrow"
            yield heard(place, kind, brief.language)
        else:
            yield Say("morning.nothing_needed")
    yield Say("morning.gentle_goodbye", name=brief.name)


def value_for_today(brief: MorningBrief) -> Generator[Step, Any, str | None]:
    """Ask for the value of today. Return its name, "" for none, None for a shorter check-in."""
    if not brief.values:
        return ""
    chosen: Any
    if len(brief.values) == 1:
        value = brief.values[0]
        expects = YesNo(about=value.name, or_else="value")
        chosen = yield Ask("morning.bring_this_value", expects, also=SHORTER, value=value.name)
        chosen = value if chosen is True else chosen
    else:
        chosen = yield from choose_value(
            "morning.which_value", brief.values, or_else="value", also=SHORTER
        )
    if isinstance(chosen, dict):
        return (yield from another_value(brief, chosen["words"])) if "words" in chosen else None
    if not isinstance(chosen, ValueBrief):
        return ""
    yield Note(DayValueChosen(chosen.id, brief.day))
    yield Say("morning.value_chosen", value=chosen.name)
    return chosen.name


def another_value(brief: MorningBrief, words: str) -> Generator[Step, Any, str]:
    """Take a new value for today, and offer to keep it. Return its name."""
    name = as_value_name(words, brief.language)
    keep = yield Ask("morning.shall_i_keep_it", YesNo(), value=name)
    if keep:
        value = f"{brief.session}.value"
        yield Note(ValueKept(value, name))
        yield Note(DayValueChosen(value, brief.day))
    yield Say("morning.value_chosen" if keep else "morning.just_for_today", value=name)
    return name


def perhaps_a_new_goal(brief: MorningBrief) -> Generator[Step, Any, str | None]:
    """Offer a new goal if there is none, or if the person wants one."""
    if brief.goals >= A_FEW_GOALS or brief.new_lately:
        return None
    question = "morning.a_first_goal" if not brief.goals else "morning.another_goal"
    wanted = yield Ask(question, YesNo("goal", or_else="step"), also=ADD)
    yield Note(GentlyOffered(NEW_STEP, "", brief.day))
    if not wanted:
        return None
    step = said_step(wanted)
    value = yield from which_value(brief.values, brief, told=step is not None)
    return (yield from new_goal(brief, value, step=step, values=brief.values))

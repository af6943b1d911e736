"""The morning check-in: a value for today, how goals went, the day's intention. Two minutes."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import Any

from assistant.dialogue import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.brief import (
    Brief,
    GoalBrief,
    Moment,
    ValueBrief,
    goals_due,
    values_of,
)
from assistant.dialogues.goal import new_goal, which_value
from assistant.dialogues.welcome import welcome
from assistant.practice.events import (
    BarrierNamed,
    DayValueChosen,
    GoalChecked,
    IntentionSet,
    Went,
)
from intents import Choice, Freely, Outcome, YesNo

A_FEW_GOALS = 3
"""With this many goals none is offered on top; it can still be asked for."""


class MorningBrief(Brief, frozen=True):
    """The person's values, the goals due, how many goals there are, days since the last time.

    `locked`: nothing of this can be known today.
    """

    locked: bool = False
    values: tuple[ValueBrief, ...] = ()
    goals_due: tuple[GoalBrief, ...] = ()
    goals: int = 0
    days_away: int = 0


def brief(moment: Moment) -> MorningBrief:
    """What the morning check-in knows. Values not brought to a day for longest come first."""
    state, today = moment.state, moment.today
    last_day = {value: day for day, value in state.day_values.items()}
    values = sorted(values_of(state), key=lambda v: last_day.get(v.id, ""))
    away = (today - date.fromisoformat(state.last_check_in)).days if state.last_check_in else 0
    return MorningBrief(
        moment.session,
        moment.now.isoformat(),
        state.name,
        moment.locked,
        tuple(values),
        goals_due(state, today),
        len(state.goals),
        away,
    )


def morning(brief: MorningBrief) -> Dialogue:
    """The whole check-in."""
    if not brief.values and not brief.locked:
        yield from welcome(brief)
        return
    yield Say(f"morning.greeting.{brief.part_of_day}", name=brief.name)
    if brief.days_away > 3:
        yield Say("morning.good_to_hear_you")
    value = yield from value_for_today(brief)
    done = 0
    for goal in brief.goals_due:
        outcome = yield from how_it_went(goal, brief.day)
        done += outcome == "done"
    new = None if brief.locked else (yield from perhaps_a_new_goal(brief))
    intention = yield Ask("morning.intention", Freely(), value=value)
    if intention:
        yield Note(IntentionSet(intention, brief.day))
    yield Say("morning.summary", value=value, done=done, new=new, intention=intention)
    yield Say("morning.goodbye", name=brief.name)


def value_for_today(brief: MorningBrief) -> Generator[Step, Any, str]:
    """The value to bring to today; its name, "" for none."""
    names = tuple(value.name for value in brief.values)
    if not names:
        return ""
    if len(names) == 1:
        wanted = yield Ask("morning.bring_this_value", YesNo(names[0]), value=names[0])
        chosen = names[0] if wanted else None
    else:
        chosen = yield Ask("morning.which_value", Choice(names), values=names[:3])
    for value in brief.values:
        if value.name == chosen:
            yield Note(DayValueChosen(value.id, brief.day))
            yield Say("morning.value_chosen", value=value.name)
            return value.name
    return ""


def how_it_went(goal: GoalBrief, day: str) -> Generator[Step, Any, Went]:
    """How a goal went, and what got in the way when it did not. A skip is never questioned."""
    answer = yield Ask("morning.how_did_it_go", Outcome(), about=goal.id, goal=goal.title)
    outcome: Went = answer or "skip"
    yield Note(GoalChecked(goal.id, outcome, day))
    yield Say(f"morning.heard.{outcome}", goal=goal.title, value=goal.value)
    if outcome in ("partly", "not_yet"):
        barrier = yield Ask("morning.what_got_in_the_way", Freely(), about=goal.id, goal=goal.title)
        if barrier:
            yield Note(BarrierNamed(goal.id, barrier))
            yield Say("morning.barrier_heard", barrier=barrier)
        else:
            yield Say("morning.barrier_skipped")
    return outcome


def perhaps_a_new_goal(brief: MorningBrief) -> Generator[Step, Any, str | None]:
    """A new goal where there is none, or where the person wants one."""
    if brief.goals >= A_FEW_GOALS:
        return None
    question = "morning.a_first_goal" if not brief.goals else "morning.another_goal"
    wanted = yield Ask(question, YesNo())
    if not wanted:
        return None
    value = yield from which_value(brief.values)
    return (yield from new_goal(brief, value))

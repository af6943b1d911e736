"""Change a goal: make it smaller, give it other words, another schedule or another value."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from typing import Any

from assistant.dialogues.brief import Brief, GoalBrief, ValueBrief
from assistant.dialogues.certain import REMIND, more_certain, remind_of, said_of_when
from assistant.dialogues.choosing import choose, choose_value
from assistant.dialogues.goal import (
    OTHER_DAYS,
    Often,
    how_often,
    in_a_few_words,
    is_now,
    own_step,
    rhythm,
    when_first,
)
from assistant.dialogues.reminder import in_words
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.which_goal import GoalChoiceBrief, goal_or_step, which_goal
from assistant.practice.goals import GoalChanged
from assistant.practice.naming import short_name, step_title
from assistant.practice.reminders import OWN, ReminderCancelled, ReminderSet, set_with
from assistant.practice.schedule import Schedule, left_out, once
from assistant.practice.sizes import length_in, resized
from intents import Freely, YesNo
from intents.recurrence_set import RecurrenceSet

CHANGES = ("smaller", "often", "step")
"""What can be changed of every goal; "value" too if there is a value it could serve."""


def change_goal(brief: GoalChoiceBrief) -> Dialogue:
    """Change something about a goal."""
    if not brief.goals:
        yield Say("change_goal.no_goals")
        return
    chosen = yield from goal_or_step(brief, "change_goal.which")
    step = chosen if isinstance(chosen, Mapping) else None
    goal = chosen if isinstance(chosen, GoalBrief) else None
    if step:
        # The person named the new step first, so ask which goal it replaces.
        goal = yield from which_goal(brief, "change_goal.which_becomes", step=step["words"])
    if goal is None:
        yield Say("change_goal.none")
        return
    if brief.until and (goal.once or not brief.often):
        yield from another_day(brief, goal, brief.until)
        return
    if brief.without:
        yield from days_left_out(brief, goal, brief.without)
        return
    if brief.often and (often := rhythm({"often": brief.often})):
        yield from rhythm_as_said(brief, goal, often)
        return
    if brief.smaller is not None:
        yield from smaller(brief, goal, brief.told.get(goal.id, {}).get("tiny", ""), brief.smaller)
        return
    what = step or (
        yield from choose(
            "change_goal.what",
            {},
            goal.id,
            fixed=(*CHANGES, "value") if brief.values else CHANGES,
            named="change_goal",
            or_else="step",
            topic="goal",
            goal=goal.title,
            often=goal.often,
        )
    )
    title: str | None = goal.title
    schedule = Schedule(*goal.often)
    if isinstance(what, Mapping):
        title = yield from as_said(brief, goal, what)
        what = ""
    match what:
        case "smaller":
            tiny = brief.told.get(goal.id, {}).get("tiny", "")
            title = yield from smaller(brief, goal, tiny)
        case "often":
            schedule = yield from another_rhythm(brief, goal)
        case "step":
            title = yield from other_words(brief, goal)
        case "value":
            yield from another_value(brief, goal, brief.values)
        case "":
            pass
        case _:
            yield Say("change_goal.none")
            return
    called = title or goal.title
    more = yield Ask("change_goal.more_certain", YesNo(), about=goal.id, also=REMIND, goal=called)
    if isinstance(more, Mapping):
        yield from remind_of(goal.id, called, schedule, said_of_when(more))
    elif more:
        yield from more_certain(goal.id, called, goal.value, schedule, brief.language)
    else:
        yield Say("change_goal.goodbye")


def smaller(
    brief: Brief, goal: GoalBrief, tiny: str = "", said: str = ""
) -> Generator[Step, Any, str | None]:
    """Put a smaller version in the goal's place: the one `said`, `tiny`, or one asked for.

    Return its words.
    """
    said = short_name(said, brief.language, step=True) if said else ""
    step: str | None = said or tiny
    if tiny and not said:
        fits = yield Ask("change_goal.is_it_the_tiny_one", YesNo(), about=goal.id, tiny=tiny)
        step = tiny if fits else None
    if not step:
        step = yield Ask(
            "change_goal.how_small", Freely(good=True, action=True), about=goal.id, goal=goal.title
        )
    if not step:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return None
    length = length_in(step, brief.language)
    step = resized(goal.title, length, brief.language) or step_title(step, brief.language)
    yield Note(GoalChanged(goal.id, brief.day, title=step))
    yield Say("change_goal.smaller", goal=step, often=goal.often)
    return step


def rhythm_as_said(brief: GoalChoiceBrief, goal: GoalBrief, often: Often) -> Dialogue:
    """Give a goal the rhythm that was said; ask first where that was not quite sure."""
    often = with_a_day(brief, goal, often)
    if often == goal.often:
        yield Say("change_goal.is_so", goal=goal.title, often=often)
        return
    if brief.ask:
        also = (OTHER_DAYS,)
        sure = yield Ask(
            "change_goal.shall_i", YesNo(), about=goal.id, also=also, goal=goal.title, often=often
        )
        other = rhythm(sure["slots"]) if isinstance(sure, Mapping) else None
        if not sure or (isinstance(sure, Mapping) and other is None):
            yield Say("change_goal.as_it_was", goal=goal.title)
            return
        often = other or often
    rrule, times, by = often
    yield Note(GoalChanged(goal.id, brief.day, rrule=rrule, times=times, by=by))
    yield Say(is_now(often), goal=goal.title, often=often)
    yield from when_first(brief, often)
    yield from reminders_too(brief, goal, often)


def with_a_day(brief: Brief, goal: GoalBrief, often: Often) -> Often:
    """Return a schedule for once with the day the goal has, or else its next one."""
    rrule, times, by = often
    if not once(rrule) or by or goal.often[1]:
        return often
    if goal.once:
        return goal.often
    today = date.fromisoformat(brief.day)
    rhythm = RecurrenceSet.parse(goal.often[0])
    following = rhythm.next_day(today, today) if "BYDAY" in rhythm.parts else None
    return rrule, times, str(following) if following else ""


def reminders_too(brief: GoalChoiceBrief, goal: GoalBrief, often: Often) -> Dialogue:
    """Give the reminder of a goal its new days, where it had those that the goal had before."""
    rrule, times, by = often
    for old in brief.reminders:
        same = old.rrule == goal.often[0] if not old.day else old.day == goal.often[2]
        if set_with(old.id) != goal.id:
            continue
        if not same or times or (once(rrule) and not by):
            yield Say("change_goal.reminder_stays", **in_words(old))
            continue
        new = ReminderSet(
            old.id, OWN, old.time, "FREQ=DAILY" if once(rrule) else rrule, by, old.words
        )
        yield Note(ReminderCancelled(old.id))
        yield Note(new)
        yield Say("change_goal.reminder_too", **in_words(new))


def another_day(brief: GoalChoiceBrief, goal: GoalBrief, day: str) -> Dialogue:
    """Give a goal that is for once another day; one that comes again and again has none."""
    if not goal.once:
        yield Say("change_goal.has_no_day", goal=goal.title, often=goal.often)
        return
    often = (goal.often[0], goal.often[1], day)
    yield from rhythm_as_said(brief, goal, often)


def days_left_out(brief: GoalChoiceBrief, goal: GoalBrief, gone: str) -> Dialogue:
    """Take days out of the rhythm of a goal."""
    rrule, times, by = goal.often
    left = left_out(rrule, gone)
    if not left or times or goal.once:
        yield Say("change_goal.no_day_left", goal=goal.title, often=goal.often)
        return
    yield from rhythm_as_said(brief, goal, (left, times, by))


def another_rhythm(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, Schedule]:
    """Ask for another schedule and confirm it in words. Return the schedule from now on."""
    often, told = yield from how_often(brief, goal.id, goal.title, goal.id)
    if often is None:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return Schedule(*goal.often)
    yield Say("change_goal.changed", goal=goal.title, often=often, when=told.get("when", ""))
    yield from when_first(brief, often)
    return Schedule(*often)


def other_words(brief: Brief, goal: GoalBrief) -> Generator[Step, Any, str | None]:
    """Ask for other words for the step."""
    title = yield from own_step(brief, goal.id, goal.value)
    if title is None:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return None
    yield Note(GoalChanged(goal.id, brief.day, title=title))
    yield Say("change_goal.changed", goal=title, often=goal.often)
    return title


def as_said(
    brief: Brief, goal: GoalBrief, step: Mapping[str, Any]
) -> Generator[Step, Any, str | None]:
    """Put the step named in the command in the goal's place, with its schedule, if any."""
    title = yield from in_a_few_words(brief, goal.id, step)
    often = rhythm(step)
    if often is None:
        yield Note(GoalChanged(goal.id, brief.day, title=title))
    else:
        rrule, times, by = often
        yield Note(GoalChanged(goal.id, brief.day, title=title, rrule=rrule, times=times, by=by))
    yield Say("change_goal.changed", goal=title, often=often or goal.often)
    return title


def another_value(
    brief: Brief, goal: GoalBrief, values: tuple[ValueBrief, ...]
) -> Generator[Step, Any, None]:
    """Ask for another value that the goal is to serve."""
    value = yield from choose_value("change_goal.which_value", values, goal.id, goal=goal.title)
    if value is None:
        yield Say("change_goal.as_it_was", goal=goal.title)
        return
    yield Note(GoalChanged(goal.id, brief.day, value=value.id))
    yield Say("change_goal.serves", goal=goal.title, value=value.name)

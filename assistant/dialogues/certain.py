"""Make a goal more certain: when, an if-then plan said aloud, a reminder of it.

Then, if the person likes, a tiny version, a sign that it is done, and three ratings: importance,
confidence, willingness.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from assistant.dialogues.reminder import days_in_words, hours_in_their_half, other_days
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.formatting.sayable import as_moment, declines, sayable, tells_deed
from assistant.practice.goals import GoalAspect, GoalRated, GoalSaid, Ruler
from assistant.practice.reminders import OWN, ReminderSet
from assistant.practice.schedule import Schedule, once
from assistant.practice.schedule import days as days_of
from intents import Date, Freely, Rating, Recurrence, Time, YesNo

SURE = 7
"""Below this confidence, of ten, ask what would help."""
WILLING = 5
"""Below this willingness, of ten, offer a smaller step."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
"""Nothing was told of a reminder."""
WISHED = "wished"
"""Marks that a reminder is wished, besides a plan."""
DECLINED = ("tiny", "sign")
"""What some say is not needed: "no, ten minutes is small already"."""


def more_certain(
    goal: str,
    title: str,
    value: str,
    schedule: Schedule,
    language: str,
    when: str = "",
    told: Mapping[str, Any] = NOTHING,
) -> Generator[Step, Any, None]:
    """Make a plan for the goal with the id `goal`; ask for more only if the person likes.

    `when`: what it follows, where that was said with the step; `told`: as in `planned`.
    """
    moment = yield from planned(goal, title, schedule, language, when, told)
    if moment is None:
        return
    when, tiny = moment, ""
    more = yield Ask("certain.shall_we_weigh_it", YesNo(), about=goal)
    if more:
        tiny = (yield from ask_of_goal(goal, "tiny", language, goal=title)) or ""
        yield from ask_of_goal(goal, "sign", language, goal=title, tiny=tiny)
        yield from weighed(goal, title, value, tiny, language)
    yield Say("certain.summary", goal=title, when=when, tiny=tiny)


def planned(
    goal: str,
    title: str,
    schedule: Schedule,
    language: str,
    when: str = "",
    told: Mapping[str, Any] = NOTHING,
) -> Generator[Step, Any, str | None]:
    """Ask when it is to be done, for an if-then plan said aloud, and offer to remind of that.

    `when` is not asked for where it was said; the plan is not where the answer tells it already.
    `told`: the hours that were said, as slots of a reminder, and whether one is `wished`.
    Return when it is to be done as it may be said, "" if it was skipped or is told otherwise, None
    if no plan is wanted.
    """
    moment, plan = yield from _plan_of(goal, title, language, when)
    if told.get(WISHED):
        yield from remind_of(goal, title, schedule, told)
    elif plan:
        yield from reminded(goal, title, schedule, told)
    return moment


def _plan_of(
    goal: str, title: str, language: str, when: str
) -> Generator[Step, Any, tuple[str | None, str]]:
    """Ask for a plan, and keep it. Return when it is done, as `planned` does, and the plan."""
    asked = ask_of_goal(goal, "when", language, takes_tail=True, also=NO_PLAN, goal=title)
    told = when or (yield from asked)
    if told is None:
        yield Say("certain.left")
    if not told:
        return told, ""
    moment = as_moment(told, language)
    plan: Any = ""
    if tells_deed(told, language):
        plan = told
    else:
        aloud = Freely(aloud=True)
        plan = yield Ask("certain.plan", aloud, about=goal, also=NO_PLAN, when=moment, goal=title)
    if isinstance(plan, Mapping):
        yield Say("certain.left")
        return None, ""
    if plan:
        yield Note(GoalSaid(goal, "plan", plan))
        yield Say("certain.plan_kept" if plan == told else "certain.plan_heard")
    return moment, plan or ""


NO_PLAN = ("no_plan",)
"""What answers the questions for a plan too: that none is wanted."""
REMIND = ("set_reminder",)
"""What answers these questions too: a wish to be reminded, with its hour or without."""


def reminded(
    goal: str, title: str, schedule: Schedule, told: Mapping[str, Any] = NOTHING
) -> Generator[Step, Any, None]:
    """Offer to remind the person of the step at an hour of its days, or once on one day.

    `told` are the hours that were said already, as slots of a reminder.
    """
    single = once(schedule.rrule)
    key = f"certain.shall_i_remind{'.once' if single else '.then' if told else ''}"
    days: dict[str, Any] = {} if single or schedule.times else {"often": schedule}
    wanted = yield Ask(key, YesNo(), about=goal, also=REMIND, **days)
    if isinstance(wanted, Mapping) and wanted.get("set_already"):
        yield Say("certain.set_already")
    elif wanted:
        yield from remind_of(goal, title, schedule, with_hours(told, said_of_when(wanted)))


def with_hours(told: Mapping[str, Any], said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was said of a reminder, with the hours told before where none were."""
    return said if said.get("hours") or said.get("time") else {**told, **said}


def said_of_when(wanted: Any) -> Mapping[str, Any]:
    """Return what was said of the hour and the days, in place of a plain yes."""
    slots = wanted.get("slots", {}) if isinstance(wanted, Mapping) else {}
    return slots if isinstance(slots, Mapping) else {}


def remind_of(
    goal: str, words: str, schedule: Schedule, said: Mapping[str, Any]
) -> Generator[Step, Any, None]:
    """Set a reminder of a step; ask for the hour, and for the day of what is done once.

    `said` is what was said of them already.
    """
    single, rrule = once(schedule.rrule), str(said.get("rrule", ""))
    day = str(said.get("date", ""))
    if day and not single and _is_of_its_days(schedule, day):
        day = ""  # "On Sunday", of what is done every Sunday.
    day = day or ("" if rrule else schedule.by)
    if single and not day and not rrule:
        day = yield Ask("certain.remind_on", Date(), about=goal)
        if not day:
            return
    if schedule.times and not _is_daily(schedule) and not rrule and not day:
        often = yield Ask("certain.remind_days", Recurrence(), about=goal)
        rrule = often["rrule"] if often and not often["times"] else "FREQ=DAILY"
    hours = tuple(said.get("hours") or ((said["time"],) if said.get("time") else ()))
    also, usual = other_days(said), "FREQ=DAILY" if single else schedule.rrule
    if hours:
        which = days_in_words(rrule or usual, day) if also else {}
        hours = yield from hours_in_their_half(hours, half=bool(said.get("half")), **which)
    else:
        time = yield Ask("certain.remind_when", Time(), about=goal)
        if isinstance(time, Mapping) and "hours" in time:  # Several, or each with its days.
            yield from remind_of(goal, words, schedule, {**said, **time})
            return
        if isinstance(time, Mapping):  # With the hour a day was said, or a rhythm.
            known = Schedule(rrule) if rrule else schedule
            told = str(time.get("date", ""))
            if not told or day or (single and not rrule) or not _is_of_its_days(known, told):
                rrule, day = str(time.get("rrule", "")), told
            time = str(time["time"])
        hours = (time,) if time else ()
    if not hours:
        return
    whens = [(hour, rrule or usual, day) for hour in hours]
    for days in also:
        which = days_in_words(days.rrule or "FREQ=DAILY", days.on)
        meant = yield from hours_in_their_half(days.hours, half=days.half, **which)
        whens += [(hour, days.rrule or "FREQ=DAILY", days.on) for hour in meant]
    for place, (hour, rule, on) in enumerate(whens):
        id = f"{goal}.reminder" + (f".{place + 1}" if place else "")
        yield Note(ReminderSet(id, OWN, hour, rule, on, words))
        again = ".also" if place else ""
        if on:
            yield Say(f"certain.reminds.once{again}", time=hour, day=on)
        else:
            yield Say(f"certain.reminds{again}", time=hour, often=Schedule(rule))


def _is_daily(schedule: Schedule) -> bool:
    """Whether it is done several times on each day."""
    rhythm = schedule.rhythm
    return rhythm.unit == "DAILY" and rhythm.interval == 1


def _is_of_its_days(schedule: Schedule, day: str) -> bool:
    """Whether a step with a rhythm is to be done on this day."""
    on = date.fromisoformat(day)
    return not schedule.times and bool(days_of(schedule.rrule, on, on, on))


def weighed(
    goal: str, title: str, value: str, tiny: str, language: str
) -> Generator[Step, Any, None]:
    """Ask for the three ratings, and for reasons for the goal, never against it."""
    important = yield from rated(goal, "importance", goal=title)
    if important:
        yield from ask_of_goal(goal, "why_it_matters", language, rating=important)
    sure = yield from rated(goal, "confidence", goal=title)
    if sure:
        yield from ask_of_goal(goal, "why_so_sure", language, rating=sure)
    if sure is not None and sure < SURE:
        yield from ask_of_goal(goal, "surer", language, tiny=tiny)
    willing = yield from rated(goal, "willingness", value=value)
    if willing is not None:
        yield Say("certain.willing" if willing >= WILLING else "certain.less_willing", tiny=tiny)


def ask_of_goal(
    about: str,
    of: GoalAspect,
    language: str,
    *,
    takes_tail: bool = False,
    also: tuple[str, ...] = (),
    **words: Any,
) -> Generator[Step, Any, str | None]:
    """Ask about a goal, to be answered in own words. Return the words, "" if skipped.

    They are said back only where they are one phrase or sentence. None stands for one of the
    intents that answer `also`.
    """
    key, freely = f"certain.{of}", Freely(thoughts=True)
    said: Any = yield Ask(key, freely, about=about, also=also, takes_tail=takes_tail, **words)
    if isinstance(said, Mapping):
        return None
    if not said:
        return ""
    if of in DECLINED and declines(said, language):
        yield Say("certain.left")
        return ""
    short = sayable(said, language)
    yield Note(GoalSaid(about, of, short or said))
    deed = of == "when" and tells_deed(said, language)
    if not deed:  # What is told with its deed is the plan, which is kept next.
        yield Say(f"certain.heard.{of}", words=short)
    return short or said


def rated(about: str, of: Ruler, **words: Any) -> Generator[Step, Any, float | None]:
    """Ask for a rating from 0 to 10. Return it, None if skipped."""
    rating: float | None = yield Ask(f"certain.{of}", Rating(0, 10), about=about, **words)
    if rating is not None:
        yield Note(GoalRated(about, of, rating))
    return rating

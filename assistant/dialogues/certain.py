"""Make a goal more certain in two minutes: when, an if-then plan said aloud, a tiny version.

Then, if the person likes, three ratings: importance, confidence, willingness.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from assistant.dialogues.reminder import A_WAKING_HOUR, in_its_half
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.practice.goals import GoalAspect, GoalRated, GoalSaid, Ruler
from assistant.practice.reminders import OWN, ReminderSet
from assistant.practice.schedule import Schedule, once
from intents import Date, Freely, Rating, Recurrence, Time, YesNo

SURE = 7
"""Below this confidence, of ten, ask what would help."""
WILLING = 5
"""Below this willingness, of ten, offer a smaller step."""


def more_certain(
    goal: str, title: str, value: str, schedule: Schedule
) -> Generator[Step, Any, None]:
    """Ask everything about the goal with the id `goal`. Every question can be skipped."""
    when = yield from planned(goal, title, schedule)
    tiny = yield from ask_of_goal(goal, "tiny", goal=title)
    yield from ask_of_goal(goal, "sign", goal=title, tiny=tiny)
    numbers = yield Ask("certain.shall_we_weigh_it", YesNo(), about=goal)
    if numbers:
        yield from weighed(goal, title, value, tiny)
    yield Say("certain.summary", goal=title, when=when, tiny=tiny)


def planned(goal: str, title: str, schedule: Schedule) -> Generator[Step, Any, str]:
    """Ask when it is to be done, for an if-then plan said aloud, and offer to remind of that.

    Return when it is to be done, "" if that was skipped.
    """
    when = yield from ask_of_goal(goal, "when", goal=title)
    if when:
        plan = yield Ask("certain.plan", Freely(aloud=True), about=goal, when=when, goal=title)
        if plan:
            yield Note(GoalSaid(goal, "plan", plan))
            yield Say("certain.plan_heard")
            yield from reminded(goal, plan, schedule)
    return when


REMIND = ("set_reminder",)
"""What answers these questions too: a wish to be reminded, with its hour or without."""


def reminded(goal: str, plan: str, schedule: Schedule) -> Generator[Step, Any, None]:
    """Offer to remind the person of the plan at an hour of its days, or once on one day."""
    single = once(schedule.rrule)
    key = f"certain.shall_i_remind{'.once' if single else ''}"
    days: dict[str, Any] = {} if single or schedule.times else {"often": schedule}
    wanted = yield Ask(key, YesNo(), about=goal, also=REMIND, **days)
    if wanted:
        yield from remind_of(goal, plan, schedule, said_of_when(wanted))


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
    day = str(said.get("date", "")) or ("" if rrule else schedule.by)
    if single and not day and not rrule:
        day = yield Ask("certain.remind_on", Date(), about=goal)
        if not day:
            return
    if schedule.times and not rrule and not day:
        often = yield Ask("certain.remind_days", Recurrence(), about=goal)
        rrule = often["rrule"] if often and not often["times"] else "FREQ=DAILY"
    hours = said.get("hours") or [said.get("time")]
    time = hours[0]
    if not time:
        time = yield Ask("certain.remind_when", Time(), about=goal)
    elif said.get("half") and time < A_WAKING_HOUR:
        time = yield from in_its_half(time)
    if not time:
        return
    usual = "FREQ=DAILY" if single else schedule.rrule
    new = ReminderSet(f"{goal}.reminder", OWN, time, rrule or usual, day, words)
    yield Note(new)
    if new.day:
        yield Say("certain.reminds.once", time=time, day=new.day)
    else:
        yield Say("certain.reminds", time=time, often=Schedule(new.rrule))


def weighed(goal: str, title: str, value: str, tiny: str) -> Generator[Step, Any, None]:
    """Ask for the three ratings, and for reasons for the goal, never against it."""
    important = yield from rated(goal, "importance", goal=title)
    if important:
        yield from ask_of_goal(goal, "why_it_matters", rating=important)
    sure = yield from rated(goal, "confidence", goal=title)
    if sure:
        yield from ask_of_goal(goal, "why_so_sure", rating=sure)
    if sure is not None and sure < SURE:
        yield from ask_of_goal(goal, "surer", tiny=tiny)
    willing = yield from rated(goal, "willingness", value=value)
    if willing is not None:
        yield Say("certain.willing" if willing >= WILLING else "certain.less_willing", tiny=tiny)


def ask_of_goal(about: str, of: GoalAspect, **words: Any) -> Generator[Step, Any, str]:
    """Ask about a goal, to be answered in own words. Return the words, "" if skipped."""
    said: str | None = yield Ask(f"certain.{of}", Freely(thoughts=True), about=about, **words)
    if not said:
        return ""
    yield Note(GoalSaid(about, of, said))
    yield Say(f"certain.heard.{of}", words=said)
    return said


def rated(about: str, of: Ruler, **words: Any) -> Generator[Step, Any, float | None]:
    """Ask for a rating from 0 to 10. Return it, None if skipped."""
    rating: float | None = yield Ask(f"certain.{of}", Rating(0, 10), about=about, **words)
    if rating is not None:
        yield Note(GoalRated(about, of, rating))
    return rating

"""When a goal is due. Days are dates in the person's time zone, never timestamps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dateutil.rrule import rrulestr

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a goal that is to be done once."""
LOOK_BACK = timedelta(days=7)
"""A day missed longer ago than this is not asked about any more."""
NO_HURRY = timedelta(days=3)
"""A goal to be done once, without a last day, is asked about at most this often."""

Days = tuple[date, date]
"""The first and the last day of a range."""


class Schedule(NamedTuple):
    """An iCalendar rule, and how often in each of its periods (0: on each of its days).

    `by` is the day (YYYY-MM-DD) by which something is to be done once; "" for none.
    """

    rrule: str
    times: int = 0
    by: str = ""


def once(rrule: str) -> bool:
    """Whether a rule means only once."""
    return "COUNT=1" in rrule.split(";")


def due(
    upto: date,
    since: date,
    schedule: Schedule,
    done: Sequence[date],
    covered: date | None = None,
    away: Sequence[Days] = (),
) -> bool:
    """Whether there is a day up to `upto` to ask about, for a goal which counts from `since`.

    `done` are the days on which it was done, `covered` is the last day that was asked about. Days
    in `away` are not asked about.
    """
    if since > upto or (covered is not None and covered >= upto) or _within(upto, away):
        return False
    if once(schedule.rrule):
        if schedule.by:
            by = date.fromisoformat(schedule.by)
            return not done and by <= upto <= by + LOOK_BACK
        return not done and (covered is None or upto - covered >= NO_HURRY)
    if schedule.times:
        first = period_start(upto, schedule.rrule)
        return sum(1 for day in done if day >= first) < schedule.times
    after = covered + timedelta(days=1) if covered else since
    found = days(schedule.rrule, since, max(since, after, upto - LOOK_BACK), upto)
    return any(not _within(day, away) for day in found)


def _within(day: date, away: Sequence[Days]) -> bool:
    return any(first <= day <= last for first, last in away)


def days(rrule: str, added: date, first: date, last: date) -> list[date]:
    """Return the days of a rule from `first` to `last`, both included."""
    rule = rrulestr(rrule, dtstart=datetime.combine(added, time()))
    found = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return [moment.date() for moment in found]


def period_start(today: date, rrule: str) -> date:
    """Return the first day of the week (from Monday) or month in which times are counted."""
    if "MONTHLY" in rrule:
        return today.replace(day=1)
    if "DAILY" in rrule:
        return today
    return today - timedelta(days=today.weekday())

"""When a goal is due. Days are the person's own: dates in their time zone, never timestamps."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a goal which is to be done a single time."""
LOOK_BACK = timedelta(days=7)
"""A day missed longer ago than this is let go, unasked."""


def once(rrule: str) -> bool:
    """Whether a rule means a single time."""
    return "COUNT=1" in rrule.split(";")


def due(
    today: date, added: date, rrule: str, times: int, done: list[date], checked: date | None
) -> bool:
    """Whether a goal is to be asked about today.

    `rrule` is an iCalendar rule, `times` how often within one of its periods (0: on
    each of its days), `done` the days it was done, `checked` the day it was last asked about. A
    goal is asked about at most once a day, and never on the day it was made.
    """
    if added >= today or checked == today:
        return False
    if once(rrule):
        return not done
    if times:
        first = period_start(today, rrule)
        return sum(1 for day in done if day >= first) < times
    since = max(added, checked or added, today - LOOK_BACK)
    return bool(days(rrule, added, since, today))


def days(rrule: str, added: date, first: date, last: date) -> list[date]:
    """The days of a rule from `first` to `last`, both included."""
    rule = rrulestr(rrule, dtstart=datetime.combine(added, time()))
    found = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return [moment.date() for moment in found]


def period_start(today: date, rrule: str) -> date:
    """The first day of the week (Monday) or month which a rule with "times" counts within."""
    if "MONTHLY" in rrule:
        return today.replace(day=1)
    if "DAILY" in rrule:
        return today
    return today - timedelta(days=today.weekday())

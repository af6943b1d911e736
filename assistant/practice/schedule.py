"""When a goal is due. Days are dates in the person's time zone, never timestamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from intents.recurrence_set import RecurrenceSet

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a goal that is to be done once."""
LOOK_BACK = timedelta(days=7)
"""A day missed longer ago than this is not asked about any more."""
NO_HURRY = timedelta(days=3)
"""A goal to be done once, without a last day, is asked about at most this often."""
_A_WEEK = 7
_FRACTIONS = (0.75, 0.875, 1.0)
"""Within a longer period, ask when so much of the time for one deed is over."""
_APART = 3
"""Two such days are at least so many days apart."""

Days = tuple[date, date]
"""The first and the last day of a range."""
A_DAY = timedelta(days=1)
A_MONDAY = date(2024, 1, 1)


_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Schedule(NamedTuple):
    """A rhythm, and how often in each of its periods (0: on each of its days).

    `rrule` is the text of a `RecurrenceSet`, an iCalendar rule at its simplest. `by` is the day
    (YYYY-MM-DD) by which something is to be done once; "" for none.
    """

    rrule: str
    times: int = 0
    by: str = ""

    @property
    def rhythm(self) -> RecurrenceSet:
        """The rhythm as its parts."""
        return RecurrenceSet.parse(self.rrule)


def with_other_days(rrule: str, gone: str, new: str) -> str:
    """Return a weekly rule with the weekdays of `new` in place of those of `gone`.

    Where its days are not those, return `new`: that is what was asked for.
    """
    there = _weekdays(rrule)
    left = [day for day in there if day not in _weekdays(gone)]
    added = _weekdays(new)
    if not added or len(left) == len(there):
        return new
    days = sorted({*left, *added}, key=_DAY_NAMES.index)
    return RecurrenceSet.parse(rrule).with_parts(BYDAY=",".join(days)).text()


def with_more_days(rrule: str, more: str) -> str:
    """Return a weekly rule with the weekdays of `more` too; "" where one of them has none."""
    there, added = _weekdays(rrule), _weekdays(more)
    if not there or not added:
        return ""
    days = sorted({*there, *added}, key=_DAY_NAMES.index)
    return RecurrenceSet.parse(rrule).with_parts(BYDAY=",".join(days)).text()


def left_out(rrule: str, gone: str) -> str:
    """Return a rhythm without the weekdays of the rule `gone`, or without the day that it is.

    Return "" where no day would be left. One that is of no weekdays, such as "every month", stays
    as it is.
    """
    rhythm = RecurrenceSet.parse(rrule)
    if "FREQ" not in gone:
        return replace(rhythm, without=(*rhythm.without, date.fromisoformat(gone))).text()
    daily = rhythm.unit == "DAILY" and rhythm.interval == 1 and not rhythm.once
    there = list(_DAY_NAMES) if daily else _weekdays(rrule)
    left = [day for day in there if day not in _weekdays(gone)]
    if len(left) == len(there):
        return rrule
    return rhythm.with_parts(FREQ="WEEKLY", BYDAY=",".join(left)).text() if left else ""


def _weekdays(rrule: str) -> list[str]:
    """The weekdays of a weekly rule; none where it has no such days."""
    rhythm = RecurrenceSet.parse(rrule)
    days = rhythm.parts.get("BYDAY", "").split(",") if rhythm.unit == "WEEKLY" else []
    return days if all(day in _DAY_NAMES for day in days) else []


def begins_next_day(rrule: str, times: int) -> bool:
    """Whether a rhythm is the same where it counts from the next day: "on weekdays"."""
    rhythm = RecurrenceSet.parse(rrule)
    plain = rhythm.interval == 1 and rhythm.unit in ("DAILY", "WEEKLY")
    return plain and not times and not rhythm.once and not rhythm.bounded


def once(rrule: str) -> bool:
    """Whether a rule means only once."""
    return RecurrenceSet.parse(rrule).once


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
    return bool(days_to_ask(upto, since, schedule, done, covered, away))


def days_to_ask(
    upto: date,
    since: date,
    schedule: Schedule,
    done: Sequence[date],
    covered: date | None = None,
    away: Sequence[Days] = (),
) -> list[date]:
    """Return the days up to `upto` to ask about, of a goal with a rhythm; see `due`."""
    rhythm = schedule.rhythm
    after = max(since, covered + A_DAY if covered else since)
    if schedule.times:
        found = _days_of_count(upto, since, schedule, done, after)
    else:
        found = rhythm.days(since, max(after, upto - LOOK_BACK), upto)
    return [day for day in found if not _within(day, away)]


def _days_of_count(
    upto: date, since: date, schedule: Schedule, done: Sequence[date], after: date
) -> list[date]:
    """The days on which to ask about something counted, "twice a year", that is not done yet.

    What is counted in a week is asked about each day until it is done. Who has longer is asked
    late in the time for each deed, and seldom; not at all in a first period of which less than half
    was left.
    """
    rhythm = schedule.rhythm
    if upto < rhythm.first_day(since) or (rhythm.until is not None and after > rhythm.until):
        return []
    first, last = rhythm.period(since, upto)
    so_far = sum(1 for day in done if first <= day <= upto)
    if so_far >= schedule.times:
        return []
    begin = max(first, rhythm.first_day(since))
    end = min(last, rhythm.until) if rhythm.until else last
    allowed = rhythm.with_parts(FREQ="DAILY", INTERVAL="").days(begin, begin, end)
    if (last - first).days >= _A_WEEK:
        if begin > first and 2 * (last - begin).days < (last - first).days:
            return []
        late = asking_days(begin, end, schedule.times, so_far)
        before = [[day for day in allowed if day <= at] for at in late]
        allowed = [days[-1] for days in before if days]
    return [day for day in allowed if after <= day <= upto]


def asking_days(first: date, last: date, times: int, so_far: int = 0) -> list[date]:
    """Return the days from `first` to `last` on which to ask about a deed to be done `times` times.

    `so_far`: how often it was done already. The time is shared out evenly; of each share, late
    days are taken.
    """
    length = (last - first).days + 1
    found: set[date] = set()
    for share in range(so_far, times):
        following = length * (share + 1) / times
        for fraction in reversed(_FRACTIONS):
            at = round(length * (share + fraction) / times)
            if fraction == 1.0 or following - at >= _APART:
                found.add(first + timedelta(max(1, at) - 1))
                following = at
    return sorted(found)


def is_long(schedule: Schedule) -> bool:
    """Whether it is counted in periods of more than a week, so that it is asked about seldom."""
    rhythm = schedule.rhythm
    first, last = rhythm.period(A_MONDAY, A_MONDAY)
    return bool(schedule.times) and (last - first).days >= _A_WEEK


def _within(day: date, away: Sequence[Days]) -> bool:
    return any(first <= day <= last for first, last in away)


def days(rrule: str, added: date, first: date, last: date) -> list[date]:
    """Return the days of a rule from `first` to `last`, both included."""
    return RecurrenceSet.parse(rrule).days(added, first, last)

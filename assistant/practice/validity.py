"""Whether what an event says can be reckoned with: its days, times and rules.

The types of its members are checked where it is decoded. What is not valid counts for nothing, and
stays in the journal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cache, lru_cache
from math import gcd
from typing import Any

from dateutil.rrule import rrulestr

from assistant.practice.event import Event
from assistant.practice.events import Reread
from assistant.practice.reminders import ReminderMet
from intents.recurrence_set import RecurrenceSet

_MOST_TIMES = 1000
_EARLIEST, _LATEST = 100, 9000
"""Years with room to reckon in days around them."""
_RULE = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")
_PARTS = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
}
_LEAP_YEAR = 2024
_LONGEST = 5000
"""Letters of the longest text of a rhythm."""


Check = Callable[[Any], bool]


def is_valid(event: Event) -> bool:
    """Whether every day, time and rule in `event` is one, in the events noted in it too."""
    return all(check(getattr(event, name)) for name, check in _checks(type(event)))


@cache
def _checks(kind: type[Event]) -> tuple[tuple[str, Check], ...]:
    """The members of events of this kind which have to be checked, and how."""
    checks: dict[str, Check] = dict(_MEMBERS)
    if kind is Reread:
        del checks["by"]  # the recognizer which read it again
    if kind is ReminderMet:
        checks["until"] = _is_moment_or_nothing
    names = kind.__struct_fields__
    return tuple((name, checks[name]) for name in names if name in checks)


def _are_valid(notes: Sequence[Event]) -> bool:
    return all(map(is_valid, notes))


def _is_day_or_nothing(text: str) -> bool:
    return text == "" or is_day(text)


def _is_rule_or_nothing(rrule: str | None) -> bool:
    return rrule is None or is_rule(rrule)


def _is_number_of_times(times: int) -> bool:
    return 0 <= times <= _MOST_TIMES


def is_day(text: str) -> bool:
    """Whether this is a day, written YYYY-MM-DD."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-23") and _EARLIEST <= day.year <= _LATEST


def _is_time(text: str) -> bool:
    try:
        return time.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _is_moment_or_nothing(text: str) -> bool:
    try:
        return text == "" or _EARLIEST <= datetime.fromisoformat(text).year <= _LATEST
    except ValueError:
        return False


@lru_cache(maxsize=1000)
def is_rule(rrule: str) -> bool:
    """Whether this is the text of a `RecurrenceSet`, whose rule has a day again and again.

    A rule which has no next day would be searched for one up to the year 9999.
    """
    if len(rrule) > _LONGEST:
        return False
    try:
        rhythm = RecurrenceSet.parse(rrule)
        if not _RULE.fullmatch(rhythm.rule) or not rhythm.parts.keys() <= _PARTS:
            return False
        rrulestr(rhythm.rule, dtstart=datetime(_LEAP_YEAR, 1, 1))
        days = [day for day in (rhythm.start, rhythm.until, *rhythm.without) if day]
        return _has_days(rhythm) and all(_EARLIEST <= day.year <= _LATEST for day in days)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return False


def _has_days(rhythm: RecurrenceSet) -> bool:
    parts, every, interval = rhythm.parts, rhythm.unit, rhythm.interval
    if every not in ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return False
    if not 1 <= interval <= 1000 or not 1 <= int(parts.get("COUNT", "1")) <= 10_000:
        return False
    if not all(1 <= month <= 12 for month in _numbers(parts.get("BYMONTH", ""))):
        return False
    if not all(1 <= abs(day) <= 31 for day in _numbers(parts.get("BYMONTHDAY", ""))):
        return False
    # Every fourteenth day is always the same day of the week, every sixth month one of two.
    if every in ("HOURLY", "DAILY") and interval % 7 == 0 and "BYDAY" in parts:
        return False
    if every == "MONTHLY" and gcd(interval, 12) > 1 and "BYMONTH" in parts:
        return False
    return _has_positions(every, parts)


def _has_positions(every: str, parts: dict[str, str]) -> bool:
    """Whether the days which are counted ("the third Friday") are there to be counted."""
    highest = {"MONTHLY": 5, "YEARLY": 5 if "BYMONTH" in parts else 52}.get(every, 0)
    counted = [int(n) for n in re.findall(r"([+-]?\d+)[A-Z]{2}", parts.get("BYDAY", ""))]
    positions = _numbers(parts.get("BYSETPOS", ""))
    if positions and ("BYDAY" not in parts or "BYMONTHDAY" in parts or counted):
        return False
    if counted and "BYMONTHDAY" in parts:
        return False
    return all(0 < abs(n) <= highest for n in [*counted, *positions])


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


_MEMBERS: dict[str, Check] = {
    "notes": _are_valid,
    "rrule": _is_rule_or_nothing,
    "times": _is_number_of_times,
    "time": _is_time,
    "day": _is_day_or_nothing,
    "by": _is_day_or_nothing,
    "until": _is_day_or_nothing,
}
"""The members of events which have to be checked, by their names."""

"""Counting days, months and years, and building iCalendar rules; no language in it."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable
from datetime import date, timedelta

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a single time."""
_LEAP_YEARS = 8
"""Two leap years are at most so many years apart."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def coming(today: date, weekday: int) -> date:
    """The next day which is this weekday, after today; Monday is 0."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def days_on(start: date, days: int) -> date | None:
    """So many days later; nothing where there is no such day."""
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def months_on(start: date, months: int) -> date | None:
    """So many months later, the last of the month where there is no such day; or nothing."""
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def month_last(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def next_of(today: date, month: int, number: int) -> date | None:
    """The next such day of the year, today included; of 29 February, that of a leap year."""
    days = (safe(today.year + years, month, number) for years in range(_LEAP_YEARS + 1))
    return next((day for day in days if day is not None and day >= today), None)


def placed(year: int, month: int, place: int, weekdays: Collection[int]) -> date | None:
    """The first, second or last (-1) of these weekdays in a month; nothing where there is none."""
    days = [
        day
        for number in range(1, month_last(year, month).day + 1)
        if (day := date(year, month, number)).weekday() in weekdays
    ]
    try:
        return days[place - 1 if place > 0 else place]
    except IndexError:
        return None


def safe(year: int, month: int, number: int) -> date | None:
    """The date, where there is such a day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def rule(frequency: str, interval: int = 1, **more: str) -> str:
    """An iCalendar rule: `frequency` such as "WEEKLY", or "WEEKLY2" for every second."""
    base = frequency.rstrip("0123456789")
    interval *= int(frequency[len(base) :] or 1)
    parts = [f"FREQ={base}"]
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    return ";".join((*parts, *(f"{key}={value}" for key, value in more.items())))


def by_day(weekdays: Iterable[int], places: Iterable[int] = ()) -> str:
    """Weekdays in the words of iCalendar; with `places`, "the first and third Monday"."""
    days = [_DAYS[day] for day in sorted(weekdays)]
    return ",".join([f"{place}{day}" for place in places for day in days] or days)

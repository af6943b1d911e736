"""Counting days, months and years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def coming(today: date, weekday: int) -> date:
    """The next day which is this weekday, after today."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def days_on(start: date, days: int) -> date:
    """So many days later."""
    return start + timedelta(days)


def months_on(start: date, months: int) -> date:
    """So many months later; the last of the month where there is no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def month_last(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def next_of(today: date, month: int, number: int) -> date | None:
    """The next such day of the year, today included."""
    this = safe(today.year, month, number)
    if this is not None and this >= today:
        return this
    return safe(today.year + 1, month, number)


def safe(year: int, month: int, number: int) -> date | None:
    """The date, where there is such a day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None

"""Stretches of time gone by, as one asks for them: "last spring", "in march", "two weeks ago".

Seasons are whole months, those of the northern half of the earth; a week begins on Monday.
"""

from __future__ import annotations

from datetime import date, timedelta

from intents.calendar import month_last
from intents.languages.en.dates import MONTHS, SEASONS, WEEKDAYS
from intents.languages.en.numbers import TABLES, number
from intents.tables import Phrases, Words

Span = tuple[date, date]

_DAYS = TABLES.phrase_values("days_from_today")
_DAY = Phrases(words for words, days in _DAYS.items() if days <= 0)
_UNITS = {"day": 1, "week": 7}
_UNITS_OF_MONTHS = {"month": 1, "year": 12}
_BEFORE = TABLES.words("words", "before_past_time")
"""Words which lead to a time. A bare "march" or "summer" may be anything, "in march" is a time."""
_WHICH, _OVER = ("last", "past", "this", "previous"), ("last", "past", "previous")
_MOST = 1000
"""Nobody counts so many days, weeks or months."""


def period(words: Words, today: date) -> tuple[date, date, Words] | None:
    """The first and the last day of the time named in `words`, and the words without it.

    Nothing where no time is named. What lies ahead is never meant.
    """
    for at in range(len(words)):
        found = _at(words, at, today)
        if found is None:
            continue
        (first, last), end = found
        begin = at
        while begin and (words[begin - 1] in _BEFORE or words[begin - 1] == "the"):
            begin -= 1
        return first, min(last, max(first, today)), (*words[:begin], *words[end:])
    return None


def _at(words: Words, at: int, today: date) -> tuple[Span, int] | None:
    if size := _DAY.at(words, at):
        day = today + timedelta(_DAYS[words[at : at + size]])
        return (day, day), at + size
    return _ago(words, at, today) or _named(words, at, today)


def _ago(words: Words, at: int, today: date) -> tuple[Span, int] | None:
    """ "two weeks ago", "a year ago"."""
    found = number(words, at)
    count, end = (int(found.value), found.end) if found else (0, at)
    if not found and words[at] in ("a", "an"):
        count, end = 1, at + 1
    unit = _unit(words, end)
    if not 0 < count <= _MOST or unit is None or words[end + 1 : end + 2] != ("ago",):
        return None
    return _whole(unit, _back(today, unit, count)), end + 2


def _named(words: Words, at: int, today: date) -> tuple[Span, int] | None:
    """ "last week", "this spring", "in march", "march 2025", "monday", "2025"."""
    before = words[at - 2 : at - 1] if words[at - 1 : at] == ("the",) else words[at - 1 : at]
    led = bool(before) and before[0] in _BEFORE
    which = words[at] if words[at] in _WHICH else ""
    here = at + bool(which)
    word = words[here] if here < len(words) else ""
    unit = _unit(words, here)
    if which and unit:
        if which == "this":
            return _whole(unit, today), here + 1
        return _whole(unit, _back(today, unit, 1)), here + 1
    year = _year(words, here + 1) or (_year(words, here + 2) if word and _of(words, here) else None)
    end = here + 1 + (1 + _of(words, here) if year else 0)
    sure = bool(which or year or led)
    if word in WEEKDAYS and sure:
        day = today - timedelta((today.weekday() - WEEKDAYS[word] - 1) % 7 + 1)
        return (day, day), here + 1
    if (month := SEASONS.get(word)) and sure:
        return _latest(month, 3, today, which, year), end
    if (month := MONTHS.get(word)) and sure:
        return _latest(month, 1, today, which, year), end
    if not which and led and (alone := _year(words, at)):
        return (date(alone, 1, 1), date(alone, 12, 31)), at + 1
    return None


def _latest(month: int, length: int, today: date, which: str, year: int | None) -> Span:
    """The latest such time which has begun; with "last", the latest which is over."""
    for start in range(year or today.year, 1, -1):
        first, last = date(start, month, 1), _end(start, month + length - 1)
        over = last < today if which in _OVER else first <= today
        if over or year:
            return first, last
    return today, today


def _end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return month_last(year, month)


def _whole(unit: str, day: date) -> Span:
    """The day, week, month or year which holds a day."""
    match unit:
        case "week":
            monday = day - timedelta(day.weekday())
            return monday, monday + timedelta(6)
        case "month":
            return day.replace(day=1), _end(day.year, day.month)
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _back(today: date, unit: str, count: int) -> date:
    months = count * _UNITS_OF_MONTHS.get(unit, 0)
    if not months:
        return today - timedelta(count * _UNITS[unit])
    index = max(12, today.year * 12 + today.month - 1 - months)
    return date(index // 12, index % 12 + 1, 1)


def _unit(words: Words, at: int) -> str | None:
    unit = words[at].removesuffix("s") if at < len(words) else ""
    return unit if unit in _UNITS or unit in _UNITS_OF_MONTHS else None


def _of(words: Words, at: int) -> bool:
    return words[at + 1 : at + 2] == ("of",)


def _year(words: Words, at: int) -> int | None:
    word = words[at] if at < len(words) else ""
    return int(word) if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20") else None

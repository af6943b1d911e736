"""Days named by their number in a month: "the third of june", "december fifth"."""

from __future__ import annotations

import calendar
from datetime import date

from intents.languages.en.calendar_days import month_last, months_on, next_of, safe
from intents.languages.en.numbers import TENS, UNITS, number_at, ordinal_at

Words = tuple[str, ...]

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip
MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def month_end(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "the end of the month", "the last day of february"."""
    end = at
    if words[end : end + 1] == ("the",):
        end += 1
    if words[end : end + 2] not in (("end", "of"), ("last", "day")):
        return None
    end += 2
    while words[end : end + 1] in (("of",), ("the",), ("this",)):
        end += 1
    word = words[end] if end < len(words) else ""
    if word == "month":
        return month_last(today.year, today.month), end + 1
    if word == "year":
        return date(today.year, 12, 31), end + 1
    if words[end : end + 2] == ("next", "month"):
        following = months_on(today.replace(day=1), 1)
        return month_last(following.year, following.month), end + 2
    if word in MONTHS:
        year = today.year + (MONTHS[word] < today.month)
        return month_last(year, MONTHS[word]), end + 1
    return None


def of_month(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "june first", "the third of june", "june 3 2027", "the fifteenth"."""
    end = at
    number: int | None = None
    month: int | None = None
    the = words[end : end + 1] == ("the",)
    end += the
    if end >= len(words):
        return None
    place = ordinal_at(words, end)
    if (
        words[end] in MONTHS
        and not the
        and (words[end] not in ("may", "march") or _is_day(words, end + 1))
    ):
        month = MONTHS[words[end]]
        end += 1
        end += words[end : end + 1] == ("the",)
        place = ordinal_at(words, end) if end < len(words) else None
        cardinal = None if place or end >= len(words) else _day_number(words, end)
        if place is not None:
            cardinal = int(place.value), place.end
        if cardinal is None:
            return None
        number, end = cardinal
    elif place is not None:
        number, end = int(place.value), place.end
        step = end + (words[end : end + 1] == ("of",))
        step += words[step : step + 1] == ("the",)
        if step < len(words) and words[step] in MONTHS:
            month, end = MONTHS[words[step]], step + 1
        elif words[step : step + 2] == ("next", "month") or words[step : step + 3] == (
            "of",
            "next",
            "month",
        ):
            following = months_on(today.replace(day=1), 1)
            found = safe(following.year, following.month, number)
            return (found, step + 2) if found else None
        elif words[step : step + 1] == ("month",) or words[step : step + 2] == ("this", "month"):
            end = step + 1 + (words[step] == "this")
        elif (
            (not the and not (at == 0 and end == len(words)))
            or words[end : end + 1] in (("one",), ("time",), ("week",), ("day",), ("thing",))
            or (words[end : end + 1] and words[end] in WEEKDAYS)
        ):
            return None
    else:
        cardinal = _day_number(words, end)
        if cardinal is None:
            return None
        step = cardinal[1] + (words[cardinal[1] : cardinal[1] + 1] == ("of",))
        if step >= len(words) or words[step] not in MONTHS:
            return None
        number, month, end = cardinal[0], MONTHS[words[step]], step + 1
    if not 1 <= number <= 31:
        return None
    if month is None:
        return _next_day_number(today, number, end)
    year, end = year_at(words, end)
    found = safe(year, month, number) if year is not None else next_of(today, month, number)
    return (found, end) if found else None


def _is_day(words: Words, at: int) -> bool:
    at += words[at : at + 1] == ("the",)
    return at < len(words) and (
        ordinal_at(words, at) is not None or _day_number(words, at) is not None
    )


def _day_number(words: Words, at: int) -> tuple[int, int] | None:
    number = number_at(words, at)
    if number is None or number.value != int(number.value) or not 1 <= number.value <= 31:
        return None
    return int(number.value), number.end


def year_at(words: Words, at: int) -> tuple[int | None, int]:
    """A year, "2028" or "twenty twenty eight", and where the words go on."""
    if at < len(words) and len(words[at]) == 4 and words[at].isdigit():
        return int(words[at]), at + 1
    if words[at : at + 1] == ("twenty",) and at + 1 < len(words) and words[at + 1] in TENS:
        year = 2000 + TENS[words[at + 1]]
        end = at + 2
        if end < len(words) and 0 < UNITS.get(words[end], 0) < 10:
            return year + UNITS[words[end]], end + 1
        return year, end
    if words[at : at + 2] == ("two", "thousand"):
        number = number_at(words, at)
        if number is not None and 2000 <= number.value < 2100:
            return int(number.value), number.end
    return None, at


def _next_day_number(today: date, number: int, end: int) -> tuple[date, int] | None:
    for months in range(0, 4):
        first = months_on(today.replace(day=1), months)
        found = safe(first.year, first.month, number)
        if found is not None and found >= today:
            return found, end
    return None

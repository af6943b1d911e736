"""Days which a rhythm leaves out: weekdays, months, days of the calendar, places in a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intents.calendar import months_on
from intents.languages.en.dates import MONTHS, WEEKDAYS, day_at
from intents.languages.en.feasts import FEASTS, feast_on
from intents.languages.en.numbers import TABLES, ordinal
from intents.languages.en.rhythm_spans import days_of_one_month, has_year, month_range
from intents.tables import Words

_GROUPS = TABLES.values("day_groups")
_RHYTHM_DAYS = TABLES.values("weekdays_in_rhythms")
_SEASONS = TABLES.values("months_of_season")
_EXCEPT, _UNLESS, _FALLS_ON, _TAKES_OUT, _ARE_OUT, _OF_A_MONTH = (
    TABLES.phrases("bounds", key)
    for key in ("except", "unless_it_is", "falls_on", "takes_out", "are_out", "of_a_month")
)
_TAKES_OFF = TABLES.phrases("bounds", "takes_off")
_LINKS = frozenset({"and", "or", "to", "through"})
_YEARS_AHEAD = 10
"""A feast is left out for so many years."""
_MOST_PLACES = 5
"""No weekday comes more often in a month."""


def months_at(words: Words, at: int) -> tuple[frozenset[int], int] | None:
    """Months and seasons in a row: "july and august", "the summer"."""
    months: set[int] = set()
    end = at
    while at < len(words):
        if words[at] in MONTHS:
            months.add(MONTHS[words[at]])
        elif words[at] in _SEASONS:
            months.update(_SEASONS[words[at]])
        elif words[at] not in ("the", "and", "or", "in"):
            break
        if months and month_range(words, at + 1):
            return None
        end = at + 1 if words[at] in MONTHS or words[at] in _SEASONS else end
        at += 1
    return (frozenset(months), end) if months else None


def weekdays_at(words: Words, at: int) -> tuple[frozenset[int], int] | None:
    """Weekdays and groups of them in a row, where nothing narrows them down."""
    days: set[int] = set()
    end = at
    while at < len(words):
        word = words[at]
        number = WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("s"), _RHYTHM_DAYS.get(word)))
        if word in _GROUPS:
            days.update(_GROUPS[word])
        elif number is not None:
            days.add(number)
        elif word not in ("and", "or", "the", "a", "on", "nor"):
            break
        end = at + 1 if word in _GROUPS or number is not None else end
        at += 1
    narrowed = words[end : end + 1] in (
        ("of",),
        ("the",),
        ("after",),
        ("before",),
        ("when",),
        ("if",),
    )
    return (frozenset(days), end) if days and not narrowed else None


def dates_at(words: Words, at: int, today: date) -> tuple[tuple[date, ...], int] | None:
    """Days of the calendar in a row; a feast, and a day without a year, in the years to come."""
    days: list[date] = []
    end = at
    while at < len(words):
        if words[at] == "on" or (days and words[at] in ("and", "or")):
            at += 1
            continue
        feast = FEASTS.at(words, at)
        if feast:
            name = words[at : at + feast]
            found = [feast_on(name, today.year + n) for n in range(_YEARS_AHEAD + 1)]
            days += [day for day in found if day is not None and day >= today]
            at = end = at + feast
            continue
        if several := days_of_one_month(words, at, today, _YEARS_AHEAD):
            days, at = [*days, *several[0]], several[1]
            end = at
            continue
        one = day_at(words, at, today)
        if one is None:
            break
        named = any(word in MONTHS for word in words[at : one[1]])
        years = range(_YEARS_AHEAD if named and not has_year(words[at : one[1]]) else 1)
        days += [day for n in years if (day := months_on(one[0], 12 * n)) is not None]
        at = end = one[1]
    return (tuple(days), end) if days else None


def weekdays_out(words: Words, at: int) -> tuple[frozenset[int], int] | None:
    """Weekdays which are not meant, where they are plainly said to be so, and where that ends.

    "Scrap the Monday", "the Sunday no" at the end, "except when it is a Wednesday".
    """
    for begun in _when_it_falls_on(words, at):
        if (found := weekdays_at(words, begun)) is not None:
            return found
    for size in _TAKES_OUT.sizes(words, at) if at else ():
        found = weekdays_at(words, at + size)
        if found is not None and found[1] == len(words):
            return found
    for size in _TAKES_OFF.sizes(words, at) if at else ():
        begun = at + size + (words[at + size : at + size + 1] in (("every",), ("each",)))
        found = weekdays_at(words, begun) if begun < len(words) else None
        if found is not None and words[found[1] : found[1] + 1] == ("off",):
            return found[0], found[1] + 1
    named = at > 0 and words[at] not in _LINKS and _LINKS.isdisjoint(words[at - 1 : at])
    named = named and words[at - 1] not in WEEKDAYS
    found = weekdays_at(words, at) if named else None
    if found is not None and _ARE_OUT.at(words, found[1]) == len(words) - found[1] > 0:
        return found[0], len(words)
    return None


def _when_it_falls_on(words: Words, at: int) -> Iterator[int]:
    """Where a day begins which is left out when it comes: "except when it is a Wednesday"."""
    ends = [at + size for size in _UNLESS.sizes(words, at)]
    for size in _EXCEPT.sizes(words, at):
        falls = _FALLS_ON.at(words, at + size)
        ends += [at + size + falls] if falls else []
    for end in ends:
        yield end + (words[end : end + 1] in (("a",), ("an",)))


def place_out_when(words: Words, at: int) -> tuple[tuple[int, int | None], int] | None:
    """ "Unless it is the last one of the month"."""
    places = (place_out(words, begun) for begun in _when_it_falls_on(words, at))
    return next(filter(None, places), None)


def place_out(words: Words, at: int) -> tuple[tuple[int, int | None], int] | None:
    """A place in each month with its weekday, and where it ends: "the first one of the month"."""
    at += words[at : at + 1] == ("the",)
    place = (-1, at + 1) if words[at : at + 1] == ("last",) else None
    place = place or (ordinal(words, at) if at < len(words) else None)
    if place is None or place[0] > _MOST_PLACES:
        return None
    number, end = place
    weekday = WEEKDAYS.get(words[end]) if end < len(words) else None
    end += weekday is not None or words[end : end + 1] == ("one",)
    size = _OF_A_MONTH.at(words, end)
    return ((number, weekday), end + size) if size else None

"""Rhythms of the year: "every christmas", "every august 30", "each may and each september"."""

from __future__ import annotations

from intents.calendar import by_day, month_last, rule
from intents.languages.en.dates import MONTHS
from intents.languages.en.feasts import FEASTS, FEASTS_ON_A_WEEKDAY, feast_on
from intents.languages.en.numbers import TABLES, ordinal, whole_number
from intents.rules import Rhythm
from intents.tables import Words

_EVERY = TABLES.words("words", "every")
_MONTHS_OF_SEASON = TABLES.values("months_of_season")
_LAST_DAYS = 31
_COMMON_YEAR = 2025


def yearly_day(words: Words) -> Rhythm | None:
    """ "every christmas", "every year on the third of march", "every august 30"."""
    yearly = not {"year", "yearly", "annually"}.isdisjoint(words)
    feast = FEASTS.find(words)
    if feast is not None and FEASTS.has(words[feast[1] :]):
        return None  # "Every Christmas and every Easter".
    for at, word in enumerate(words):
        every = at and words[at - 1] in _EVERY
        if (every or yearly) and (size := FEASTS.at(words, at)):
            days = {feast_on(words[at : at + size], year) for year in (2025, 2026)}
            if len({(day.month, day.day) for day in days if day}) == 1 and (day := days.pop()):
                return rule("YEARLY", BYMONTH=str(day.month), BYMONTHDAY=str(day.day)), None
            return _weekday_of_feast(words[at : at + size])
        if every and word in _MONTHS_OF_SEASON and at + 1 == len(words):
            months = ",".join(map(str, _MONTHS_OF_SEASON[word]))
            return rule("YEARLY", BYMONTH=months), 1
        if every and word in MONTHS and (once := _in_months(words, at)) is not None:
            return once
        if not (every or yearly) or (word in ("may", "march") and not (every or yearly)):
            continue
        found = _day_of_month(words, at)
        if found is not None:
            month, number = found
            return rule("YEARLY", BYMONTH=str(month), BYMONTHDAY=str(number)), None
    return None


def _in_months(words: Words, at: int) -> Rhythm | None:
    """ "Each October before it turns cold", "every may and every september": once in each."""
    months = set()
    while at < len(words) and words[at] in MONTHS:
        after = at + 1 + (words[at + 1 : at + 2] == ("the",))
        if after >= len(words) or whole_number(words, after) or ordinal(words, after):
            return None
        months.add(MONTHS[words[at]])
        linked = words[at + 1 : at + 2] == ("and",)
        at += (
            2 + (words[at + 2 : at + 3] != () and words[at + 2] in _EVERY) if linked else len(words)
        )
    return rule("YEARLY", BYMONTH=",".join(map(str, sorted(months)))), 1


def _weekday_of_feast(name: Words) -> Rhythm | None:
    """A feast which is always the same weekday of a month, "the fourth Thursday"; else nothing."""
    if name not in FEASTS_ON_A_WEEKDAY:
        return None
    month, first, weekday = FEASTS_ON_A_WEEKDAY[name]
    last = month_last(_COMMON_YEAR, month).day
    place = -1 if first == last - 6 else first // 7 + 1 if first % 7 == 1 else 0
    return (
        (rule("YEARLY", BYMONTH=str(month), BYDAY=f"{place}{by_day([weekday])}"), None)
        if place
        else None
    )


def _day_of_month(words: Words, at: int) -> tuple[int, int] | None:
    """ "third of march", "march third", "aug 30": month and day; a bare month is its first day."""
    if words[at] in MONTHS:
        after = at + 1 + (words[at + 1 : at + 2] == ("the",))
        day = ordinal(words, after) or whole_number(words, after)
        if day and 1 <= day[0] <= _LAST_DAYS:
            return MONTHS[words[at]], day[0]
        return (MONTHS[words[at]], 1) if at + 1 == len(words) else None
    day = ordinal(words, at) or whole_number(words, at)
    if day is None or not 1 <= day[0] <= _LAST_DAYS:
        return None
    end = day[1] + (words[day[1] : day[1] + 1] == ("of",))
    return (MONTHS[words[end]], day[0]) if words[end : end + 1] and words[end] in MONTHS else None

"""Feasts: on a date, on a weekday of a part of the month, or so many days from Easter."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

from intents.calendar import safe
from intents.languages.en.numbers import TABLES
from intents.tables import Phrases, Words

_ON_A_DATE = TABLES.phrase_values("feasts")
_FROM_EASTER = TABLES.phrase_values("feasts_from_easter")
FEASTS_ON_A_WEEKDAY = TABLES.phrase_values("feasts_on_a_weekday")
"""Month, day and weekday: the first such weekday from that day on."""
FEASTS = Phrases((*_ON_A_DATE, *_FROM_EASTER, *FEASTS_ON_A_WEEKDAY))
_LAST_YEAR = 4099
"""The rule of Easter is known up to this year."""


def feast_on(name: Words, year: int) -> date | None:
    """The day of a feast in a year; nothing where there is none."""
    if name in _ON_A_DATE:
        return safe(year, *_ON_A_DATE[name])
    if not date.min.year < year < _LAST_YEAR:
        return None
    if name in _FROM_EASTER:
        return easter(year) + timedelta(_FROM_EASTER[name])
    month, number, weekday = FEASTS_ON_A_WEEKDAY[name]
    first = date(year, month, number)
    return first + timedelta((weekday - first.weekday()) % 7)


def next_feast(name: Words, today: date) -> date | None:
    """The next day of a feast, today included."""
    days = (feast_on(name, year) for year in (today.year, today.year + 1))
    return next((day for day in days if day is not None and day >= today), None)

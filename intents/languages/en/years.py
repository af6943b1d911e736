"""Far days: "next year", "in the spring", "in march", "at the end of next year", "in 2030"."""

from __future__ import annotations

from datetime import date

from intents.languages.en.calendar_days import months_on, next_of, safe
from intents.languages.en.months import MONTHS, year_at

Words = tuple[str, ...]

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins, as weather is reckoned."""
_LEADS = frozenset({"next", "in", "this", "the", "coming", "until", "till", "by", "following"})
_IN_MAY = frozenset({"next", "in", "this", "coming", "until", "till", "by"})
_PARTS = {
    "beginning": (1, 1), "start": (1, 1), "middle": (7, 1), "end": (12, 31),
}  # fmt: skip
_YEARS = ((("the", "year", "after", "next"), 2), (("year", "after", "next"), 2),
          (("the", "next", "year"), 1), (("next", "year"), 1))  # fmt: skip


def in_next_year(words: Words) -> tuple[Words, int] | None:
    """The words without "next year", and how many years on that is."""
    for phrase, years in _YEARS:
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase:
                before = words[: at - 1] if words[at - 1 : at] in (("in",), ("of",)) else words[:at]
                return (*before, *words[at + len(phrase) :]), years
    return None


def years_on(rest: Words, years: int, found: date | None, today: date) -> date | None:
    """A day in a year to come: `found`, which `rest` named, or part of that year, or this day."""
    year = today.year + years
    part = next((day for word, day in _PARTS.items() if word in rest), None)
    if found is not None:
        return safe(year, found.month, found.day)
    return date(year, *part) if part else months_on(today, 12 * years)


def season(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "next spring", "in the summer", "autumn": the day on which it begins."""
    month = _SEASONS.get(words[at])
    if month is None:
        return None
    year, end = year_at(words, at + 1)
    led = at > 0 and words[at - 1] in _LEADS
    if not led and year is None and len(words) > 1:
        return None
    begins = date(year, month, 1) if year else next_of(today, month, 1)
    return (begins, end) if begins else None


def whole_month(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "in march", "june 2028": its first day."""
    month = MONTHS.get(words[at])
    if month is None:
        return None
    year, end = year_at(words, at + 1)
    led = at > 0 and words[at - 1] in _IN_MAY
    if year is None and not led and not (len(words) == 1 and words[at] not in ("may", "march")):
        return None
    first = date(year, month, 1) if year else next_of(today, month, 1)
    return (first, end) if first else None


def whole_year(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "in 2030": its first day."""
    year, end = year_at(words, at)
    if year is None or not (at == 0 or words[at - 1] in ("in", "by", "until")):
        return None
    return (date(year, 1, 1), end) if today.year < year < today.year + 100 else None

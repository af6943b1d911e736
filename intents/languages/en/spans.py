"""Stretches of days to come: "from the twentieth to the third of january", "for two weeks"."""

from __future__ import annotations

from datetime import date, timedelta

from intents.calendar import months_on
from intents.languages.en.numbers import TABLES
from intents.languages.en.rhythm_spans import date_at, length_at, span_at
from intents.tables import Words

_STARTING, _ENDING, _AFTER_START, _LASTING, _INCLUDING = (
    TABLES.phrases("bounds", key)
    for key in ("starting", "returning", "ending_after_a_start", "lasting", "including")
)
_A_DAY = timedelta(1)


def span(words: Words, today: date) -> tuple[date | None, date | None]:
    """The first day, and the day after the last one; nothing for one that is not named.

    Whoever is away until Monday is back on Monday.
    """
    first: date | None = None
    back: date | None = None
    at = 0
    while at < len(words):
        found = _at(words, at, first, today)
        if found is None:
            at += 1
            continue
        named_first, named_back, at = found
        first, back = named_first or first, named_back or back
    if first is not None and back is not None and back <= first:
        return first, None
    return first, back


def _at(
    words: Words, at: int, first: date | None, today: date
) -> tuple[date | None, date | None, int] | None:
    for size in _ENDING.sizes(words, at):
        if words[at : at + size] in _AFTER_START and first is None:
            continue
        day = date_at(words, at + size, today)
        if day is not None and first is not None and day[0] < first:
            day = date_at(words, at + size, first)
        if day is not None:
            included = words[at : at + size] in _INCLUDING
            return None, day[0] + _A_DAY if included else day[0], day[1]
    for size in _STARTING.sizes(words, at):
        day = date_at(words, at + size, today)
        if day is not None:
            return day[0], None, day[1]
    for size in _LASTING.sizes(words, at):
        length = length_at(words, at + size)
        if length is not None:
            days, months, end = length
            start = first or today
            return None, months_on(start, months) if months else start + timedelta(days), end
    period = span_at(words, at, today) if words[at] in ("this", "next") else None
    if period is not None and at + 2 == period[2]:
        return max(period[0], today), period[1] + _A_DAY, period[2]
    return None

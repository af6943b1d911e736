"""Days, and stretches of days, which bound a rhythm: "the end of january", "for ten days"."""

from __future__ import annotations

from datetime import date, timedelta

from intents.calendar import coming, month_last, months_on, next_of
from intents.languages.en.dates import MONTHS, WEEKDAYS, day_at
from intents.languages.en.feasts import feast_on
from intents.languages.en.numbers import ORDINALS, TABLES, TENS, UNITS, ordinal, whole_number
from intents.languages.en.times import hour_spans
from intents.tables import Words

_SEASONS = TABLES.values("months_of_season")
_STEPS, _MONTH_STEPS = TABLES.values("steps_in_days"), TABLES.values("steps_in_months")
_END_OF, _BEGINNING_OF, _RANGES = (
    TABLES.phrases("bounds", key) for key in ("end_of", "beginning_of", "ranges")
)
_BEFORE_IT, _THIS = (TABLES.words("bounds", key) for key in ("before_it", "this"))
_FASTS = TABLES.values("fasts")
_ALL_OF_IT = (("whole",), ("full",), ("entire",))
A_PERIOD = ("week", "month", "year")
_HOUR = 6
"""An hour is said in no more words."""
_MOST = 1000


def date_at(words: Words, at: int, today: date) -> tuple[date, int, bool] | None:
    """A day, where it ends, and whether it is the first of a time which one waits for."""
    if at >= len(words):
        return None
    if size := _END_OF.at(words, at):
        span = span_at(words, at + size, today)
        if span is not None:
            return span[1], span[2], False
    start = at + _BEGINNING_OF.at(words, at)
    span = span_at(words, start, today)
    if span is not None:
        return span[0], span[2], True
    day = day_at(words, at, today)
    if day is None:
        return None
    first = at + (words[at] in _THIS)
    return day[0], day[1], _BEFORE_IT.issuperset(words[first : day[1]])


def span_at(words: Words, at: int, today: date) -> tuple[date, date, int] | None:
    """ "next month", "this week", "the year", "january", "the summer", "lent": from day to day."""
    which = ""
    if at < len(words) and words[at] in _FASTS:
        first, last = _FASTS[words[at]]
        for year in (today.year, today.year + 1):
            span = feast_on(tuple(first.split()), year), feast_on(tuple(last.split()), year)
            if span[0] and span[1] and span[1] >= today:
                return span[0], span[1], at + 1
    while at < len(words) and words[at] in ("the", "this", "next", "coming"):
        which = words[at] if words[at] != "the" else which
        at += 1
    word = words[at] if at < len(words) else ""
    if word in A_PERIOD:
        return (*_period(word, 1 if which in ("next", "coming") else 0, today), at + 1)
    if word in MONTHS and is_month(words, at):
        year = today.year + (MONTHS[word] < today.month)
        end = at + 1
        if words[end : end + 1] and len(words[end]) == 4 and words[end].isdecimal():
            year, end = int(words[end]), end + 1
        return date(year, MONTHS[word], 1), month_last(year, MONTHS[word]), end
    if word in _SEASONS:
        months = _SEASONS[word]
        year = today.year + (months[0] <= today.month)
        first = date(year, months[0], 1)
        last = months_on(first, 3)
        return (first, last - timedelta(1), at + 1) if last else None
    return None


def is_month(words: Words, at: int) -> bool:
    """Whether the name of a month stands for the whole of it: no day before or after it."""
    after = words[at + 1 : at + 2]
    before = words[at - 1 : at] if at else ()
    return not (after and day_at(words, at, date(2024, 1, 1)) and _is_number(after[0])) and (
        before != ("of",)
        or at < 2
        or words[at - 2] in ("end", "beginning", "start", "rest", "whole", "all")
    )


def _is_number(word: str) -> bool:
    return (word[0].isdigit() and len(word) != 4) or word == "the" or bool(_ordinal(word))


def _ordinal(word: str) -> bool:
    return word in ORDINALS or word in TENS or word in UNITS


def _period(unit: str, ahead: int, today: date) -> tuple[date, date]:
    """The first and last day of this week, month or year, or of the next."""
    if unit == "week":
        monday = today + timedelta(7 * ahead - today.weekday())
        return monday, monday + timedelta(6)
    if unit == "month":
        first = months_on(today.replace(day=1), ahead) or today
        return first, month_last(first.year, first.month)
    return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)


def weekdays_counted(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "three mondays": the last of them, and where its name begins, which stays in the words."""
    counted = whole_number(words, at)
    name = words[counted[1]].removesuffix("s") if counted and counted[1] < len(words) else ""
    if counted is None or name not in WEEKDAYS or not 0 < counted[0] < _MOST:
        return None
    return coming(today, WEEKDAYS[name]) + timedelta(7 * (counted[0] - 1)), counted[1]


def month_range(words: Words, at: int) -> tuple[frozenset[int], int] | None:
    """ "october to march", "between may and september": the months, and where they end."""
    link = _RANGES.at(words, at + 1) if at + 1 < len(words) else 0
    end = at + 1 + link
    end += _END_OF.at(words, end) if link else 0
    if not link or words[at] not in MONTHS or end >= len(words) or words[end] not in MONTHS:
        return None
    if words[at + 1 : end] == ("and",) and words[at - 1 : at] != ("between",):
        return None
    first, last = MONTHS[words[at]], MONTHS[words[end]]
    months = frozenset((first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1))
    return months, end + 1


def has_year(words: Words) -> bool:
    """Whether a year is among the words."""
    return any(len(word) == 4 and word.isdecimal() for word in words)


def days_of_one_month(
    words: Words, at: int, today: date, years: int
) -> tuple[list[date], int] | None:
    """ "twenty fourth and twenty fifth of december": those of so many years, and where they end."""
    numbers: list[int] = []
    while (place := ordinal(words, at)) is not None:
        numbers.append(place[0])
        at = place[1]
        at += words[at : at + 1] in (("and",), ("or",))
        at += words[at : at + 1] == ("the",)
    at += words[at : at + 1] == ("of",)
    if len(numbers) < 2 or at >= len(words) or words[at] not in MONTHS:
        return None
    first = [next_of(today, MONTHS[words[at]], number) for number in numbers]
    days = [months_on(day, 12 * n) for n in range(years) for day in first if day is not None]
    return [day for day in days if day is not None], at + 1


def weekday_and_date(words: Words, at: int, today: date) -> tuple[date | None, int] | None:
    """ "wednesday the ninth", and where it ends; no day where that is not a wednesday."""
    if words[at] not in WEEKDAYS or words[at + 1 : at + 2] != ("the",):
        return None
    named = day_at(words, at + 1, today)
    if named is None:
        return None
    return named[0] if named[0].weekday() == WEEKDAYS[words[at]] else None, named[1]


def length_at(words: Words, at: int) -> tuple[int, int, int] | None:
    """Days, or months, and where they end."""
    at += (words[at : at + 2] == ("the", "next") and 2) or 0
    counted = whole_number(words, at)
    if counted is None and words[at : at + 1] in (("a",), ("one",), ("another",)):
        counted = (1, at + 1)
    if counted is None and words[at : at + 1] == ("the",) and words[at + 1 : at + 2] in _ALL_OF_IT:
        counted = (1, at + 1)
    if counted is None and words[at - 1 : at] in (("next",), ("coming",), ("another",)):
        counted = (1, at)
    if counted is None:
        return None
    count, end = counted
    end += words[end : end + 1] in (("more",), ("straight",), *_ALL_OF_IT)
    unit = words[end] if end < len(words) else ""
    if not 0 < count < _MOST:
        return None
    if unit in _STEPS:
        return count * _STEPS[unit], 0, end + 1
    return (0, count * _MONTH_STEPS[unit], end + 1) if unit in _MONTH_STEPS else None


def is_weekday_range(words: Words, at: int) -> bool:
    """ "from monday to friday" are days of every week; with "next week" they are two dates."""
    if at >= len(words) or words[at] not in WEEKDAYS or not _RANGES.at(words, at + 1):
        return False
    end = at + 1 + _RANGES.at(words, at + 1)
    named = words[end : end + 1] and words[end] in WEEKDAYS
    return bool(named) and words[end + 1 : end + 3] not in (("next", "week"), ("this", "week"))


def hour_at_the_end(words: Words, at: int) -> int:
    """Where an hour ends that begins at `at`, as after "till"; 0 where none does."""
    spans = hour_spans(("at", *words[at : at + _HOUR]))
    return next((at - 1 + end for start, end in spans if start == 1), 0)


def between_dates(words: Words, at: int, today: date) -> tuple[date, date, int] | None:
    """ "christmas and new year", "the first and the tenth of december": the first and last day."""
    first = date_at(words, at, today)
    if first is None or words[first[1] : first[1] + 1] != ("and",) or words[at] in WEEKDAYS:
        return None
    last = date_at(words, first[1] + 1, first[0])
    if last is None:
        return None
    return first[0], last[0] - timedelta(1) if last[2] else last[0], last[1]

"""Names of days, often relative to today: "a week on friday", "the third of june", "in spring"."""

from __future__ import annotations

from datetime import date, timedelta

from intents.calendar import coming, days_on, month_last, months_on, next_of, placed, safe
from intents.languages.en.feasts import FEASTS, next_feast
from intents.languages.en.numbers import TABLES, TENS, UNITS, number, ordinal, whole_number
from intents.tables import Phrases, Words

WEEKDAYS, MONTHS, SEASONS = (
    TABLES.values("weekdays"),
    TABLES.values("months"),
    TABLES.values("seasons"),
)
Day = tuple[date, int]
"""A day, and where the words which named it end."""

_DAYS, _WEEKS = (TABLES.phrase_values(name) for name in ("days_from_today", "weeks_from_now"))
_GROUPS = TABLES.values("day_groups")
_DAY, _WEEK = Phrases(_DAYS), Phrases(_WEEKS)
_STEPS, _MONTH_STEPS = TABLES.values("steps_in_days"), TABLES.values("steps_in_months")
_BEFORE_SEASON, _BEFORE_MONTH = (TABLES.words("words", f"before_{x}") for x in ("season", "month"))
_WITHIN = (("in",), ("within",), ("inside",))
_WORKING = frozenset({"working", "business"})
_WEEKEND = 5
_MOST = 1000
"""Nobody counts so many days, weeks or months."""
_BEFORE_IT_IS_OVER, _ENDS = frozenset({"before", "by", "till", "until"}), ("end",)
_IS_OVER = frozenset({"out", "over", "up", "done", "finished", "ends", "through", *_ENDS})
_PERIODS = frozenset({"week", "month", "year"})
_FRIDAY = 4
_WHICH = frozenset({"next", "this", "last", "coming", "past", "the", "on", "following"})
_ALSO_WORDS = frozenset({"may", "march"})
"""Months which are other words too."""


def day_at(words: Words, at: int, today: date) -> Day | None:
    """The day which the words from `at` on name, and where they end."""
    for reading in (
        _period_over,
        _days_from_another,
        _placed,
        _working_days,
        _weeks_and_day,
        _relative,
        _feast,
        _weekday,
        _in_months,
        _month_part,
        _of_month,
        _season,
        _month,
        _year,
    ):
        found = reading(words, at, today)
        if found is not None:
            return found
    return None


def _period_over(words: Words, at: int, today: date) -> Day | None:
    """ "Before the year is out", "by the end of the week", "by year end", "before the weekend"."""
    before = words[at] in _BEFORE_IT_IS_OVER
    start = at + before
    start += words[start : start + 1] in (("the",), ("this",))
    if start >= len(words):
        return None
    unit, end = words[start], start + 1
    if unit == "weekend" and before and words[at] in ("before", "by"):
        return today + timedelta((_FRIDAY - today.weekday()) % 7), end
    end += words[end : end + 1] == ("is",)
    over = words[end : end + 1]
    if unit not in _PERIODS or not over or over[0] not in _IS_OVER:
        return None
    ends = over[0] in _ENDS
    if (ends and (unit == "week" or words[end - 1] == "is")) or not (ends or before):
        return None
    if unit == "week":
        return today + timedelta(6 - today.weekday()), end + 1
    last = date(today.year, 12, 31) if unit == "year" else month_last(today.year, today.month)
    return last, end + 1


def _days_from_another(words: Words, at: int, today: date) -> Day | None:
    """ "two days before christmas", "the monday after easter", "before christmas"."""
    if words[at : at + 2] == ("eve", "of"):
        other = day_at(words, at + 2, today) if at + 2 < len(words) else None
        return (other[0] - timedelta(1), other[1]) if other else None
    if words[at] == "before" and at == 0:
        other = day_at(words, at + 1, today) if at + 1 < len(words) else None
        return (other[0] - timedelta(1), other[1]) if other else None
    start = at + (words[at] == "on" and at + 1 < len(words))
    start += words[start] == "the"
    start += words[start : start + 1] == ("last",) and words[start + 2 : start + 3] == ("before",)
    if start + 2 >= len(words):
        return None
    weekday = WEEKDAYS.get(words[start])
    count, end = (1, start) if words[start] == "day" else _count(words, start)
    step = _STEPS.get(words[end], 0) if count is not None and end < len(words) else 0
    link = start + 1 if weekday is not None else end + 1
    side = words[link] if link < len(words) else ""
    if (weekday is None and not step) or side not in ("before", "after", "following"):
        return None
    if link + 1 >= len(words) or words[link + 1] in ("next", "yesterday"):
        return None
    if words[link + 1] == "tomorrow" and weekday is None and step == 1 and count == 1:
        return (today + timedelta(2), link + 2) if side == "after" else None
    other = day_at(words, link + 1, today)
    if other is None:
        return None
    day, end = other
    if weekday is not None:
        if side == "before":
            return day - timedelta((day.weekday() - weekday - 1) % 7 + 1), end
        return coming(day, weekday), end
    assert count is not None
    return _known(days_on(day, count * step * (-1 if side == "before" else 1)), end)


def _placed(words: Words, at: int, today: date) -> Day | None:
    """ "the first monday of january", "last friday of this month", "the last weekday of may"."""
    start = at + (words[at] == "on")
    start += words[start : start + 1] == ("the",)
    place = (-1, start + 1) if words[start : start + 1] == ("last",) else ordinal(words, start)
    if place is None or place[1] >= len(words):
        return None
    number, end = place
    word = words[end]
    weekdays = _GROUPS.get(word, [WEEKDAYS[word]] if word in WEEKDAYS else None)
    if words[end : end + 2] == ("working", "day"):
        weekdays, end = range(5), end + 1
    if weekdays is None or words[end + 1 : end + 2] not in (("of",), ("in",)):
        return None
    end += 2
    end += words[end : end + 1] == ("the",)
    which = words[end] if words[end : end + 1] in (("this",), ("next",)) else ""
    end += bool(which)
    word = words[end] if end < len(words) else ""
    if word == "month":
        firsts = [months_on(today.replace(day=1), n + (which == "next")) for n in range(3)]
        days = [placed(first.year, first.month, number, weekdays) for first in firsts if first]
        if which:
            return _known(days[0], end + 1)
    elif word in MONTHS:
        year, end = year_at(words, end + 1)
        end -= 1
        years = [year] if year else [today.year, today.year + 1]
        days = [placed(one, MONTHS[word], number, weekdays) for one in years]
        if year:
            return _known(days[0], end + 1)
    else:
        return None
    return _known(next((day for day in days if day and day >= today), None), end + 1)


def _anchor(words: Words, at: int, today: date) -> Day | None:
    """A day things are counted from: today, tomorrow, friday."""
    at += words[at : at + 1] in (("on",), ("from",), ("this",), ("coming",), ("after",))
    while words[at : at + 1] == ("this",):
        at += 1
    word = words[at] if at < len(words) else ""
    if word in ("today", "now"):
        return today, at + 1
    if word == "yesterday":
        return today - timedelta(1), at + 1
    if word == "tomorrow":
        return today + timedelta(1), at + 1
    return (coming(today, WEEKDAYS[word]), at + 1) if word in WEEKDAYS else None


def _known(found: date | None, end: int) -> Day | None:
    return None if found is None else (found, end)


def _weeks_and_day(words: Words, at: int, today: date) -> Day | None:
    """ "a week on friday", "two weeks from today", "three days from now", "friday week"."""
    if words[max(0, at - 1) : at] in (("once",), ("twice",), ("times",)):
        return None  # "Once a week, Sunday" is each Sunday.
    count, end = _count(words, at)
    if count is None:
        anchor = _anchor(words, at, today)
        if anchor is None or words[anchor[1] : anchor[1] + 1] not in (("week",), ("fortnight",)):
            return None
        return _known(days_on(anchor[0], _STEPS[words[anchor[1]]]), anchor[1] + 1)
    step = _STEPS.get(words[end], 0) if end < len(words) else 0
    if not step:
        return None
    end += 1
    end += words[end : end + 1] in (("time",), ("s",))
    if words[end : end + 1] == ("ago",):
        return _known(days_on(today, -count * step), end + 1)
    anchor = _anchor(words, end, today)
    if anchor is not None:
        return _known(days_on(anchor[0], count * step), anchor[1])
    hence = words[end : end + 1] in (("hence",), ("later",))
    if hence or words[max(0, at - 1) : at] in _WITHIN:
        return _known(days_on(today, count * step), end + words[end : end + 1].count("hence"))
    return None


def _working_days(words: Words, at: int, today: date) -> Day | None:
    """ "Three working days from tomorrow", "in five working days"."""
    count, end = _count(words, at)
    if count is None or words[end : end + 1] == () or words[end] not in _WORKING:
        return None
    if words[end + 1 : end + 2] not in (("day",), ("days",)):
        return None
    anchor = _anchor(words, end + 2, today)
    if anchor is None and words[max(0, at - 1) : at] not in _WITHIN:
        return None
    day, stop = anchor or (today, end + 2)
    while count:
        day += timedelta(1)
        count -= day.weekday() < _WEEKEND
    return day, stop


def _relative(words: Words, at: int, today: date) -> Day | None:
    size = _DAY.at(words, at)
    return (today + timedelta(_DAYS[words[at : at + size]]), at + size) if size else None


def _weekday(words: Words, at: int, today: date) -> Day | None:
    """ "friday", "next friday", "last monday", "friday after next", "monday next week"."""
    start = at
    week = _week_named(words, at)
    if week is not None:
        at = week[1] + (words[week[1] : week[1] + 1] == ("on",))
    which = ""
    while at < len(words) and words[at] in _WHICH:
        if words[at] not in ("the", "on"):
            which = words[at]
        at += 1
    word = words[at] if at < len(words) else ""
    if word not in WEEKDAYS:
        return None
    number = WEEKDAYS[word]
    end = at + 1
    monday = today - timedelta(today.weekday())
    if words[end : end + 2] == ("after", "next"):
        return monday + timedelta(14 + number), end + 2
    if words[end : end + 2] == ("but", "one"):
        return coming(today, number) + timedelta(7), end + 2
    if week is None:
        link = end + (words[end : end + 1] in (("of",), ("in",)))
        week = _week_named(words, link)
        end = week[1] if week is not None else end
    if week is not None:
        return monday + timedelta(7 * week[0] + number), max(end, week[1])
    if words[end : end + 1] == ("in",) and words[end + 1 : end + 2]:
        weeks, stop = _count(words, end + 1)  # "On Tuesday in one week".
        if weeks is not None and words[stop : stop + 1] in (("week",), ("weeks",)):
            return _known(days_on(coming(today, number), 7 * weeks), stop + 1)
    if which == "next":
        return monday + timedelta(7 + number), end
    if which in ("last", "past"):
        return today - timedelta((today.weekday() - number - 1) % 7 + 1), end
    if which == "this" and number == today.weekday():
        return today, end
    if start < at or words[at - 1 : at] != ("every",):
        return coming(today, number), end
    return None


def _week_named(words: Words, at: int) -> tuple[int, int] | None:
    size = _WEEK.at(words, at)
    return (_WEEKS[words[at : at + size]], at + size) if size else None


def _feast(words: Words, at: int, today: date) -> Day | None:
    size = FEASTS.at(words, at)
    return _known(next_feast(words[at : at + size], today), at + size) if size else None


def _in_months(words: Words, at: int, today: date) -> Day | None:
    """ "in a month", "a month from today", "two months ago", "in a year", "half a year"."""
    count, end = _count(words, at)
    if words[at : at + 3] == ("half", "a", "year"):
        months, end = 6, at + 3
    elif count is not None and end < len(words) and words[end] in _MONTH_STEPS:
        months, end = count * _MONTH_STEPS[words[end]], end + 1
    else:
        return None
    end += words[end : end + 1] == ("time",)
    if words[end : end + 1] == ("ago",):
        return _known(months_on(today, -months), end + 1)
    anchor = _anchor(words, end, today)
    if anchor is not None:
        return _known(months_on(anchor[0], months), anchor[1])
    if words[max(0, at - 1) : at] == ("in",) or (at == 0 and end == len(words)):
        return _known(months_on(today, months), end)
    return None


def _count(words: Words, at: int) -> tuple[int | None, int]:
    if words[at] in ("a", "one", "another") and at + 1 < len(words) and words[at + 1] != "couple":
        return 1, at + 1
    found = whole_number(words, at)
    return found if found is not None and 0 < found[0] < _MOST else (None, at)


_AFTER_A_PLACE = TABLES.words("words", "after_a_day_of_the_month")
_A_FEW_PLACES = 3
"""The first, second and third may be those of other things than days."""
_PARTS = Phrases(
    (
        ("end", "of"),
        ("last", "day"),
        ("middle", "of"),
        ("mid",),
        ("beginning", "of"),
        ("start", "of"),
    )
)


def _month_part(words: Words, at: int, today: date) -> Day | None:
    """ "the end of the month", "the last day of february", "the middle of january", "mid march"."""
    end = at + (words[at] == "the")
    size = _PARTS.at(words, end)
    if not size:
        return None
    part = words[end]
    end += size
    while words[end : end + 1] in (("of",), ("the",), ("this",)):
        end += 1
    ahead = words[end : end + 1] == ("next",)
    end += ahead
    word = words[end] if end < len(words) else ""
    if word == "week" and part in ("end", "last"):
        return today + timedelta(6 - today.weekday() + 7 * ahead), end + 1
    if word == "year":
        number = today.year + ahead
        first, last = date(number, 1, 1), date(number, 12, 31)
        middle = date(number, 7, 1)
    elif word == "month":
        first = months_on(today.replace(day=1), int(ahead)) or today
        last, middle = month_last(first.year, first.month), first.replace(day=15)
    elif word in MONTHS and not ahead:
        year, stop = year_at(words, end + 1)
        end = stop - 1
        number = year or today.year + (MONTHS[word] < today.month)
        first, last = date(number, MONTHS[word], 1), month_last(number, MONTHS[word])
        middle = first.replace(day=15)
        if not year and part in ("beginning", "start") and first < today:
            first = first.replace(year=number + 1)
    else:
        return None
    if part in ("end", "last"):
        return last, end + 1
    return (middle if part in ("middle", "mid") else first), end + 1


def _of_month(words: Words, at: int, today: date) -> Day | None:
    """ "june first", "the third of june", "june 3 2027", "the fifteenth"."""
    the = words[at] == "the"
    start = at + the
    if start >= len(words):
        return None
    month: int | None = None
    place = ordinal(words, start)
    if words[start] in MONTHS and not the:
        month = MONTHS[words[start]]
        start += 1 + (words[start + 1 : start + 2] == ("the",))
        found = ordinal(words, start) or _day_number(words, start)
        if found is None:
            return None
        number, end = found
    elif place is not None:
        number, end = place
        step = end + (words[end : end + 1] == ("of",))
        step += words[step : step + 1] == ("the",)
        after = words[step : step + 3]
        alone = at == 0 and end == len(words)
        thing = after[:1] in (("one",), ("time",), ("week",), ("day",), ("thing",))
        few = number <= _A_FEW_PLACES and after[:1] != () and words[start].isalpha()
        thing = thing or (few and after[0] not in _AFTER_A_PLACE)
        if after and after[0] in MONTHS:
            month, end = MONTHS[after[0]], step + 1
        elif after[:2] == ("next", "month") or after == ("of", "next", "month"):
            first = months_on(today.replace(day=1), 1)
            return _known(safe(first.year, first.month, number) if first else None, step + 2)
        elif after[:1] == ("month",) or after[:2] == ("this", "month"):
            end = step + 1 + (after[0] == "this")
        elif (not the and not alone) or thing or (after and after[0] in WEEKDAYS):
            return None
    else:
        found = _day_number(words, start)
        if found is None:
            return None
        step = found[1] + (words[found[1] : found[1] + 1] == ("of",))
        if step >= len(words) or words[step] not in MONTHS:
            return None
        number, month, end = found[0], MONTHS[words[step]], step + 1
    if not 1 <= number <= 31:
        return None
    if month is None:
        return _known(_next_day_number(today, number), end)
    year, end = year_at(words, end)
    return _known(safe(year, month, number) if year else next_of(today, month, number), end)


def _day_number(words: Words, at: int) -> tuple[int, int] | None:
    found = whole_number(words, at)
    return found if found is not None and 1 <= found[0] <= 31 else None


def year_at(words: Words, at: int) -> tuple[int | None, int]:
    """A year, "2028" or "twenty twenty eight", and where the words go on."""
    if at < len(words) and len(words[at]) == 4 and words[at].isdecimal():
        return int(words[at]), at + 1
    if words[at : at + 1] == ("twenty",) and at + 1 < len(words) and words[at + 1] in TENS:
        year = 2000 + TENS[words[at + 1]]
        end = at + 2
        if end < len(words) and 0 < UNITS.get(words[end], 0) < 10:
            return year + UNITS[words[end]], end + 1
        return year, end
    if words[at : at + 2] == ("two", "thousand"):
        found = number(words, at)
        if found is not None and 2000 <= found.value < 2100:
            return int(found.value), found.end
    return None, at


def _next_day_number(today: date, number: int) -> date | None:
    """The next day of a month with this number, today included."""
    for months in range(4):
        first = months_on(today.replace(day=1), months)
        found = safe(first.year, first.month, number) if first else None
        if found is not None and found >= today:
            return found
    return None


def _season(words: Words, at: int, today: date) -> Day | None:
    """ "next spring", "in the summer", "autumn": the day on which it begins."""
    month = SEASONS.get(words[at])
    if month is None:
        return None
    year, end = year_at(words, at + 1)
    led = at > 0 and words[at - 1] in _BEFORE_SEASON
    if not led and not year and len(words) > 1:
        return None
    return _known(safe(year, month, 1) if year else next_of(today, month, 1), end)


def _month(words: Words, at: int, today: date) -> Day | None:
    """ "in march", "june 2028": its first day."""
    month = MONTHS.get(words[at])
    if month is None:
        return None
    year, end = year_at(words, at + 1)
    led = at > 0 and words[at - 1] in _BEFORE_MONTH
    if not year and not led and not (len(words) == 1 and words[at] not in _ALSO_WORDS):
        return None
    return _known(safe(year, month, 1) if year else next_of(today, month, 1), end)


def _year(words: Words, at: int, today: date) -> Day | None:
    """ "in 2030": its first day."""
    year, end = year_at(words, at)
    if year is None or not (at == 0 or words[at - 1] in ("in", "by", "until")):
        return None
    return (date(year, 1, 1), end) if today.year < year < today.year + 100 else None

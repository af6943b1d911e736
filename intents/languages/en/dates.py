"""Days, often said relative to today: "a week on friday", "the day after tomorrow"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from intents.languages.en.calendar_days import coming, days_on, months_on, next_of, safe
from intents.languages.en.months import WEEKDAYS, month_end, of_month
from intents.languages.en.numbers import number_at, ordinal_at
from intents.languages.en.years import in_next_year, season, whole_month, whole_year, years_on

Words = tuple[str, ...]

_FEASTS = {
    ("christmas", "eve"): (12, 24), ("christmas", "day"): (12, 25), ("christmas",): (12, 25),
    ("boxing", "day"): (12, 26), ("new", "years", "eve"): (12, 31), ("new", "year", "eve"): (12,
    31),
    ("new", "years", "day"): (1, 1), ("new", "year", "day"): (1, 1), ("new", "years"): (1, 1),
    ("new", "year"): (1, 1), ("valentines", "day"): (2, 14), ("valentine", "day"): (2, 14),
    ("valentines",): (2, 14), ("halloween",): (10, 31), ("saint", "patricks", "day"): (3, 17),
    ("april", "fools", "day"): (4, 1), ("fourth", "of", "july"): (7, 4),
}  # fmt: skip
_STEPS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14}
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12, "decade": 120, "decades": 120}
_TIMES = frozenset(
    [
        "day",
        "week",
        "month",
        "year",
        "years",
        "weeks",
        "months",
        "days",
        "weekend",
        "season",
        "time",
    ]
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def day(text: str, words: Words, today: date) -> date | None:
    """The day meant; nothing where there is none, or more than one."""
    iso = _ISO.search(text)
    if iso:
        return safe(int(iso[1]), int(iso[2]), int(iso[3]))
    words = tuple(w for w in words if w not in ("of", "about", "around", "by") or w == "of")
    for at in range(len(words) - 1, 0, -1):
        if words[at] in ("no", "sorry", "actually"):
            corrected = day("", words[at + 1 :], today)
            if corrected is not None:
                return corrected
    far = in_next_year(words)
    if far is not None:
        rest, years = far
        return years_on(rest, years, day("", rest, today), today)
    found: set[date] = set()
    weekdays: set[int] = set()
    at = 0
    while at < len(words):
        one = _at(words, at, today)
        if one is None:
            place = ordinal_at(words, at)
            at = place.end if place else at + 1
            continue
        if words[max(0, at - 1) : at] in (("not",), ("before",), ("after",)):
            return None
        if words[at] in WEEKDAYS and one[1] == at + 1:
            weekdays.add(WEEKDAYS[words[at]])
        else:
            found.add(one[0])
        at = one[1]
    if not found and len(weekdays) == 1:
        return coming(today, weekdays.pop())
    # "Tuesday the first" names one day twice; "Tuesday or the first" does not.
    if len(found) == 1 and weekdays <= {d.weekday() for d in found}:
        return found.pop()
    return None


def speaks_of_time(words: Words) -> bool:
    """Whether it speaks of days, weeks or years at all: "next week" is no wish to skip."""
    return not _TIMES.isdisjoint(words)


def _at(words: Words, at: int, today: date) -> tuple[date, int] | None:
    for reading in (
        _weeks_and_day,
        _relative,
        _weekday,
        _feast,
        _in_a_month,
        month_end,
        of_month,
        season,
        whole_month,
        whole_year,
    ):
        found = reading(words, at, today)
        if found is not None:
            return found
    return None


def _anchor(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """A day things are counted from: today, tomorrow, friday."""
    at += words[at : at + 1] in (("on",), ("from",), ("this",), ("coming",), ("after",))
    word = words[at] if at < len(words) else ""
    if word in ("today", "now"):
        return today, at + 1
    if word == "tomorrow":
        return today + timedelta(1), at + 1
    if word in ("this",):
        return _anchor(words, at + 1, today)
    if word in WEEKDAYS:
        return coming(today, WEEKDAYS[word]), at + 1
    return None


def _weeks_and_day(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "a week on friday", "two weeks from today", "three days from now", "friday week"."""
    count, end = _count(words, at)
    if count is not None:
        step = _STEPS.get(words[end], 0) if end < len(words) else 0
        if not step:
            return None
        end += 1
        end += words[end : end + 1] in (("time",), ("s",))
        if words[end : end + 1] == ("ago",):
            return days_on(today, -count * step), end + 1
        if words[end : end + 3] in (("before", "last", "s"),):
            return None
        anchor = _anchor(words, end, today)
        if anchor is not None:
            return days_on(anchor[0], count * step), anchor[1]
        if words[max(0, at - 1) : at] in (("in",),) or words[end : end + 1] in (
            ("hence",),
            ("later",),
        ):
            return days_on(today, count * step), end + words[end : end + 1].count("hence")
        return None
    anchor = _anchor(words, at, today)
    if anchor is not None and words[anchor[1] : anchor[1] + 1] in (("week",), ("fortnight",)):
        return days_on(anchor[0], _STEPS[words[anchor[1]]]), anchor[1] + 1
    return None


def _relative(words: Words, at: int, today: date) -> tuple[date, int] | None:
    for phrase, days in (
        (("the", "day", "after", "tomorrow"), 2), (("day", "after", "tomorrow"), 2),
        (("the", "day", "after", "next"), 2), (("the", "next", "day"), 1), (("the", "day",
        "before", "yesterday"), -2),
        (("day", "before", "yesterday"), -2), (("overmorrow",), 2), (("tomorrow",), 1),
        (("today",), 0),
        (("tonight",), 0), (("this", "morning"), 0), (("this", "afternoon"), 0), (("this",
        "evening"), 0),
        (("yesterday",), -1), (("last", "night"), -1),
    ):  # fmt: skip
        if words[at : at + len(phrase)] == phrase:
            return today + timedelta(days), at + len(phrase)
    return None


def _weekday(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "friday", "next friday", "last monday", "friday after next", "monday next week"."""
    start = at
    week = _week_named(words, at)
    if week is not None:
        at = week[1] + (words[week[1] : week[1] + 1] == ("on",))
    which = ""
    while at < len(words) and words[at] in (
        "next",
        "this",
        "last",
        "coming",
        "past",
        "the",
        "on",
        "following",
    ):
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
    if week is None:
        link = end + (words[end : end + 1] in (("of",), ("in",)))
        week = _week_named(words, link)
        end = week[1] if week is not None else end
    if week is not None:
        return monday + timedelta(7 * week[0] + number), max(end, week[1])
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
    for phrase, weeks in (
        (("the", "week", "after", "next"), 2), (("week", "after", "next"), 2), (("next", "week"),
        1),
        (("this", "week"), 0), (("last", "week"), -1), (("the", "following", "week"), 1),
    ):  # fmt: skip
        if words[at : at + len(phrase)] == phrase:
            return weeks, at + len(phrase)
    return None


def _feast(words: Words, at: int, today: date) -> tuple[date, int] | None:
    for phrase, (month, number) in _FEASTS.items():
        if words[at : at + len(phrase)] == phrase:
            feast = next_of(today, month, number)
            return (feast, at + len(phrase)) if feast else None
    return None


def _in_a_month(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "in a month", "a month from today", "two months ago", "in a year", "half a year"."""
    if words[at : at + 3] == ("half", "a", "year"):
        words = (*words[:at], "six", "months", *words[at + 3 :])
    count, end = _count(words, at)
    unit = words[end] if end < len(words) else ""
    months_each = _MONTHS.get(unit)
    if count is None or months_each is None:
        return None
    months = count * months_each
    end += 1
    end += words[end : end + 1] == ("time",)
    if words[end : end + 1] == ("ago",):
        return months_on(today, -months), end + 1
    anchor = _anchor(words, end, today)
    if anchor is not None:
        return months_on(anchor[0], months), anchor[1]
    if words[max(0, at - 1) : at] == ("in",) or (at == 0 and end == len(words)):
        return months_on(today, months), end
    return None


def _count(words: Words, at: int) -> tuple[int | None, int]:
    if words[at] in ("a", "one", "another") and at + 1 < len(words) and words[at + 1] != "couple":
        return 1, at + 1
    number = number_at(words, at)
    if number is None or number.value != int(number.value) or not 0 < number.value < 1000:
        return None, at
    return int(number.value), number.end

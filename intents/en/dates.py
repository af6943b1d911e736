"""Days, often said relative to today: "a week on friday", "the day after tomorrow"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from intents.en.numbers import TENS, UNITS, number_at, ordinal_at

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
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def day(text: str, words: Words, today: date) -> date | None:
    """The day meant; nothing where there is none, or more than one."""
    iso = _ISO.search(text)
    if iso:
        return _safe(int(iso[1]), int(iso[2]), int(iso[3]))
    words = tuple(w for w in words if w not in ("of", "about", "around", "by") or w == "of")
    for at in range(len(words) - 1, 0, -1):
        if words[at] in ("no", "sorry", "actually"):
            corrected = day("", words[at + 1 :], today)
            if corrected is not None:
                return corrected
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
        return _coming(today, weekdays.pop())
    # "Tuesday the first" names one day twice; "Tuesday or the first" does not.
    if len(found) == 1 and weekdays <= {d.weekday() for d in found}:
        return found.pop()
    return None


def _at(words: Words, at: int, today: date) -> tuple[date, int] | None:
    for reading in (
        _weeks_and_day,
        _relative,
        _weekday,
        _feast,
        _in_a_month,
        _month_end,
        _of_month,
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
        return _coming(today, WEEKDAYS[word]), at + 1
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
            return _moved(today, -count * step), end + 1
        if words[end : end + 3] in (("before", "last", "s"),):
            return None
        anchor = _anchor(words, end, today)
        if anchor is not None:
            return _moved(anchor[0], count * step), anchor[1]
        if words[max(0, at - 1) : at] in (("in",),) or words[end : end + 1] in (
            ("hence",),
            ("later",),
        ):
            return _moved(today, count * step), end + words[end : end + 1].count("hence")
        return None
    anchor = _anchor(words, at, today)
    if anchor is not None and words[anchor[1] : anchor[1] + 1] in (("week",), ("fortnight",)):
        return _moved(anchor[0], _STEPS[words[anchor[1]]]), anchor[1] + 1
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
        return _coming(today, number), end
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
            feast = _next_of(today, month, number)
            return (feast, at + len(phrase)) if feast else None
    return None


def _in_a_month(words: Words, at: int, today: date) -> tuple[date, int] | None:
    """ "in a month", "a month from today", "two months ago", "in a year"."""
    count, end = _count(words, at)
    unit = words[end] if end < len(words) else ""
    if count is None or unit not in ("month", "months", "year", "years"):
        return None
    months = count * (12 if unit.startswith("year") else 1)
    end += 1
    end += words[end : end + 1] == ("time",)
    if words[end : end + 1] == ("ago",):
        return _months_on(today, -months), end + 1
    anchor = _anchor(words, end, today)
    if anchor is not None:
        return _months_on(anchor[0], months), anchor[1]
    if words[max(0, at - 1) : at] == ("in",):
        return _months_on(today, months), end
    return None


def _month_end(words: Words, at: int, today: date) -> tuple[date, int] | None:
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
        return _month_last(today.year, today.month), end + 1
    if word == "year":
        return date(today.year, 12, 31), end + 1
    if words[end : end + 2] == ("next", "month"):
        following = _months_on(today.replace(day=1), 1)
        return _month_last(following.year, following.month), end + 2
    if word in MONTHS:
        year = today.year + (MONTHS[word] < today.month)
        return _month_last(year, MONTHS[word]), end + 1
    return None


def _of_month(words: Words, at: int, today: date) -> tuple[date, int] | None:
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
            following = _months_on(today.replace(day=1), 1)
            found = _safe(following.year, following.month, number)
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
    year, end = _year_at(words, end)
    found = _safe(year, month, number) if year is not None else _next_of(today, month, number)
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


def _year_at(words: Words, at: int) -> tuple[int | None, int]:
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


def _count(words: Words, at: int) -> tuple[int | None, int]:
    if words[at] in ("a", "one", "another") and at + 1 < len(words) and words[at + 1] != "couple":
        return 1, at + 1
    number = number_at(words, at)
    if number is None or number.value != int(number.value) or not 0 < number.value < 1000:
        return None, at
    return int(number.value), number.end


def _coming(today: date, weekday: int) -> date:
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _moved(start: date, days: int) -> date:
    return start + timedelta(days)


def _months_on(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _month_last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _next_of(today: date, month: int, number: int) -> date | None:
    this = _safe(today.year, month, number)
    if this is not None and this >= today:
        return this
    return _safe(today.year + 1, month, number)


def _next_day_number(today: date, number: int, end: int) -> tuple[date, int] | None:
    for months in range(0, 4):
        first = _months_on(today.replace(day=1), months)
        found = _safe(first.year, first.month, number)
        if found is not None and found >= today:
            return found, end
    return None


def _safe(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None

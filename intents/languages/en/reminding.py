"""When somebody wants to be reminded: "every weekday at seven", "in an hour", "friday at two"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from intents.calendar import by_day
from intents.languages.en.dates import MONTHS, WEEKDAYS
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import (
    ORDINALS,
    SCALES,
    TABLES,
    TENS,
    UNITS,
    whole_number,
)
from intents.languages.en.one_day import day, in_its_month
from intents.languages.en.recurrences import is_recurring, recurrence
from intents.languages.en.reminder_conditions import exception_at, on_condition
from intents.languages.en.reminder_each import each_with_its_hour
from intents.languages.en.reminder_hours import says_more_of_hours, without_quarters
from intents.languages.en.reminder_own_hours import OwnHours, leaves_an_hour_open, own_hours
from intents.languages.en.reminder_spans import HourByHour, hour_by_hour, is_span
from intents.languages.en.rhythm_bounded import Bounds, bounded, each_day_within
from intents.languages.en.rhythm_bounds import bounds_of
from intents.languages.en.rhythm_days import EVERY, FREQUENCIES
from intents.languages.en.times import (
    delay,
    hour_spans,
    hours,
    part_of_day,
    with_its_hour,
)
from intents.recurrence_set import RecurrenceSet
from intents.rules import Rhythm
from intents.tables import Words

_EVEN_SO, _STARTERS, _BEFORE_A_DEED, _NO_DEED = (
    TABLES.words("reminding", key) for key in ("of_time", "starters", "before_a_deed", "no_deed")
)
_CORRECTS, _EXCEPT = (TABLES.phrases("bounds", key) for key in ("corrects", "except"))
_SAME_TIME, _BEFORE_IT, _SOMETIME = (
    TABLES.phrases("reminding", key) for key in ("the_same_time", "before_it", "some_day_of")
)
_PARTS = TABLES.phrases_of("parts_of_day")
_TIME_TABLES = (
    "weekdays", "weekdays_in_rhythms", "months", "seasons", "days_from_today", "weeks_from_now",
    "years_from_now", "steps_in_days", "steps_in_months", "seconds", "frequencies", "day_groups",
    "times",
)  # fmt: skip
TIME_WORDS = frozenset(
    {word for name in _TIME_TABLES for key in TABLES.values(name) for word in key.split()}
    | {key for key in TABLES.values("parts_of_day") if " " not in key}
    | {f"{name}s" for name in WEEKDAYS}
    | {*UNITS, *TENS, *SCALES, *ORDINALS, *MONTHS}
    | _EVEN_SO
)
_DAY_WORDS = frozenset(
    {word for key in TABLES.values("days_from_today") for word in key.split()}
    | {*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), *TABLES.values("day_groups")}
    | {"days", "weeks", "months", "week", "month", "weekly", "monthly", "daily", "first", "last"}
) - {"in", "the", "this", "at", "of", "night", "morning", "evening", "afternoon"}
_OF_AN_HOUR = frozenset({"half", "quarter"})
_BROUGHT_BACK, _EACH = TABLES.phrases("bounds", "brought_back"), frozenset({"every", "each"})
_FROM, _ONWARDS = TABLES.words("wishing", "begins_from"), TABLES.words("bounds", "onwards")
_RANGES = TABLES.phrases("bounds", "ranges")
_SWALLOWS = frozenset(
    phrase[0]
    for key in ("condition", "except", "ending", "during", "relative", "corrects")
    for phrase in TABLES.phrases("bounds", key).all
) - {"to", "and", "before", "after", "on", "at"} | {"next"}
"""With these begin clauses in which any words may stand."""
_OF_TIMES = TIME_WORDS | frozenset(
    {
        word
        for name in ("feasts", "feasts_from_easter", "feasts_on_a_weekday", "parts_of_day", "fasts")
        for key in TABLES.values(name)
        for word in key.split()
    }
    | {
        word
        for key, lines in TABLES.values("bounds").items()
        for line in lines
        for word in line.split()
    }
)
"""Words which stand in times, and in nothing else as well."""
_UNTIL = TABLES.words("words", "until")
REMEMBERED = 256
"""So many times are not read anew: one is looked at more than once in a sentence."""
_A_PAIR = 2
_CORRECTIONS = 2
_FEWEST = 2
"""Words before a deed, at the fewest."""
_LONGEST = 24
"""No time is said in more words."""


@dataclass(frozen=True, slots=True)
class When:
    """When: the hours, the seconds from now, the rhythm or the one day, and a condition.

    `also` are other days that have hours of their own. Where it comes `every` so many minutes and
    the span of that is open, `clocks` is its beginning or nothing, and `last` its end.
    """

    clocks: tuple[tuple[tuple[int, int], bool], ...] = ()
    waiting: float | None = None
    rhythm: Rhythm | None = None
    on: date | None = None
    condition: Words = ()
    unclear: bool = False
    within: bool = False
    also: tuple[When, ...] = ()
    every: int = 0
    last: tuple[int, int] | None = None


@lru_cache(maxsize=REMEMBERED)
def when_of(words: Words, now: datetime) -> When:
    """What the words say of when. The last correction counts, for what it says."""
    if (own := own_hours(words)) is not None:
        return _with_own_hours(*own, now)
    if leaves_an_hour_open(words):
        return When(unclear=True)
    if (each := _each_with_its_hour(words, now)) is not None:
        return each
    if (corrected := _correction(words)) is not None:
        first, last = corrected
        if all_days := _with_days_brought_back(first, last, now):
            surely = _BROUGHT_BACK.has(last)  # Else the days may be the only ones.
            clocks_said = when_of(first, now).clocks
            return replace(when_of(all_days, now), clocks=clocks_said, unclear=not surely)
        return _merged(when_of(first, now), when_of(last, now))
    stepped, today = hour_by_hour(words), now.date()
    if stepped.every:
        return _stepped(stepped, now)
    clocks = tuple(hours(words))
    whole, words = words, without_quarters(words)
    if len(clocks) > 1 and ("or" in whole or says_more_of_hours(whole)):
        clocks = ()  # One of them is meant, or there is another.
    before = _BEFORE_IT.find(whole)
    if before is not None and whole[before[1] : before[1] + 1] in ((), ("at",)):
        return When(unclear=True)  # "The evening before at six".
    bounds = bounds_of(words, today)
    lasts = bounds is not None and bounds.length != (0, 0)
    several = len({WEEKDAYS[word] for word in words if word in WEEKDAYS}) > _A_PAIR
    recurs = lasts or several or is_recurring(words) or _is_of_each_month(words)
    recurs = recurs or _is_range_of_days(words)
    found = recurrence(words, today) if recurs else None
    if found is None and not recurs and bounds is not None and bounds.start and _goes_on(words):
        found = each_day_within(bounds, today)
    if found is None and bounds is not None and bounds.until and not _UNTIL.isdisjoint(words):
        found = each_day_within(bounds, today)
    on = None if found is not None else day(" ".join(words), words, today)
    within = on is not None and _SOMETIME.has(words)
    on = None if within else on
    if found is None and on is None and bounds is not None and not within:
        found = each_day_within(bounds, today)
        # "Next month" alone is one day of it; "for two weeks" and "until June" are each day.
        within = found is not None and bool(bounds.start) and not recurs
        found = None if within else found
    if on is not None and not _EACH.isdisjoint(words):
        return When(clocks, unclear=True)  # "Every night, Saturday".
    condition = tuple(" ".join(bounds.as_said).split()) if bounds else ()
    if found is None and on is None and exception_at(condition, 0):
        found = on_condition(
            ("FREQ=DAILY", None), condition
        )  # "At ten, except when i am on lates".
    waiting = delay(whole)
    unread = found is None and on is None and waiting is None
    unclear = unread and not within and names_a_day(words)
    return When(clocks, waiting, found, on, condition, unclear, within)


def _stepped(stepped: HourByHour, now: datetime) -> When:
    """When it comes every so many minutes; from now on where nothing says another day."""
    days = when_of(stepped.left, now) if stepped.left else When()
    if days.clocks or days.waiting is not None:
        return replace(days, clocks=(), waiting=None, unclear=True)
    today = days.rhythm is None and days.on in (None, now.date()) and not days.unclear
    if today and (stepped.now or (stepped.last is not None and stepped.first is None)):
        stepped, days = stepped.from_now(now), replace(days, on=now.date())
    clocks = stepped.clocks
    if clocks:
        return replace(days, clocks=clocks)
    begin = ((stepped.first, True),) if stepped.first is not None else ()
    return replace(days, clocks=begin, every=stepped.every, last=stepped.last)


def _each_with_its_hour(words: Words, now: datetime) -> When | None:
    """Several days of which each has its own hour, within the bounds of all; nothing for others."""
    if len(hour_spans(words)) < _FEWEST:
        return None
    bounds = bounds_of(words, now.date())
    parts = each_with_its_hour(bounds.left) if bounds is not None else ()
    if bounds is None or not parts:
        return None
    found = [_within(when_of(part, now), bounds, now.date()) for part in parts]
    mixed = any(one.on for one in found) and any(one.rhythm for one in found)
    if mixed and any(
        one.on and not WEEKDAYS.keys().isdisjoint(part)
        for one, part in zip(found, parts, strict=True)
    ):
        return When(unclear=True)  # "On Tuesday at six and Saturdays at ten".
    if any(one.unclear or not one.clocks or one.waiting is not None for one in found):
        return When(unclear=True)
    return replace(found[0], also=tuple(found[1:]))


def _with_own_hours(words: Words, own: tuple[OwnHours, ...], now: datetime) -> When:
    """When it is, but for the days with hours of their own, which are told besides."""
    whole = when_of(words, now)
    rule, times = whole.rhythm or ("FREQ=DAILY", None)
    rhythm = RecurrenceSet.parse(rule)
    by_week = rhythm.unit == "WEEKLY" or (rhythm.unit == "DAILY" and rhythm.interval == 1)
    placed = any(sign in rhythm.parts.get("BYDAY", "") for sign in "-12345")
    known = by_week and not placed and not times and not whole.also and whole.clocks
    if not known or whole.on or whole.unclear or whole.waiting is not None:
        return When(unclear=True)
    gone = frozenset[int]().union(*(one.days for one in own))
    first = bounded((rule, None), Bounds(no_weekdays=gone), now.date())
    hours_of = [tuple(hours(one.words)) for one in own]
    if first is None or not all(hours_of):
        return When(unclear=True)
    also = tuple(
        When(clocks, rhythm=(_on_days(rhythm, one.days), None))
        for one, clocks in zip(own, hours_of, strict=True)
    )
    return replace(whole, rhythm=first, also=also)


def _on_days(rhythm: RecurrenceSet, days: frozenset[int]) -> str:
    """A rhythm on these days of its weeks."""
    return rhythm.with_parts(FREQ="WEEKLY", BYDAY=by_day(sorted(days))).text()


def _within(when: When, bounds: Bounds, today: date) -> When:
    """When it is within bounds; not clear where no day is left, or none was said."""
    condition = tuple(" ".join(bounds.as_said).split())
    if when.rhythm is not None and (found := bounded(when.rhythm, bounds, today)) is not None:
        return replace(when, rhythm=found, condition=condition)
    return replace(when, unclear=when.on is None or bounds.any)


def _with_days_brought_back(before: Words, after: Words, now: datetime) -> Words:
    """What is left of the words before a correction that takes back what they leave out.

    "Every night bar Saturday, no wait, Saturday too".
    """
    bounds = bounds_of(before, now.date())
    named = {
        WEEKDAYS[word.removesuffix("s")] for word in after if word.removesuffix("s") in WEEKDAYS
    }
    again = bounds is not None and bool(named) and bounds.no_weekdays == named
    return bounds.left if bounds is not None and again else ()


def _merged(first: When, second: When) -> When:
    if second.waiting is not None:
        return second
    dated = bool(second.rhythm or second.on or second.unclear or second.within)
    days = second if dated else first
    return replace(
        days, clocks=second.clocks or first.clocks, waiting=None if dated else first.waiting
    )


def _correction(words: Words) -> tuple[Words, Words] | None:
    """What was said before the last correction, and the correction; nothing where there is none.

    The part of the day stays, where no other was said.
    """
    for start, end in _CORRECTS.last(words, _CORRECTIONS):
        while size := next(_CORRECTS.ends(words[:start]), 0):
            start -= size  # "No, sorry".
        if not start or end >= len(words):
            continue
        said = with_its_hour(words[:start], in_its_month(words[:start], words[end:]))
        unit = words[start - 1 : start]
        if delay(words[:start]) is not None and number_alone(said):
            return words[:start], ("in", *said, *unit)
        if said[0] in UNITS or said[0] in TENS or said[0] in _OF_AN_HOUR or said[0].isdigit():
            said = ("at", *said)
        found = hours(said)
        if found and not all(known for _, known in found):
            said = (*said, *part_of_day(words[:start]))
        return words[:start], said
    return None


def number_alone(words: Words) -> bool:
    """Whether there is a whole number and nothing else."""
    found = whole_number(words, 0)
    return found is not None and found[1] == len(words)


def _is_range_of_days(words: Words) -> bool:
    """Whether there is a range of weekdays: "Monday to Friday"."""
    return any(
        words[at - 1] in WEEKDAYS and words[at + 1] in WEEKDAYS and _RANGES.at(words, at) == 1
        for at in range(1, len(words) - 1)
    )


def _goes_on(words: Words) -> bool:
    """Whether each day from one on is meant: "from Monday on"."""
    begun = next((at for at, word in enumerate(words) if word in _FROM), len(words))
    return not _ONWARDS.isdisjoint(words[begun + _FEWEST :])


def _is_of_each_month(words: Words) -> bool:
    """ "the last sunday of the month"; with "this month" it is one day."""
    return any(
        words[at : at + 3] in (("of", "the", "month"), ("in", "the", "month"))
        and (words[at - 1] in _DAY_WORDS or words[at - 1] in ORDINALS)
        for at in range(1, len(words))
    )


def names_a_day(words: Words) -> bool:
    """Whether days are spoken of: those of a week, months, and what comes again and again."""
    return not (_DAY_WORDS | EVERY).isdisjoint(words) or FEASTS.has(words)


def begins_when(content: Words) -> bool:
    """Whether what is to be done begins with when, and nothing of it was read."""
    begun = content[1:] if content[:1] == ("the",) else content
    beside = begun[:1] != () and begun[0] in FREQUENCIES and begun[1:2] in (("before",), ("after",))
    return beside or (content[:1] != () and content[0] in _STARTERS & _BEFORE_A_DEED)


def with_hours_said_again(words: Words) -> Words:
    """The words with the hour which "the same time" stands for."""
    again = _SAME_TIME.find(words)
    spans = hour_spans(words[: again[0]]) if again else []
    if again is None or not spans:
        return words
    start, end = spans[-1]
    return (*words[: again[0]], "at", *words[start:end], *words[again[1] :])


def apart(rest: Words) -> tuple[Words, Words] | None:
    """The deed, and what is said of when before it, which is no time: "when i get home to eat"."""
    if not rest or rest[0] not in _BEFORE_A_DEED:
        return None
    for at in range(_FEWEST, min(len(rest) - 1, _LONGEST)):
        if rest[at] == "to" and rest[at + 1] not in _NO_DEED:
            before, deed = rest[:at], rest[at + 1 :]
            timed = bool(hours(before)) or names_a_day(before)
            return (deed, before) if timed else ((*deed, *before), ())
    return None


@lru_cache(maxsize=REMEMBERED)
def is_time(words: Words, now: datetime, *, conditions: bool = True) -> bool:
    """Whether the words say when, and nothing else; corrections may be among them.

    `conditions`: "when i get home" may be among them too.
    """
    if not _may_be_time(words):
        return False
    if (corrected := _correction(words)) is not None:
        return is_time(corrected[0], now) and is_time(corrected[1], now)
    if is_span(words):
        return True
    if (own := own_hours(words)) is not None:
        return is_time(own[0], now, conditions=conditions)
    stepped = hour_by_hour(words)
    if stepped.every:
        return not stepped.left or is_time(stepped.left, now, conditions=conditions)
    today = now.date()
    bounds = bounds_of(words, today) if len(words) <= _LONGEST else None
    if bounds is not None and bounds.as_said and not conditions:
        return False
    if bounds is None or not all(map(_is_of_time, _without_names(bounds.left))):
        return False
    return bool(
        bounds.any
        or hours(words)
        or delay(words) is not None
        or recurrence(words, today) is not None
        or day(" ".join(words), words, today) is not None
    )


def _may_be_time(words: Words) -> bool:
    """Whether there is no word which can only belong to something else; quick."""
    for word in words:
        if word in _SWALLOWS:  # A clause goes on with any words: "until i am done".
            return True
        if word not in _OF_TIMES and not word[0].isdigit():
            return False
    return True


def _is_of_time(word: str) -> bool:
    return word in TIME_WORDS or word[0].isdigit()


def _without_names(words: Words) -> Words:
    """The words without feasts and parts of the day, "before bed"."""
    for names in (FEASTS, _PARTS):
        while (found := names.find(words)) is not None:
            words = words[: found[0]] + words[found[1] :]
    return words

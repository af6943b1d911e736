"""Days with an hour of their own: "at half seven, at the weekend nine", "except Sundays, then ten".

What is left of the words says when on the other days.
"""

from __future__ import annotations

from dataclasses import dataclass

from intents.languages.en.dates import WEEKDAYS
from intents.languages.en.numbers import TABLES
from intents.languages.en.rhythm_days import EVERY
from intents.languages.en.rhythm_left_out import weekdays_at
from intents.languages.en.times import clock_at, hour_spans, part_of_day
from intents.tables import Words

_EXCEPT, _AND, _THEN_AT = (
    TABLES.phrases("each_its_hour", key) for key in ("except", "and_also", "then_at")
)
_LEADS = TABLES.words("each_its_hour", "before_own_days")
_DAYS = {*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), *TABLES.values("day_groups"), "daily"}
_ONLY = TABLES.phrases("each_its_hour", "only_then")
_PARTS = TABLES.phrases_of("parts_of_day")


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The weekdays which have an hour of their own, and the words which say it."""

    days: frozenset[int]
    words: Words


def own_hours(words: Words) -> tuple[Words, tuple[OwnHours, ...]] | None:
    """The words without the days that have hours of their own, and those; nothing for none."""
    spans = hour_spans(words)
    for at in range(spans[0][1] if spans else len(words), len(words)):
        if any(start < at < end for start, end in spans):
            continue  # "At ten to eight on weekdays".
        found = _exceptions(words, at)
        if found:
            own, end = found
            return (*words[:at], *words[end:]), own
    return None


def leaves_an_hour_open(words: Words) -> bool:
    """Whether days have hours of their own that were not read: "except fridays, then only …"."""
    for at in range(1, len(words)):
        for size in _EXCEPT.sizes(words, at):
            days = weekdays_at(words, _after_leads(words, at + size)) or _until_when(
                words, at + size
            )
            then = _THEN_AT.at(words, days[1]) if days is not None else 0
            rest = words[days[1] + then :] if days is not None else ()
            if then and (_ONLY.at(rest, 0) or _PARTS.at(rest, 0)):
                return True
    return False


def _exceptions(words: Words, at: int) -> tuple[tuple[OwnHours, ...], int] | None:
    """The exceptions which begin at `at`, one after another, and where they end."""
    before, found = words[:at], list[OwnHours]()
    while at < len(words):
        # "And on Saturdays at nine" is an exception of what names no days; else it is one more day.
        more = bool(found) or (_DAYS | EVERY).isdisjoint(before)
        sizes = [*_EXCEPT.sizes(words, at), *((*_AND.sizes(words, at), 0) if more else ())]
        one = next(filter(None, (_one(words, at + size, before) for size in sizes)), None)
        if one is None:
            break
        found.append(one[0])
        at = one[1]
    return (tuple(found), at) if found else None


def _one(words: Words, at: int, before: Words) -> tuple[OwnHours, int] | None:
    """Days and their hour, in either order."""
    return _days_first(words, at, before) or _hour_first(words, at, before)


def _days_first(words: Words, at: int, before: Words) -> tuple[OwnHours, int] | None:
    days = weekdays_at(words, _after_leads(words, at))
    end = days[1] if days is not None else len(words)
    if days is None:
        narrowed = _until_when(words, at)
        if narrowed is None:
            return None
        days, end = narrowed, narrowed[1]
    end += _THEN_AT.at(words, end)
    clock = clock_at(words, end) if end < len(words) else None
    return _made(words, days[0], clock[0], clock[1], before) if clock is not None else None


def _until_when(words: Words, at: int) -> tuple[frozenset[int], int] | None:
    """The days up to a "when": "except on Fridays when it's half nine"."""
    told = words.index("when", at) if "when" in words[at:] else 0
    begun = _after_leads(words, at)
    days = weekdays_at(words[:told], begun) if begun < told else None
    return days if days is not None and days[1] == told else None


def _hour_first(words: Words, at: int, before: Words) -> tuple[OwnHours, int] | None:
    begun = at + (words[at : at + 1] == ("at",))
    clock = clock_at(words, begun) if begun < len(words) else None
    if clock is None:
        return None
    after = clock[1] + _PARTS.at(words, clock[1])
    led = _after_leads(words, after)
    days = weekdays_at(words, led) if after < led < len(words) else None
    if days is None:
        return None
    made = _made(words, days[0], clock[0], after, before)
    return made[0], days[1]


def _after_leads(words: Words, at: int) -> int:
    while at < len(words) and words[at] in _LEADS:
        at += 1
    return at


def _made(
    words: Words, days: frozenset[int], begun: int, end: int, before: Words
) -> tuple[OwnHours, int]:
    """The days and their hour, which is in the part of the day of what was said before."""
    end = max(end, end + _PARTS.at(words, end))
    said = ("at", *words[begun:end])
    if not part_of_day(said):
        said = (*said, *part_of_day(before))
    return OwnHours(days, said), end

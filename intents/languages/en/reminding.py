"""What somebody wants to be reminded of, and when: "remind me in an hour to call the clinic"."""

from __future__ import annotations

from datetime import date, datetime

from intents.languages.en.dates import MONTHS, WEEKDAYS, day
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import ORDINALS, SCALES, TABLES, TENS, UNITS
from intents.languages.en.recurrences import is_recurring, recurrence
from intents.languages.en.rhythm_bounds import bounds_of
from intents.languages.en.times import after, delay, hours
from intents.rules import Reminding
from intents.tables import Words

_LEADS, _MARKERS, _REASONS = (
    TABLES.phrases("reminding", key) for key in ("leads", "markers", "reasons")
)
_STARTERS, _EVEN_SO, _NO_CONTENT = (
    TABLES.words("reminding", key) for key in ("starters", "of_time", "no_content")
)
_SMALL_TALK = TABLES.phrases("reminding", "small_talk")
_TIME_TABLES = (
    "weekdays", "weekdays_in_rhythms", "months", "seasons", "days_from_today", "weeks_from_now",
    "years_from_now", "steps_in_days", "steps_in_months", "seconds", "frequencies", "day_groups",
    "times", "parts_of_day",
)  # fmt: skip
_TIME_WORDS = frozenset(
    {word for name in _TIME_TABLES for key in TABLES.values(name) for word in key.split()}
    | {f"{name}s" for name in WEEKDAYS}
    | {*UNITS, *TENS, *SCALES, *ORDINALS, *MONTHS}
    | _EVEN_SO
)
_A_DAY = 24 * 3600
_LONGEST = 24
"""No time is said in more words."""


def reminder(words: Words, now: datetime) -> Reminding | None:
    """What is meant, where it begins as people ask to be reminded; nothing otherwise."""
    lead = _LEADS.find(words)
    if lead is None:
        return None
    content, when = _split(_without_small_talk(words[lead[1] :]), now)
    if lead[0] and _is_time(words[: lead[0]], now):
        when = (*words[: lead[0]], *when)
    clocks = hours(when)
    waiting = delay(when)
    today = now.date()
    bounds = bounds_of(when, today)
    lasts = bounds is not None and bounds.length != (0, 0)
    found = recurrence(when, today) if lasts or is_recurring(when) else None
    if waiting is not None and waiting < _A_DAY:
        then = after(now, waiting)
        return Reminding(content, ((then.hour, then.minute),), None, then.date(), False)
    on = None if found is not None else day(" ".join(when), when, today)
    if found is None and (said := _condition(when, today)):
        content = (*content, *said)
    half = any(not known for _, known in clocks)
    return Reminding(content, tuple(clock for clock, _ in clocks), found, on, half)


def _split(rest: Words, now: datetime) -> tuple[Words, Words]:
    """The words to be reminded by, and those which say when."""
    head: Words = ()
    for at in range(min(len(rest) - 1, _LONGEST), 0, -1):
        size = _MARKERS.at(rest, at)
        if size and _is_time(_after_marker(rest[:at]), now):
            head, rest = rest[:at], rest[at + size :]
            break
    else:
        if _is_time(_after_marker(rest), now):
            return (), rest
        rest = _after_marker(rest)
    for at in range(max(1, len(rest) - _LONGEST), len(rest)):
        if _begins_time(rest, at) and _is_time(rest[at:], now):
            return _content(rest[:at]), (*head, *rest[at:])
    return _content(rest), head


def _after_marker(words: Words) -> Words:
    return words[_MARKERS.at(words, 0) :] if words else words


def _begins_time(words: Words, at: int) -> bool:
    if words[at] in ("half", "quarter"):
        return words[at + 1 : at + 2] in (("past",), ("to",))
    return words[at] in _STARTERS or f"{words[at]}".rstrip("s") in WEEKDAYS


def _content(words: Words) -> Words:
    while words and words[-1] in _NO_CONTENT:
        words = words[:-1]
    return words


def _without_small_talk(words: Words) -> Words:
    reason = _REASONS.find(words)
    if reason is not None and reason[0] > 1:
        words = words[: reason[0]]
    if words[:1] == ("later",) and len(words) > 1:
        words = words[1:]  # When, is asked.
    for size in _SMALL_TALK.ends(words):
        return words[:-size]
    return words


def _is_time(words: Words, now: datetime) -> bool:
    """Whether the words say when, and nothing else."""
    today = now.date()
    bounds = bounds_of(words, today) if len(words) <= _LONGEST else None
    if bounds is None or not all(map(_is_of_time, _without_feasts(bounds.left))):
        return False
    return bool(
        bounds.any
        or hours(words)
        or delay(words) is not None
        or recurrence(words, today) is not None
        or day(" ".join(words), words, today) is not None
    )


def _is_of_time(word: str) -> bool:
    return word in _TIME_WORDS or word[0].isdigit()


def _without_feasts(words: Words) -> Words:
    found = FEASTS.find(words)
    return words if found is None else words[: found[0]] + words[found[1] :]


def _condition(words: Words, today: date) -> Words:
    """A condition beside a single day: "tomorrow at nine unless it rains"."""
    bounds = bounds_of(words, today)
    return tuple(" ".join(bounds.as_said).split()) if bounds else ()

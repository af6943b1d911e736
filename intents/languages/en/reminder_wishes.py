"""Wishes to be reminded that are plain by themselves, and those reckoned from a day told before.

"At four tell me to fetch the washing in", "blue bin out every other Thursday at eight, remind me".
"Granny's birthday is on the ninth of January, remind me the evening before at six".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from intents.languages.en import reminding
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import TABLES
from intents.languages.en.reminding import is_time, names_a_day, plainly_told, told_before, when_of
from intents.languages.en.times import hours
from intents.rules import Reminding
from intents.tables import Phrases, Words

_LEADS, _PLAIN_LEADS, _SMALL_TALK, _REASONS = (
    TABLES.phrases("reminding", key) for key in ("leads", "plain_leads", "small_talk", "reasons")
)
_NO_LEAD_AFTER, _STARTERS = (
    TABLES.words("reminding", key) for key in ("no_lead_after", "starters")
)
_DAYS, _MINUTES = (TABLES.phrase_values(f"counts_back_{unit}") for unit in ("days", "minutes"))
_COUNTS_BACK = Phrases((*_DAYS, *_MINUTES))
_PART_NAMED = {"evening": "evening", "night": "evening", "morning": "morning"}
_MINUTES_IN_A_DAY = 24 * 60


def reminder(words: Words, now: datetime) -> Reminding | None:
    """What somebody wants to be reminded of, and when; nothing where they ask for no such thing."""
    return _counted_back(words, now) or reminding.reminder(words, now)


def plainly_asked(words: Words, now: datetime) -> bool:
    """Whether the words are a wish to be reminded and nothing else, with what and when in it.

    The time stands before the wish ("in five minutes tell me to …"), right after it ("remind me
    Christmas Eve at three to …"), or with what is to be done before it.
    """
    lead = _PLAIN_LEADS.find(words)
    if lead is None:
        return False
    before, after = plainly_told(words[: lead[0]]), words[lead[1] :]
    if before and before[-1] in _NO_LEAD_AFTER:
        return False
    read = reminder(words, now)
    if read is None or not read.words or read.unclear:
        return False
    if _counted_back(words, now) is not None:
        return True
    if not before:
        begins = bool(after) and (after[0] in _STARTERS or FEASTS.at(after, 0) > 0)
        return begins and bool(read.hours)
    if is_time(before, now):
        return bool(after) and bool(read.hours or read.day or read.rhythm)
    ends = not after or _SMALL_TALK.at(after, 0) == len(after) or _REASONS.at(after, 0) > 0
    return ends and bool(read.hours) and bool(told_before(before, now)[1])


def _counted_back(words: Words, now: datetime) -> Reminding | None:
    """A reminder so long before what is told before it: "the evening before at six"."""
    for start in range(1, len(words)):
        size = _PLAIN_LEADS.at(words, start)
        back = _COUNTS_BACK.at(words, start + size) if size else 0
        if back:
            before, counted = words[:start], words[start + size : start + size + back]
            return _before_what_was_told(before, counted, words[start + size + back :], now)
    return None


def _before_what_was_told(
    before: Words, counted: Words, rest: Words, now: datetime
) -> Reminding | None:
    before = plainly_told(before)
    before = before[_LEADS.at(before, 0) :] if before else before
    content, earlier = told_before(before, now) if before else ((), ())
    told = when_of(earlier, now) if content and earlier else None
    if told is None or told.on is None or told.rhythm is not None:
        return None
    rest = rest[1:] if rest[:1] in (("it",), ("then",), ("that",)) else rest
    if counted in _DAYS:
        on = told.on - timedelta(_DAYS[counted])
        part = next((_PART_NAMED[word] for word in counted if word in _PART_NAMED), "")
        said = (*rest, "in", "the", part) if part and rest else rest
        found = hours(said)
        if on < now.date() or (rest and (not found or names_a_day(rest))):
            return None
        half = any(not known for _, known in found)
        return Reminding(content, tuple(clock for clock, _ in found), None, on, half)
    if rest or len(told.clocks) != 1:
        return None
    (hour, minute), known = told.clocks[0]
    begun = hour * 60 + minute - _MINUTES[counted]
    if not 0 <= begun < _MINUTES_IN_A_DAY:
        return None
    return Reminding(content, (divmod(begun, 60),), None, told.on, not known)

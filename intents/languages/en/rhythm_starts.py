"""From when a rhythm is: "starting next month", "the next one's this week", "not before May"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from intents.languages.en.numbers import TABLES
from intents.languages.en.rhythm_bounded import Bounds
from intents.languages.en.rhythm_spans import date_at, is_weekday_range, month_range
from intents.tables import Words

_STARTING, _AFTER_START, _NOT_BEFORE, _NOT_BEGUN, _FIRST_ONE, _NOT_THIS_BUT = (
    TABLES.phrases("bounds", key)
    for key in (
        "starting", "ending_after_a_start", "not_before", "not_begun", "first_one", "not_this_but",
    )
)  # fmt: skip
_ONWARDS, _SAME_AGAIN, _LEADS_TO_ITS_DAY, _WHO = (
    TABLES.words("bounds", key) for key in ("onwards", "next_is", "leads_to_its_day", "who")
)
_UNTIL = TABLES.words("words", "until") | {"before", "til"}
_WORDS_TO_ITS_DAY = 5


def starting(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "starting next month", "the next one is this week", "from the first of december"."""
    named = _next_is(words, at)
    if named and (day := date_at(words, named, today)) is not None:
        return replace(found, start=day[0]), day[1]
    for size in _STARTING.sizes(words, at):
        begun = at + size
        if words[begun : begun + 1] == ("now",):
            return found, begun + 1 + (words[begun + 1 : begun + 2] == ("on",))
        if is_weekday_range(words, begun) or month_range(words, begun):
            return None
        day = date_at(words, begun, today)
        if day is None:
            continue
        start, end = day[0], day[1]
        if words[at : at + 1] == ("after",):
            start += timedelta(1)
        end += words[end : end + 1] in {(word,) for word in _ONWARDS}
        # "From the first of December to the twenty-fourth": the second day counts from the first.
        following = _AFTER_START.at(words, end)
        if following and (last := date_at(words, end + following, start)) is not None:
            return replace(found, start=start, until=last[0]), last[1]
        return replace(found, start=start), end
    return None


def not_before(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "but not before february", "but we don't start till january"."""
    for size in (*_NOT_BEFORE.sizes(words, at), *_not_begun_until(words, at)):
        day = date_at(words, at + size, today)
        if day is not None:
            return replace(found, start=day[0]), day[1]
    return None


def not_now_but_then(
    words: Words, at: int, found: Bounds, today: date
) -> tuple[Bounds, int] | None:
    """ "but not this week, next week"."""
    for size in _NOT_THIS_BUT.sizes(words, at):
        begun = at + size
        day = date_at(words, begun, today) if words[begun : begun + 1] == ("next",) else None
        if day is not None:
            return replace(found, start=day[0]), day[1]
    return None


def _not_begun_until(words: Words, at: int) -> Iterator[int]:
    """The size of the words which say until when it does not begin: "but we don't start till"."""
    begun = at + (words[at] in ("but", "and", "though"))
    begun += words[begun : begun + 1] != () and words[begun] in _WHO
    size = _NOT_BEGUN.at(words, begun)
    end = begun + size + 1
    if size and words[end - 1 : end] != () and words[end - 1] in _UNTIL:
        yield end - at


def _next_is(words: Words, at: int) -> int:
    """Where the day begins in "the next bin day is the seventh"; 0 where there is none."""
    begun = at + (words[at] == "the")
    if size := _FIRST_ONE.at(words, begun):  # "The first one on the tenth", "the next one's …".
        begun += size
        while words[begun : begun + 1] != () and words[begun] in _LEADS_TO_ITS_DAY:
            begun += 1
        return begun if begun < len(words) else 0
    if words[begun : begun + 1] != ("next",):
        return 0
    ends = range(begun + 1, min(begun + _WORDS_TO_ITS_DAY, len(words) - 1))
    found = next((end + 1 for end in ends if words[end] in _SAME_AGAIN), 0)
    return found + (words[found : found + 1] == ("on",)) if found else 0

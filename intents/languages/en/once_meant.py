"""The day by which something is meant a single time: "by friday", "once, tomorrow"."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

from intents.languages.en.dates import MONTHS, WEEKDAYS
from intents.languages.en.numbers import TABLES, number
from intents.languages.en.one_day import day
from intents.languages.en.recurrences import is_recurring
from intents.languages.en.rhythm_bounds import bounds_of
from intents.languages.en.rhythm_days import FREQUENCIES
from intents.languages.en.rhythm_spans import span_at
from intents.tables import Words

_BY, _A_DAY_TO_COME = TABLES.words("words", "by"), TABLES.words("words", "day_to_come")
_AND_NO_MORE = TABLES.phrases("bounds", "no_more")
_NO_COUNT = frozenset({"in", "take", "book", "for", "of"})
"""Before "a week" these count nothing: "once, in a week", "book a day trip"."""
_COUNTS = frozenset({"once", "twice", "times", "time"})
_A_PERIOD = frozenset(product(("a", "per"), ("day", "week", "month", "year")))


def once_by(text: str, words: Words, today: date) -> date | None:
    """The day by which something is meant a single time: "by friday", "once, tomorrow"."""
    on_any = any(pair[0] == "a" and pair[1] in WEEKDAYS for pair in pairwise(words))
    recurs = is_recurring(words) or _is_counted(words) or on_any
    bounds = None if recurs else bounds_of(words, today)
    if bounds is None or bounds.start or bounds.length != (0, 0):
        return None
    words = tuple(w for w in words if w != "the")
    no_more = next(_AND_NO_MORE.ends(words), 0)
    words = (*words[:-no_more], "once") if no_more else words
    led = words.index("in") + 1 if "in" in words else 0
    span = span_at(words, led, today) if led and words[led : led + 1] else None
    if span is not None and words[led] in MONTHS and "once" in words:
        return span[1]  # "Once, some time in December".
    one_day = "once" in words or not _BY.isdisjoint(words) or not _A_DAY_TO_COME.isdisjoint(words)
    if not one_day:
        return None
    if words[-2:] == ("this", "week") or words[-3:] == ("end", "of", "week"):
        return today + timedelta(days=6 - today.weekday())
    found = day(" ".join(words), _from_before(words), today)
    return found if found is not None and found >= today else None


def _is_counted(words: Words) -> bool:
    """Whether something is counted in each period: "one sauna evening a week"."""
    for at, pair in enumerate(pairwise(words)):
        if pair not in _A_PERIOD or not at or words[at - 1] in _NO_COUNT:
            continue
        if any(word in _COUNTS or number(words, n) for n, word in enumerate(words[:at])):
            return True
    return False


def _from_before(words: Words) -> Words:
    """The words from "before" on, which the day before something begins with.

    "Before Sunday" is by Sunday.
    """
    at = words.index("before") if "before" in words else 0
    if words[at + 1 : at + 3] == ("end", "of"):
        return (*words[:at], "by", *words[at + 1 :])
    if words[at : at + 1] == ("before",) and words[at + 1 : at + 2] and words[at + 1] in WEEKDAYS:
        return (*words[:at], "by", *words[at + 1 :])
    earlier = words[at - 1 : at]
    return words[at:] if not earlier or earlier[0] not in FREQUENCIES else words

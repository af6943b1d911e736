"""The hours in a wish to be reminded: every hour of a span, several, and what is none."""

from __future__ import annotations

from itertools import pairwise

from intents.languages.en.numbers import TABLES, TENS, UNITS, whole_number
from intents.languages.en.rhythm_days import EVERY
from intents.languages.en.times import hour_spans, hours
from intents.tables import Words

_FROM, _RANGES = (TABLES.phrases("bounds", key) for key in ("between", "ranges"))
_LAST_HOUR = 23


def hour_by_hour(words: Words) -> tuple[Words, tuple[tuple[tuple[int, int], bool], ...]]:
    """The words without "every hour from nine to twelve", and all of these hours."""
    for at in range(len(words) - 1):
        if words[at] not in EVERY:
            continue
        step, end = whole_number(words, at + 1) or (1, at + 1)
        led = _FROM.at(words, end + 1)
        if words[end : end + 1] not in (("hour",), ("hours",)) or not led:
            continue
        begun = end + 1 + led
        link = next((n for n in range(begun + 1, begun + 6) if _RANGES.at(words, n) == 1), 0)
        first, rest = hours(("at", *words[begun:link])), ("at", *words[link + 1 :])
        last, spans = hours(rest), hour_spans(rest)
        if not link or not first or not last:
            continue
        from_, upto = first[0][0], last[0][0][0]
        upto += 12 if upto <= from_[0] else 0
        if not 0 < step <= upto - from_[0] or upto > _LAST_HOUR:
            continue
        left = words[:at] + words[link + spans[0][1] :]
        return left, tuple(((hour, from_[1]), True) for hour in range(from_[0], upto + 1, step))
    return words, ()


def says_more_of_hours(words: Words) -> bool:
    """ "at seven three and eleven at night", "at ten past seven and not ten to seven"."""
    spans = hour_spans(words)
    between = [words[end:start] for (_, end), (start, _) in pairwise(spans)]
    return any(
        part[-1:] == ("not",)
        or part[-2:] == ("not", "at")
        or any(word in UNITS or word in TENS for word in part)
        for part in between
    )


def without_quarters(words: Words) -> Words:
    """The words without hours such as "quarter past two", which are no quarters of a year."""
    left = list(words)
    for start, end in reversed(hour_spans(words)):
        if "quarter" in words[start:end]:
            begun = start - (words[start - 1 : start] == ("at",))
            del left[begun:end]
    return tuple(left)

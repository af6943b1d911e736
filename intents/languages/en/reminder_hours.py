"""The hours in a wish to be reminded: several, and what is none."""

from __future__ import annotations

from itertools import pairwise

from intents.languages.en.numbers import TENS, UNITS
from intents.languages.en.times import hour_spans
from intents.tables import Words


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

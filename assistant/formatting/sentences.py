"""Where a sentence ends, told by the pauses and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from assistant.formatting.language import Sentences, tables
from assistant.formatting.token import Token

PAUSE = 0.45
"""Seconds: the shortest pause which may end a sentence, for somebody who speaks fluently."""
LONG = 2.0
"""A pause this many times the shortest ends a sentence before any word which can begin one."""
_SLOWLY = 2.5
"""For somebody who leaves gaps between all words, the shortest such pause in median gaps."""
_SHORTEST = 3
"""The least words in a sentence which ends with a pause of less than `LONG`."""


def ends(tokens: Sequence[Token], language: str = "en") -> list[bool]:
    """For each word but the last, whether a sentence ends after it."""
    known = tables(language).sentences
    gaps = [max(0.0, b.start - a.end) for a, b in pairwise(tokens)]
    pause = max(PAUSE, _SLOWLY * median(gaps)) if len(gaps) > 2 else PAUSE
    found: list[bool] = []
    length = 0
    for here, gap in enumerate(gaps):
        length += 1
        end = _ends(known, tokens[here].text, tokens[here + 1].text, gap / pause, length)
        found.append(end)
        length = 0 if end else length
    return found


def unfinished(word: str, language: str = "en") -> bool:
    """Whether a sentence cannot end with this word, so that what comes after a pause goes on."""
    return _unfinished(tables(language).sentences, word)


def goes_on(word: str, language: str = "en") -> bool:
    """Whether what begins with this word goes on with the sentence before."""
    return word.lower() in tables(language).sentences.goes_on


def is_question(sentence: Sequence[str], language: str = "en") -> bool:
    """Whether a sentence is plainly a question: "what should I", "do you"."""
    known = tables(language).sentences.questions
    if len(sentence) < 3:
        return False
    first, second, third = (word.lower() for word in sentence[:3])
    if first in known.asks and second in known.verbs:
        return third in known.subjects or third in known.articles
    return first in known.opening_verbs and second in known.subjects


def _ends(known: Sentences, word: str, next_word: str, pauses: float, length: int) -> bool:
    """`pauses` is how long the pause is, in shortest pauses; `length` the words up to here."""
    if pauses < 1 or _unfinished(known, word):
        return False
    if pauses >= LONG:
        return next_word.lower() not in known.goes_on
    may_end = word.lower() not in known.unfinished
    return may_end and next_word.lower() in known.begins and length >= _SHORTEST


def _unfinished(known: Sentences, word: str) -> bool:
    return word.lower() in known.unfinished and word.lower() not in known.can_end

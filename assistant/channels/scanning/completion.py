"""Words to complete what is spelled: those of the person first, then those of the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_OWN = 1000
"""A word the person said once comes before any word they did not say: it counts so much more."""
_AFTER = 20
"""A word said after the word before counts so many times as much."""


class Completion:
    """Proposes words. Pure: it is given what was said."""

    def __init__(self, own: Iterable[str], usual: Iterable[str] = ()) -> None:
        """`own` are sentences of the person, `usual` those of the language."""
        self._counts: Counter[str] = Counter()
        self._after: dict[str, Counter[str]] = {}
        self._spelled: dict[str, Counter[str]] = {}
        for sentence in own:
            self._learn(sentence, _OWN)
        for sentence in usual:
            self._learn(sentence, 1)

    def words(self, text: str, most: int) -> list[str]:
        """The likeliest words to go on with after `text`; its last word is begun, if it has one."""
        before, begun = _last_two(text)
        after = self._after.get(before, Counter())
        if not begun and not after:
            return []
        fitting = (
            word
            for word in (self._counts if begun else after)
            if word.startswith(begun) and word != begun
        )
        ranked = sorted(
            fitting, key=lambda word: (-self._counts[word] - _AFTER * after[word], word)
        )
        return [self._spelled[word].most_common(1)[0][0] for word in ranked[:most]]

    def _learn(self, sentence: str, weight: int) -> None:
        before = ""
        for word in _words(sentence):
            low = word.lower()
            self._counts[low] += weight
            self._spelled.setdefault(low, Counter())[word if before else _small(word)] += weight
            if before:
                self._after.setdefault(before, Counter())[low] += weight
            before = low


def _words(sentence: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(sentence))


def _last_two(text: str) -> tuple[str, str]:
    """The last whole word of a text, and the word begun after it; "" for none."""
    *whole, begun = text.lower().split(" ")
    words = [word for word in whole if word]
    return (words[-1] if words else "", begun)


def _small(word: str) -> str:
    """The first word of a sentence as it is within one, as far as that can be told."""
    return word if len(word) == 1 or not word.istitle() else word.lower()

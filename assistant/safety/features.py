"""The features of a text for the learned model: words, word pairs and triples, pieces of words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from assistant.safety.spelling import Sentence
from intents.learned import BUCKETS
from intents.patterns import BEGINNING

END = "$"
AT_ONCE, OVERLAP = 36, 12
"""A long text is read in parts of so many words, each beginning with the last of the one before."""


def words_of(sentences: Iterable[Sentence]) -> list[str]:
    """The words of sentences, with `BEGINNING` and `END` around each sentence."""
    return [word for sentence in sentences for word in (BEGINNING, *sentence.bare.split()[1:], END)]


def pieces(sentences: Iterable[Sentence]) -> Iterator[frozenset[int]]:
    """The features of each part of a text: numbers from 0 to `BUCKETS`."""
    words = words_of(sentences)
    for start in range(0, max(1, len(words) - OVERLAP), AT_ONCE - OVERLAP):
        yield features(words[start : start + AT_ONCE])


def features(words: list[str]) -> frozenset[int]:
    """The features of words which stand together."""
    found = [f"b {a} {b}" for a, b in itertools.pairwise(words)]
    found += [f"t {a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    found += [f"s {a} {b}" for a, b in zip(words, words[2:], strict=False)]
    numbers = {crc32(name.encode()) % BUCKETS for name in found}
    return frozenset(numbers.union(*map(_of_a_word, words)))


@lru_cache(4096)
def _of_a_word(word: str) -> frozenset[int]:
    """The word, and its pieces of three to five letters, the blanks around it included."""
    found = [f"w {word}"]
    if word not in (BEGINNING, END):
        whole = f" {word} "
        found += [
            f"c{whole[at : at + length]}"
            for length in (3, 4, 5)
            for at in range(len(whole) - length + 1)
        ]
    return frozenset(crc32(name.encode()) % BUCKETS for name in found)

"""The features of a text for the learned model.

Words, word pairs and triples, pieces of words; and the same pairs and triples of classes of words
that are used alike (`learning/word_classes.txt`), so that "the weir" can count for "the bridge".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from zlib import crc32

from assistant.safety.spelling import Sentence
from intents.languages import folder_of
from intents.patterns import BEGINNING
from intents.word_classes import read_classes

END = "$"
AT_ONCE, OVERLAP = 36, 12
"""A long text is read in parts of so many words, each beginning with the last of the one before."""


def words_of(sentences: Iterable[Sentence]) -> list[str]:
    """The words of sentences, with `BEGINNING` and `END` around each sentence."""
    return [word for sentence in sentences for word in (BEGINNING, *sentence.bare.split()[1:], END)]


@cache
def classes(language: str) -> Mapping[str, str]:
    """The small class of each word of a language that has one; none where there is no such file."""
    path = folder_of(language) / "learning" / "word_classes.txt"
    if not path.is_file():
        return {}
    read = read_classes(path.read_text(encoding="utf-8"))
    return {word: small for word, (small, _) in read.items()}


def pieces(sentences: Iterable[Sentence], alike: Mapping[str, str]) -> Iterator[frozenset[int]]:
    """The features of each part of a text, as checksums."""
    words = words_of(sentences)
    for start in range(0, max(1, len(words) - OVERLAP), AT_ONCE - OVERLAP):
        yield features(words[start : start + AT_ONCE], alike)


def features(words: list[str], alike: Mapping[str, str]) -> frozenset[int]:
    """The features of words which stand together; `alike` are the classes of words."""
    found = [f"s {a} {b}" for a, b in zip(words, words[2:], strict=False)]
    used_like = [alike.get(word, word) for word in words]
    found += [*_sequences(words, "b", "t"), *_sequences(used_like, "x", "y")]
    found += [f"z {kind}" for kind in used_like]
    numbers = {crc32(name.encode()) for name in found}
    return frozenset(numbers.union(*map(_of_a_word, words)))


def _sequences(words: list[str], pair: str, triple: str) -> Iterator[str]:
    """The pairs and triples of words, each with its name."""
    for a, b in itertools.pairwise(words):
        yield f"{pair} {a} {b}"
    for a, b, c in zip(words, words[1:], words[2:], strict=False):
        yield f"{triple} {a} {b} {c}"


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
    return frozenset(crc32(name.encode()) for name in found)

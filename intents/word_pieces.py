"""The words of an utterance as an encoder reads them: in small letters, cut into known pieces.

A word that is not in the vocabulary is cut into the longest pieces that are, from left to right
(WordPiece; Wu et al. 2016, arXiv 1609.08144). A piece that begins inside a word is written with
"##" before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})
_MARKS = ".,;:!?…\"()[]{}*_~-\u2013\u2014'"
_ALIKE = re.compile(r"[^\W_]+|[^\w\s]|_")
INSIDE = "##"
UNKNOWN = "[UNK]"


def plain(text: str) -> tuple[str, ...]:
    """The words of `text.split()` in small letters, without marks; a number is one digit."""
    return tuple(map(_plain, text.translate(_QUOTES).lower().split()))


@lru_cache(maxsize=8192)
def _plain(written: str) -> str:
    word = written.strip(_MARKS)
    return "0" if word and word[0].isdigit() else word


class WordPieces:
    """Cuts words into the pieces of a vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._numbers: Mapping[str, int] = {piece: at for at, piece in enumerate(vocabulary)}
        self._kept: dict[str, tuple[int, ...]] = {}

    def number_of(self, piece: str) -> int:
        """The number of a piece. Raises KeyError where the vocabulary has none."""
        return self._numbers[piece]

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of one word; at least one."""
        found = self._kept.get(word)
        if found is None:
            cut = [piece for run in _ALIKE.findall(word) for piece in self._cut(run)]
            found = self._kept[word] = tuple(cut) or (self._numbers[UNKNOWN],)
        return found

    def _cut(self, run: str) -> Sequence[int]:
        found, start = [], 0
        while start < len(run):
            for end in range(len(run), start, -1):
                number = self._numbers.get((INSIDE if start else "") + run[start:end])
                if number is not None:
                    break
            else:
                return (self._numbers[UNKNOWN],)
            found.append(number)
            start = end
        return found

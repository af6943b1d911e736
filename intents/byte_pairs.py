"""Cuts a text into the tokens of a language model and joins them again.

Byte-pair encoding over the bytes of UTF-8 (Sennrich et al. 2016, arXiv 1508.07909; Radford et al.
2019): a word is its bytes, of which the pair that was learned first is joined, until no learned
pair is left. Libraries for it need a client for a network, which Lantern shall not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORDS = re.compile(
    r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+|\d| ?(?:[^\w\s]|_)+|\s+(?!\S)|\s+", re.UNICODE
)
"""What is cut apart first: endings after an apostrophe, words and signs with the space before them,
single digits, spaces."""


class BytePairs:
    """The tokens of one model."""

    def __init__(self, tokens: Sequence[str], pairs: Sequence[str]) -> None:
        """`tokens` by their numbers, `pairs` in the order learned ("a b"), written with a letter
        for each byte."""
        self._tokens = tuple(tokens)
        self._numbers = {token: number for number, token in enumerate(tokens)}
        self._order = {tuple(pair.split(" ")): at for at, pair in enumerate(pairs)}
        self._letters = _letters()
        self._bytes = {letter: byte for byte, letter in enumerate(self._letters)}
        self._cut_once = lru_cache(maxsize=4096)(self._cut)

    def __call__(self, text: str) -> list[int]:
        """The numbers of the tokens of `text`."""
        return [number for word in _WORDS.findall(text) for number in self._cut_once(word)]

    def join(self, numbers: Sequence[int]) -> str:
        """The text of some tokens."""
        letters = "".join(self._tokens[number] for number in numbers)
        return bytes(self._bytes.get(letter, 0) for letter in letters).decode("utf-8", "replace")

    def _cut(self, word: str) -> tuple[int, ...]:
        parts = [self._letters[byte] for byte in word.encode("utf-8")]
        while len(parts) > 1:
            places = range(len(parts) - 1)
            first = min(places, key=lambda at: self._rank(parts, at))
            if self._rank(parts, first) == len(self._order):
                break
            pair = parts[first], parts[first + 1]
            joined: list[str] = []
            at = 0
            while at < len(parts):
                same = tuple(parts[at : at + 2]) == pair
                joined.append(pair[0] + pair[1] if same else parts[at])
                at += 2 if same else 1
            parts = joined
        return tuple(self._numbers[part] for part in parts)

    def _rank(self, parts: Sequence[str], at: int) -> int:
        return self._order.get((parts[at], parts[at + 1]), len(self._order))


def _letters() -> tuple[str, ...]:
    """A printable letter for each byte: itself where it is one, else one from 256 on."""
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return tuple(chr(byte if byte in printable else next(others)) for byte in range(256))

"""The tokens of the model: pieces of words, numbered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

START, END = 1, 2
"""The tokens before and after a text."""
_SPACE = "\u2581"
_FIRST_BYTE = 3
"""Tokens from here to `_FIRST_MERGED` are single bytes, for letters without a piece."""
_FIRST_MERGED = 259


class Tokens:
    """Text to tokens and back, by byte pair encoding as SentencePiece does it.

    The file holds the pieces in the order of their numbers, which is the order in which they are
    merged. Before each piece stands its length: one byte, or two where the first is 128 or more.
    """

    def __init__(self, file: Path) -> None:
        """Read the file."""
        data, at = file.read_bytes(), 0
        self._pieces: list[bytes] = []
        while at < len(data):
            size, at = data[at], at + 1
            if size >= 128:
                size, at = data[at] * 128 + size - 128, at + 1
            self._pieces.append(data[at : at + size])
            at += size
        self._number: dict[bytes, int] = {}
        for number in range(_FIRST_MERGED, len(self._pieces)):
            self._number.setdefault(self._pieces[number], number)
        self._encode_word = lru_cache(maxsize=20_000)(self._merge)

    def encode(self, text: str) -> list[int]:
        """The tokens of a text. No piece but a run of spaces spans two words."""
        return [token for word in text.split() for token in self._encode_word(word)]

    def mark(self, sign: str) -> int:
        """The token of a punctuation mark after a word."""
        return self._number[sign.encode()]

    def begins_word(self, token: int) -> bool:
        """Whether a new word begins with this token."""
        return self._pieces[token].startswith(_SPACE.encode())

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of tokens, without spaces at its ends."""
        text = b"".join(self._pieces[token] for token in tokens if token > END)
        return text.decode("utf-8", "replace").replace(_SPACE, " ").strip()

    def _merge(self, word: str) -> tuple[int, ...]:
        parts = [letter.encode() for letter in _SPACE + word]
        while len(parts) > 1:
            ranks = [self._number.get(a + b, math.inf) for a, b in pairwise(parts)]
            lowest = min(ranks)
            if lowest == math.inf:
                break
            at = ranks.index(lowest)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        tokens: list[int] = []
        for part in parts:
            known = self._number.get(part)
            tokens += [known] if known else [_FIRST_BYTE + byte for byte in part]
        return tuple(tokens)

"""Reads sound with the network, and makes words of what it gives: with times and confidences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.speech.recognizers.base import Word
from assistant.speech.recognizers.moonshine.network import Encoded, Network, Reading
from assistant.speech.recognizers.moonshine.writing import portions, spoken_words


@dataclass(frozen=True, slots=True)
class Reader:
    """The network, and the language it is used for."""

    network: Network
    language: str

    def encode(self, pcm: bytes) -> Encoded:
        """Encode 16-bit mono samples at 16 kHz."""
        return self.network.encode(np.frombuffer(pcm, np.int16).astype(np.float32))

    def words(
        self, reading: Reading, begin: float, voiced: Sequence[float], frame: float
    ) -> tuple[Word, ...]:
        """The words of a reading.

        `begin` is when its sound begins, and `voiced` are the times of its frames with a voice,
        which are `frame` seconds long. The confidence of a word is the square root of the
        probability of its tokens: so a probability of 0.3 is where a word begins to be doubtful.
        Below it, on recordings of people, were half of the wrong words and 2 % of the right ones.
        """
        tokens = self.network.tokens
        groups: list[tuple[list[int], float]] = []
        for token, value in zip(reading.tokens, reading.each, strict=True):
            if groups and not tokens.begins_word(token):
                groups[-1] = (groups[-1][0] + [token], groups[-1][1] + value)
            else:
                groups.append(([token], value))
        words: list[tuple[str, str, float]] = []
        for each, value in groups:
            written = tokens.decode(each)
            spoken = spoken_words(written, self.language)
            parts = portions(written, spoken)
            confidence = math.sqrt(math.exp(value))
            words += [(word, part, confidence) for word, part in zip(spoken, parts, strict=True)]
        return timed(words, begin, voiced, frame)


def timed(
    words: Sequence[tuple[str, str, float]], begin: float, voiced: Sequence[float], frame: float
) -> tuple[Word, ...]:
    """Words with the times at which they may have been said.

    The model gives no times, so the voice is shared among the words by their letters.
    """
    letters = sum(len(text) + 1 for text, _, _ in words)
    done, result = 0, []
    for text, written, confidence in words:
        first = voiced[min(len(voiced) - 1, done * len(voiced) // letters)]
        done += len(text) + 1
        last = voiced[max(0, math.ceil(done * len(voiced) / letters) - 1)]
        end = max(first, last) + frame
        times = round(begin + first, 3), round(begin + end, 3)
        result.append(Word(text, *times, confidence, written))
    return tuple(result)

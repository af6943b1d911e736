"""Finds a phrase in continuous speech: the wake phrase.

The first look is the free reading of a stretch of speech. Only where some of it is like the phrase,
the second look asks how well the sound agrees with exactly the phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from assistant.speech.recognizers.base import Transcript, Word
from assistant.speech.recognizers.moonshine.network import RATE, Encoded
from assistant.speech.recognizers.moonshine.reader import Reader
from assistant.speech.recognizers.moonshine.writing import spellings
from assistant.speech.voice_activity import VoiceActivityDetector

MOST_REGRET = 4.5
"""The most by which the phrase may be less likely than the likeliest tokens, in natural logarithms.
Chosen on synthesized voices which are not in the figures."""
_LIKE = 0.45
"""The least likeness of words of the free reading to the phrase, for a second look."""
_BEFORE, _BEHIND = 0.3, 0.35
"""Seconds around the words that are looked at again."""
_LONGEST = 13.0
"""Seconds of sound that are kept."""
_AROUND = 0.25
"""Seconds around the estimated end of the phrase in which the quietest moment is searched."""


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: str
    start: float
    end: float


class SpottingStream:
    """A stretch of speech in which one of a few phrases may be said.

    Its transcript holds the phrase alone, with the times of its words, or nothing.
    """

    def __init__(self, reader: Reader, phrases: Sequence[str]) -> None:
        self._reader = reader
        self._phrases = phrases
        self._pcm = bytearray()
        self._activity = VoiceActivityDetector(RATE)
        self._voiced: list[float] = []
        self._length = 0.0
        self._looked = -1
        self._found: _Found | None = None

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at 16 kHz."""
        if self._length < _LONGEST:
            self._pcm += pcm
        for speaking in self._activity.detect(pcm):
            if speaking:
                self._voiced.append(self._length)
            self._length += self._activity.frame

    def partial(self) -> str:
        """The phrase, if it was said up to now."""
        self._look()
        return self._found.phrase if self._found else ""

    def finish(self) -> Transcript:
        """End the stream."""
        self._look()
        if self._found is None:
            return Transcript("")
        found = self._found
        names = found.phrase.split()
        step = (found.end - found.start) / len(names)
        words = (
            Word(name, found.start + at * step, found.start + (at + 1) * step, 1.0)
            for at, name in enumerate(names)
        )
        return Transcript(found.phrase, tuple(words))

    def _look(self) -> None:
        """Look for a phrase, if more was said since the last time."""
        if self._found or len(self._voiced) == self._looked or not self._voiced:
            return
        self._looked = len(self._voiced)
        reader, pcm = self._reader, bytes(self._pcm)
        reading = reader.network.read(reader.encode(pcm))
        heard = reader.words(reading, 0.0, self._voiced, self._activity.frame)
        for phrase in self._phrases:
            place = most_like(phrase, heard)
            if place is None:
                continue
            start = max(0.0, place[0] - _BEFORE)
            begin, end = int(start * RATE) * 2, int((place[1] + _BEHIND) * RATE) * 2
            # What follows in the same breath is left in: a word cut in two is read as another one.
            for sound in (pcm[begin:], pcm[begin:end]):
                if regret(reader, reader.encode(sound), phrase) <= MOST_REGRET:
                    self._found = _Found(phrase, place[0], self._quietest(place[1]))
                    return

    def _quietest(self, near: float) -> float:
        """The quietest moment around a time: where a word ends, more exactly than by letters."""
        size = int(0.02 * RATE)
        first = max(0, int((near - _AROUND) * RATE))
        around = np.frombuffer(bytes(self._pcm), np.int16)[first : int((near + _AROUND) * RATE)]
        count = len(around) // size
        if count < 2:
            return near
        frames = around[: count * size].astype(np.float32).reshape(count, size)
        return (first + int(np.argmin((frames**2).mean(axis=1)) + 0.5) * size) / RATE


def most_like(phrase: str, heard: Sequence[Word]) -> tuple[float, float] | None:
    """When the words most like the phrase were said, if they are like enough.

    Word boundaries are ignored: "a lantern" may be heard for "hello lantern".
    """
    letters = phrase.replace(" ", "")
    best, place = _LIKE, None
    for first in range(len(heard)):
        text = ""
        for last in range(first, min(len(heard), first + len(phrase.split()) + 2)):
            text += heard[last].text
            alike = fuzz.ratio(letters, text) / 100
            if alike > best:
                best, place = alike, (heard[first].start, heard[last].end)
    return place


def regret(reader: Reader, encoded: Encoded, phrase: str) -> float:
    """How much less likely the phrase is, at the beginning of a sound, than the likeliest tokens.

    0: the free reading begins with the phrase. Each token is compared with the likeliest one at its
    place, and the best way to write the phrase counts.
    """
    network = reader.network
    return min(
        _regret(reader, encoded, network.tokens.encode(text))
        for text in _written(phrase, reader.language)
    )


def _regret(reader: Reader, encoded: Encoded, tokens: Sequence[int]) -> float:
    row, state, total = encoded.first, encoded.state, 0.0
    for at, token in enumerate(tokens):
        total += float(row.max() - row[token])
        if total > MOST_REGRET or at == len(tokens) - 1:
            break
        (row,), state = reader.network.advance(encoded, [token], state)
    return total


def _written(phrase: str, language: str) -> list[str]:
    """The ways to write a phrase that is called: "Hello, Lantern"."""
    plain = spellings(phrase, language)[0][:-1]
    first, _, rest = plain.partition(" ")
    rests = dict.fromkeys((rest, rest.title()))
    return [f"{first}{comma} {rest}" for comma in ("", ",") for rest in rests]

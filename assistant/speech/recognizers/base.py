"""What every recognizer is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

UNKNOWN = "[unk]"
"""Stands in a closed stream's partial text for speech which fits none of the phrases."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word heard. `start` and `end` are seconds from the beginning of the stream.

    `confidence` runs from 0 to 1. Engines are poor judges of themselves: with a closed grammar it
    is near 1 for anything at all, so it never decides alone.
    """

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard.

    `rejected` is for closed streams: part of the speech fits no phrase, or the words are no whole
    phrase (a grammar mixes them), so that `text` must not be trusted without another look.
    """

    text: str
    words: tuple[Word, ...] = ()
    rejected: bool = False


class Stream(Protocol):
    """One utterance, or one dictation. Used by one thread at a time."""

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at the recognizer's rate, in pieces of any length."""

    def partial(self) -> str:
        """All the text so far; it may still change. A closed stream may show `UNKNOWN` in it."""

    def finish(self) -> Transcript:
        """End the stream. Asked again, the answer is the same."""


class Recognizer(Protocol):
    """An engine with its model loaded. Streams of one recognizer may run in several threads."""

    name: str
    rate: int
    closed: bool
    """Whether the engine can listen for given phrases only. Where it cannot, a stream with phrases
    hears anything, and its transcript is `rejected` unless it is one of them."""
    passes_over: bool
    """Whether a closed stream has a place for speech which is none of its phrases. Where it has
    none, everything becomes one of them, and phrases are given to be wrong with."""
    alike: float
    """How alike (0 to 1, `speech.arbitration.likeness`) an open reading is at least to a phrase
    which was really said: what this engine's open readings are worth."""

    def stream(self, phrases: Sequence[str] | None = None) -> Stream:
        """Begin to listen: for one of `phrases` (lower-case words), or for anything.

        Phrases with a word the model does not know are left out; see `missing_words`.
        """

    def knows(self, word: str) -> bool:
        """Whether the word is in the model's vocabulary."""


def missing_words(recognizer: Recognizer, phrases: Iterable[str]) -> tuple[str, ...]:
    """The words of `phrases` which the recognizer can never hear, each once, in order."""
    words = dict.fromkeys(word for phrase in phrases for word in phrase.split())
    return tuple(word for word in words if not recognizer.knows(word))


def hearable(recognizer: Recognizer, phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases all of whose words the recognizer knows, each once, in order."""
    known: dict[str, bool] = {}

    def knows(word: str) -> bool:
        if word not in known:
            known[word] = recognizer.knows(word)
        return known[word]

    return tuple(
        phrase
        for phrase in dict.fromkeys(" ".join(phrase.split()) for phrase in phrases)
        if phrase and all(knows(word) for word in phrase.split())
    )

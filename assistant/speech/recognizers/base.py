"""The interface of every recognizer: audio in, words out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

UNKNOWN = "[unk]"
"""Stands in a closed stream's partial text for speech that fits none of the phrases."""
MIN_VOICED = 0.12
"""Seconds of speech below which not even the shortest word was spoken."""


@dataclass(frozen=True, slots=True)
class Word:
    """A recognized word. `start` and `end` are seconds from the beginning of the stream.

    `confidence` runs from 0 to 1. It is not reliable: with a closed grammar it is near 1 for any
    speech, so it never decides alone. `written` is the word with its capitals and marks, "" where
    the engine sets none; what ends with a hyphen is joined to the next word.
    """

    text: str
    start: float
    end: float
    confidence: float
    written: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The result of a stream.

    `rejected` is for closed streams: a part of the speech fits no phrase, or the words are not a
    whole phrase (a grammar mixes phrases), so that `text` needs a second recognition. `openly` is
    the recognition with an open vocabulary, where the engine made one on the way. `maybe` are texts
    nearly as likely, where a word was doubtful: nothing is kept or done for them, but they are
    listened to for danger.
    """

    text: str
    words: tuple[Word, ...] = ()
    rejected: bool = False
    openly: Transcript | None = None
    maybe: tuple[str, ...] = ()


class Stream(Protocol):
    """The recognition of one utterance or dictation. Used by one thread at a time."""

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at the recognizer's rate, in pieces of any length."""

    def partial(self) -> str:
        """The text so far, which may still change. A closed stream may have `UNKNOWN` in it."""

    def finish(self) -> Transcript:
        """End the stream. Every further call returns the same transcript."""


@runtime_checkable
class Spotter(Protocol):
    """A recognizer that finds phrases in continuous speech by itself, and surely enough."""

    def spot(self, phrases: Sequence[str]) -> Stream:
        """Start to listen for `phrases` among other speech.

        The transcript holds the phrase alone, with its times, or nothing.
        """


class Recognizer(Protocol):
    """An engine with its model loaded. Streams of one recognizer may run in several threads."""

    name: str
    rate: int
    closed: bool
    """Whether the engine supports closed grammars. Where it does not, a stream with phrases
    recognizes anything, and its transcript is `rejected` unless it is one of them."""
    passes_over: bool
    """Whether a closed grammar has a place for speech that is none of its phrases. Where it has
    none, all speech becomes one of them, and callers add phrases to be wrong with."""
    alike: float
    """The lowest similarity (0 to 1, `speech.arbitration.likeness`) of an open recognition to a
    phrase that was really said."""

    def stream(self, phrases: Sequence[str] | None = None) -> Stream:
        """Start to recognize one of `phrases` (lower-case words), or anything.

        Phrases with a word that the model does not know are left out; see `missing_words`.
        """

    def knows(self, word: str) -> bool:
        """Whether the word is in the model's vocabulary."""


def missing_words(recognizer: Recognizer, phrases: Iterable[str]) -> tuple[str, ...]:
    """The words of `phrases` that are not in the vocabulary, each once, in order."""
    words = dict.fromkeys(word for phrase in phrases for word in phrase.split())
    return tuple(word for word in words if not recognizer.knows(word))


def recognizable(recognizer: Recognizer, phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases whose words are all in the vocabulary, each once, in order."""
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


def only_fillers(words: Iterable[str], voiced: float, fillers: Container[str]) -> bool:
    """Whether `words`, recognized in a stretch with `voiced` seconds of speech, are to be dropped:
    nobody spoke, and all of them are words that recognizers output for silence."""
    return voiced < MIN_VOICED and all(word in fillers for word in words)

"""Two readings of one utterance, and what they come to together.

A closed grammar is never trusted alone: it turns all it hears into its own phrases ("there is no
milk left" into "no"). So where it is not plainly right, open recognition reads the same sound,
and an answer stands only where the two do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.formatting.dictation import DOUBTFUL
from assistant.practice.preferences import OF_THE_VOICE
from assistant.speech.recognizers import Transcript
from intents import Meaning

Understand = Callable[[str], Meaning]

A_WORD = 0.55
"""Seconds a slow speaker needs for a word."""
BEGINNING = 0.6
"""Seconds which go to breath and hesitation, whatever is said."""
A_WORD_MORE = 1
"""So many words open recognition may hear beyond a phrase which steers a dictation."""
A_NAME = 8
"""A free answer of no more words is a name, a value, a step: a word misheard changes it."""
SURE_ALONE = 0.8
"""A single word which changes the voice must be heard with this confidence, or it is asked."""
SHORT = 2
"""Up to so many words, open recognition is the weaker reading: it has no idea what to expect."""


def plain(transcript: Transcript, meaning: Meaning, seconds: float) -> bool:
    """Whether a closed reading can stand without another look.

    `seconds` is how long there was speech. It cannot where part of it fits no phrase, where it
    means nothing here, or where more was said than its words take; and a wish about the voice
    never does, for one short word sounds much like another: "family" like "quietly".
    """
    words = len(transcript.text.split())
    return (
        not transcript.rejected
        and meaning.kind in ("answer", "command")
        and meaning.intent not in OF_THE_VOICE
        and seconds <= BEGINNING + A_WORD * words
    )


def together(closed: Transcript, open: Transcript, understand: Understand) -> Meaning:
    """The meaning of an utterance read both ways; nothing, where the readings contradict."""
    by_closed = understand(closed.text) if closed.text else Meaning("")
    by_open = understand(open.text) if open.text else Meaning("")
    said_closed = not closed.rejected and by_closed.kind in ("answer", "command")
    said_open = by_open.kind in ("answer", "command")
    more = len(open.text.split()) - len(closed.text.split())
    if said_open and said_closed and _same(by_open, by_closed):
        return by_open
    if said_open and said_closed and by_closed.intent in OF_THE_VOICE:
        return replace(by_open, doubtful=True)
    if said_open and (more > 0 or not said_closed):
        return replace(by_open, doubtful=_mumbled(open))
    if said_closed and (not said_open or more <= 0) and more <= SHORT:
        return replace(by_closed, doubtful=True)
    if by_open.kind == "unsure":
        return by_open
    return Meaning(open.text or closed.text, doubtful=_mumbled(open))


def in_words(transcript: Transcript, understand: Understand) -> Meaning:
    """The meaning of a free answer; doubtful where one of its words was hardly heard."""
    meaning = understand(transcript.text) if transcript.text else Meaning("")
    if meaning.intent in OF_THE_VOICE:
        return replace(meaning, doubtful=_hardly_heard(transcript))
    short = len(transcript.words) <= A_NAME
    if meaning.kind != "answer" or not short:
        return meaning
    return replace(meaning, doubtful=_mumbled(transcript))


def may_close(open: Transcript, phrases: Iterable[str]) -> bool:
    """Whether a burst may have been one of `phrases` at all: `closing` refuses where open
    recognition heard more."""
    longest = max((len(phrase.split()) for phrase in phrases), default=0)
    return len(open.text.split()) <= longest + A_WORD_MORE


def closing(closed: Transcript, open: Transcript, understand: Understand) -> Meaning | None:
    """What steers a dictation, when a short burst was such a phrase; else `None`: it is dictation.

    `closed` listened for those phrases only. Where open recognition heard clearly more words, the
    burst was part of what the person is telling.
    """
    if closed.text and not closed.rejected:
        meaning = understand(closed.text)
        more = len(open.text.split()) - len(closed.text.split())
        if meaning.kind == "command" and more <= A_WORD_MORE:
            alone = (
                meaning.intent in OF_THE_VOICE and understand(open.text).intent != meaning.intent
            )
            return replace(meaning, doubtful=alone)
    return None


def _mumbled(transcript: Transcript) -> bool:
    return any(word.confidence < DOUBTFUL for word in transcript.words)


def _hardly_heard(transcript: Transcript) -> bool:
    """Whether it is to be asked if it was said; of a single word one is to be surer."""
    alone = len(transcript.words) == 1
    return any(word.confidence < (SURE_ALONE if alone else DOUBTFUL) for word in transcript.words)


def _same(one: Meaning, other: Meaning) -> bool:
    return (one.kind, one.intent, one.value) == (other.kind, other.intent, other.value)

"""Arbitration between the recognitions of one utterance: by closed grammar and by open vocabulary.

A closed grammar matches whatever it hears to one of its own phrases ("there is no milk left" to
"no"), so its result is never trusted alone. Unless it is plainly right, the same audio is also
recognized with an open vocabulary, and an answer stands only where the two do not contradict each
other. Each result comes with its interpretation, as a `Hypothesis`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.formatting.dictation import DOUBTFUL
from assistant.practice.preferences import OF_THE_VOICE
from assistant.speech.recognizers import Transcript
from intents import Meaning

SECONDS_A_WORD = 0.55
"""Seconds a slow speaker needs for a word."""
HESITATION = 0.6
"""Seconds of breath and hesitation allowed in any utterance."""
EXTRA_WORDS = 1
"""How many more words the open recognition may have than a dictation command."""
NAME_LENGTH = 8
"""A free answer of at most so many words is taken for a name, a value or a step: one misheard word
changes it, so a doubtful word makes the whole answer doubtful."""
SURE_SINGLE_WORD = 0.8
"""The least confidence of a single word that changes the voice; below it, it is confirmed first."""
ALIKE = 0.5
"""The least likeness of a command to the open recognition, for a recognizer that matches all speech
to its phrases. Measured with PocketSphinx on 40 synthesized answers: 21 of them were recognized as
a command, and 4 of those are this much like one."""
SHORT = 2
"""Up to so many words, open recognition is the less reliable one: it has no context to use."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One recognition of an utterance and what its words mean under the current question."""

    transcript: Transcript
    meaning: Meaning

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.transcript.text.split())

    @property
    def understood(self) -> bool:
        """Whether it is an answer or a command."""
        return self.meaning.kind in ("answer", "command")


def hypothesis(transcript: Transcript, interpret: Callable[[str], Meaning]) -> Hypothesis:
    """A transcript with its interpretation. An empty one is not interpreted."""
    return Hypothesis(transcript, interpret(transcript.text) if transcript.text else Meaning(""))


def stands_alone(closed: Hypothesis, voiced: float) -> bool:
    """Whether a closed recognition needs no second one.

    `voiced` is the number of seconds of speech. A second one is needed where part of the speech
    fits no phrase, where the phrase means nothing here, and where there was more speech than its
    words take. A wish about the voice always needs one, since one short word sounds much like
    another ("quietly", "family").
    """
    return (
        not closed.transcript.rejected
        and closed.understood
        and closed.meaning.intent not in OF_THE_VOICE
        and voiced <= HESITATION + SECONDS_A_WORD * closed.words
    )


def arbitrate(closed: Hypothesis, open: Hypothesis) -> Meaning:
    """The meaning of an utterance recognized both ways; without a value where they contradict."""
    by_closed, by_open = closed.meaning, open.meaning
    closed_stands = closed.understood and not closed.transcript.rejected
    more = open.words - closed.words
    if open.understood and closed_stands and _same(by_open, by_closed):
        return by_open
    if open.understood and closed_stands and by_closed.intent in OF_THE_VOICE:
        return replace(by_open, doubtful=True)
    if open.understood and (more > 0 or not closed_stands):
        return replace(by_open, doubtful=_has_doubtful_word(open.transcript))
    if closed_stands and (not open.understood or more <= 0) and more <= SHORT:
        return replace(by_closed, doubtful=True)
    if by_open.kind == "unsure":
        return by_open
    text = open.transcript.text or closed.transcript.text
    return Meaning(text, doubtful=_has_doubtful_word(open.transcript))


def judge_free_answer(open: Hypothesis) -> Meaning:
    """The meaning of an answer in the person's own words, doubtful if one of few words is."""
    meaning, words = open.meaning, open.transcript.words
    if meaning.intent in OF_THE_VOICE:
        return replace(meaning, doubtful=_is_doubtful_wish(open.transcript))
    if meaning.kind != "answer" or len(words) > NAME_LENGTH:
        return meaning
    return replace(meaning, doubtful=_has_doubtful_word(open.transcript))


def may_be_command(open: Transcript, phrases: Iterable[str]) -> bool:
    """Whether an utterance is short enough to be one of `phrases`.

    Where it is not, `arbitrate_command` would refuse it in any case.
    """
    longest = max((len(phrase.split()) for phrase in phrases), default=0)
    return len(open.text.split()) <= longest + EXTRA_WORDS


def arbitrate_command(command: Hypothesis, open: Hypothesis) -> Meaning | None:
    """The command in a short utterance where anything may be said; `None`: it is no command.

    `command` is the recognition with the command phrases as its grammar. Where the open one has
    clearly more words, the utterance is part of what the person is telling.
    """
    if not command.transcript.text or command.transcript.rejected:
        return None
    if command.meaning.kind != "command" or open.words - command.words > EXTRA_WORDS:
        return None
    intent = command.meaning.intent
    return replace(
        command.meaning, doubtful=intent in OF_THE_VOICE and open.meaning.intent != intent
    )


def likeness(phrase: str, text: str) -> float:
    """How alike some part of a text is to the phrase by its letters, from 0 to 1.

    Spaces are ignored: word boundaries are the first thing recognizers get wrong ("a lantern" for
    "hello lantern").
    """
    letters, whole = phrase.replace(" ", ""), text.replace(" ", "")
    if len(whole) < len(letters):
        return fuzz.ratio(letters, whole) / 100
    return fuzz.partial_ratio(letters, whole) / 100


def _has_doubtful_word(transcript: Transcript) -> bool:
    return any(word.confidence < DOUBTFUL for word in transcript.words)


def _is_doubtful_wish(transcript: Transcript) -> bool:
    """Whether to confirm a wish about the voice; a single word must be recognized more surely."""
    least = SURE_SINGLE_WORD if len(transcript.words) == 1 else DOUBTFUL
    return any(word.confidence < least for word in transcript.words)


def _same(one: Meaning, other: Meaning) -> bool:
    return (one.kind, one.intent, one.value) == (other.kind, other.intent, other.value)

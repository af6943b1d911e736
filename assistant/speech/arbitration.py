"""Arbitration between the recognitions of one utterance: by closed grammar and by open vocabulary.

A closed grammar matches whatever it hears to one of its own phrases ("there is no milk left" to
"no"), so its result is never trusted alone. Unless it is plainly right, the same audio is also
recognized with an open vocabulary, and an answer stands only where the two do not contradict each
other. Each result comes with its interpretation, as a `Hypothesis`.

Where the person taught Lantern how they say an answer, the sound is compared with that too, and the
word it is nearest to is one more vote, a `LearnedVote`. It counts only under a closed question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.conversation.acts import SILENCE, Interpretation
from assistant.formatting.dictation import DOUBTFUL
from assistant.practice.preferences import OF_THE_VOICE
from assistant.speech.recognizers import Recognizer, Transcript

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
to its phrases. Measured with PocketSphinx in two synthesized voices at an open question: of 32
answers 6 became a command without this and 1 with it, of 28 commands 7 more were missed."""
COMMAND_LENGTH = 2.0
"""Seconds of voice up to which an utterance in a dictation may be a command such as "that's all",
whatever open recognition made of it."""
SHORT = 2
"""Up to so many words, open recognition is the less reliable one: it has no context to use."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One recognition of an utterance and what its words mean under the current question."""

    transcript: Transcript
    interpretation: Interpretation

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.transcript.text.split())

    @property
    def understood(self) -> bool:
        """Whether it is an answer or a command."""
        return self.interpretation.kind in ("answer", "command")


@dataclass(frozen=True, slots=True)
class LearnedVote:
    """The learned word that the sound of an utterance is nearest to, and its meaning.

    `sure`: it is near enough to be the answer by itself. Else it supports a recognizer that gives
    the same.
    """

    interpretation: Interpretation
    sure: bool


LearnedWord = tuple[str, bool]
"""A learned word that a sound is like, and whether that is sure."""


def hypothesis(transcript: Transcript, interpret: Callable[[str], Interpretation]) -> Hypothesis:
    """A transcript with its interpretation. An empty one is not interpreted."""
    return Hypothesis(transcript, interpret(transcript.text) if transcript.text else SILENCE)


@dataclass(frozen=True, slots=True)
class Arbiter:
    """Decides between the recognitions of the utterances under one question.

    `phrases` is the closed grammar, `None` where anything may be said; `commands` are then the
    phrases that may be said in between. `open_answer`: a whole answer in the person's own words is
    expected, and not a segment of a dictation. `learned` gives the learned word that some audio is
    like, if it is like any.
    """

    recognizer: Callable[[], Recognizer]
    interpret: Callable[[str], Interpretation]
    phrases: Sequence[str] | None
    commands: Sequence[str] = ()
    open_answer: bool = False
    learned: Callable[[bytes], LearnedWord | None] = lambda pcm: None

    def decide(
        self, live: Transcript, pcm: bytes, voiced: float
    ) -> tuple[Interpretation, *tuple[Hypothesis, ...]]:
        """The meaning of an utterance, and every recognition of it, those not taken included.

        `live` is its first recognition, and `pcm` its audio with `voiced` seconds of speech.
        """
        first = hypothesis(live, self.interpret)
        if self.phrases is not None:
            vote = self.learned_vote(pcm)
            if stands_alone(first, voiced) and (vote is None or _agree(first, vote)):
                return first.interpretation, first
            second = hypothesis(live.openly or self._transcribe(pcm, None), self.interpret)
            answer = arbitrate(first, second)
            if not any(reading.interpretation.concern for reading in (first, second)):
                answer = with_vote(answer, vote)
            return answer, first, second
        if voiced <= COMMAND_LENGTH and may_be_command(live, self.commands):
            command = self._recognize_again(pcm, self.commands)
            taken = arbitrate_command(command, first)
            if taken is not None and self._sounds_like(command.transcript, first, pcm):
                return taken, first, command
        if self.open_answer:
            return judge_free_answer(first), first
        return first.interpretation, first

    def learned_vote(self, pcm: bytes) -> LearnedVote | None:
        """What a closed answer is by the learned sounds; `None` where it is like none of them."""
        word = self.learned(pcm) if self.phrases is not None else None
        if word is None:
            return None
        meaning = self.interpret(word[0])
        return LearnedVote(meaning, word[1]) if meaning.kind in ("answer", "command") else None

    def _recognize_again(self, pcm: bytes, phrases: Sequence[str] | None) -> Hypothesis:
        return hypothesis(self._transcribe(pcm, phrases), self.interpret)

    def _transcribe(self, pcm: bytes, phrases: Sequence[str] | None) -> Transcript:
        stream = self.recognizer().stream(phrases)
        stream.accept(pcm)
        return stream.finish()

    def _sounds_like(self, command: Transcript, open: Hypothesis, pcm: bytes) -> bool:
        """Whether the audio supports a command that the closed grammar gave.

        A recognizer without a place for other speech matches everything to some command ("i was
        tired" to "read the doubtful words"). Where the open recognition is an answer, it must then
        be like the command, or the command must win in a grammar of the two, where only the sound
        decides.
        """
        text = open.transcript.text
        if self.recognizer().passes_over or not open.understood:
            return True
        if likeness(command.text, text) >= ALIKE:
            return True
        return self._transcribe(pcm, (command.text, text)).text == command.text


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
        and closed.interpretation.intent not in OF_THE_VOICE
        and voiced <= HESITATION + SECONDS_A_WORD * closed.words
    )


def arbitrate(closed: Hypothesis, open: Hypothesis) -> Interpretation:
    """The meaning of an utterance recognized both ways; without a value where they contradict."""
    by_closed, by_open = closed.interpretation, open.interpretation
    closed_stands = closed.understood and not closed.transcript.rejected
    more = open.words - closed.words
    if open.understood and closed_stands and _same(by_open, by_closed):
        return by_open
    if open.understood and closed_stands and by_closed.intent in OF_THE_VOICE:
        return by_open.with_doubt()
    if not closed_stands and _is_guessed_command(open):
        return by_open.not_understood(doubtful=True)
    if open.understood and (more > 0 or not closed_stands):
        return by_open.with_doubt(_has_doubtful_word(open.transcript))
    if closed_stands and (not open.understood or more <= 0) and more <= SHORT:
        return by_closed.with_doubt()
    if by_open.kind == "unsure":
        return by_open
    words = by_open if open.transcript.text else by_closed
    return words.not_understood(_has_doubtful_word(open.transcript))


def with_vote(by_recognizers: Interpretation, vote: LearnedVote | None) -> Interpretation:
    """The meaning of a closed answer, given what the recognizers made of it and a learned vote.

    Two that agree need no confirmation. A sure vote stands against recognizers that found nothing
    or were in doubt; where they were not, it is confirmed first.
    """
    if vote is None:
        return by_recognizers
    understood = by_recognizers.kind in ("answer", "command")
    if understood and _same(by_recognizers, vote.interpretation):
        return by_recognizers.with_doubt(False)
    if vote.sure:
        return vote.interpretation.with_doubt(understood and not by_recognizers.doubtful)
    return by_recognizers


def judge_free_answer(open: Hypothesis) -> Interpretation:
    """The meaning of an answer in the person's own words, doubtful if one of few words is."""
    meaning, words = open.interpretation, open.transcript.words
    if meaning.intent in OF_THE_VOICE:
        return meaning.with_doubt(_is_doubtful_wish(open.transcript))
    if meaning.kind != "answer" or len(words) > NAME_LENGTH:
        return meaning
    return meaning.with_doubt(meaning.doubtful or _has_doubtful_word(open.transcript))


def may_be_command(open: Transcript, phrases: Iterable[str]) -> bool:
    """Whether an utterance is short enough to be one of `phrases`.

    Where it is not, `arbitrate_command` would refuse it in any case.
    """
    longest = max((len(phrase.split()) for phrase in phrases), default=0)
    return len(open.text.split()) <= longest + EXTRA_WORDS


def arbitrate_command(command: Hypothesis, open: Hypothesis) -> Interpretation | None:
    """The command in a short utterance where anything may be said; `None`: it is no command.

    `command` is the recognition with the command phrases as its grammar. Where the open one has
    clearly more words, the utterance is part of what the person is telling.
    """
    if not command.transcript.text or command.transcript.rejected:
        return None
    if command.interpretation.kind != "command" or open.words - command.words > EXTRA_WORDS:
        return None
    intent = command.interpretation.intent
    return command.interpretation.with_doubt(
        intent in OF_THE_VOICE and open.interpretation.intent != intent
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


def _is_guessed_command(open: Hypothesis) -> bool:
    """Whether a command was found in words of which each was recognized badly.

    An answer in such words is read back before it counts; a command would be carried out at once,
    and a sound that is no speech could end the conversation. Not in a talk about danger, where each
    such word is weighed.
    """
    meaning, words = open.interpretation, open.transcript.words
    if meaning.kind != "command" or meaning.concern is not None or meaning.safety:
        return False
    return bool(words) and all(word.confidence < DOUBTFUL for word in words)


def _is_doubtful_wish(transcript: Transcript) -> bool:
    """Whether to confirm a wish about the voice; a single word must be recognized more surely."""
    least = SURE_SINGLE_WORD if len(transcript.words) == 1 else DOUBTFUL
    return any(word.confidence < least for word in transcript.words)


def _agree(closed: Hypothesis, vote: LearnedVote) -> bool:
    """Whether a learned vote does not contradict a closed recognition."""
    return not vote.sure or _same(closed.interpretation, vote.interpretation)


def _same(one: Interpretation, other: Interpretation) -> bool:
    return (one.kind, one.intent, one.value) == (other.kind, other.intent, other.value)

"""Listens for one answer: from the first sound of a voice to the end of the turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from assistant.conversation.acts import SILENCE, Interpretation
from assistant.dialogues.catalogue import SCRIPTS
from assistant.practice.preferences import Pace
from assistant.speech.arbitration import Arbiter, LearnedWord
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import Recognizer, Stream, Word
from assistant.speech.turns import (
    GROWING,
    Completeness,
    EndOfTurnDetector,
    TurnEvent,
    completeness,
    patience_for,
)
from assistant.speech.turns.prosody import SPAN, finality, prosody
from assistant.speech.voice_activity import VoiceActivityDetector
from intents import Dictation, Expectation, Language, Sound

PRE_ROLL = 0.4
"""Seconds of audio before the first voice that are recognized too, so that a soft beginning is not
lost."""
SPOKEN_WORD = 0.6
"""Seconds of voice from which on an utterance without a recognized word counts as speech."""


@dataclass(frozen=True, slots=True)
class SpokenUtterance:
    """What was said: its interpretation, its audio (16-bit mono) and every recognition of it.

    `words` are those of the first recognition, with their times. `maybe` are texts as
    likely, or nearly so.
    """

    interpretation: Interpretation
    pcm: bytes
    readings: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    maybe: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """The length of its audio."""
        return len(self.pcm) / 2 / RATE


@dataclass(frozen=True, slots=True)
class RecognitionContext:
    """How to recognize and interpret the answer to one question.

    `phrases` is the closed grammar, `None` where anything may be said; `commands` are then the
    phrases that may be said in between. `patience` multiplies the usual length of a pause, and
    `pace` is how this person was seen to pause. `interpret` gives the meaning of a text, and
    `unfinished` whether it ends in the middle of a sentence. `learned` gives the learned word that
    some audio is like.
    """

    expects: Expectation
    phrases: Sequence[str] | None
    commands: Sequence[str]
    patience: float
    interpret: Callable[[str], Interpretation]
    unfinished: Callable[[str], bool] = lambda text: False
    pace: Pace = field(default_factory=dict)
    learned: Callable[[bytes], LearnedWord | None] = lambda pcm: None


@cache
def command_phrases(language: Language, expects: Expectation) -> tuple[str, ...]:
    """The phrases of the commands to listen for where anything may be said.

    Outside a dictation, those that mean something only there ("new paragraph") are left out, and
    those that would begin another dialogue.
    """
    phrases = language.dictation_phrases()
    if isinstance(expects, Dictation):
        return phrases
    meanings = ((phrase, language.understand(phrase, expects)) for phrase in phrases)
    return tuple(p for p, m in meanings if m.kind == "command" and m.intent not in SCRIPTS)


class UtteranceListener:
    """Takes blocks of audio and tells where the turn ends. Silence never reaches the recognizer."""

    def __init__(
        self,
        recognizer: Callable[[], Recognizer],
        context: RecognitionContext,
        on_partial: Callable[[str], None] = lambda text: None,
        activity: VoiceActivityDetector | None = None,
    ) -> None:
        """`recognizer` is called at the first voice, `on_partial` with the text so far.

        `activity` knows the noise of the room from earlier answers. Without it, a word spoken at
        once would be taken for that noise.
        """
        self._recognizer = recognizer
        self._context = context
        self._on_partial = on_partial
        self._arbiter = Arbiter(
            recognizer,
            context.interpret,
            context.phrases,
            context.commands,
            open_answer=context.expects.patience == "open",
            learned=context.learned,
        )
        self._activity = activity or VoiceActivityDetector(RATE)
        self.pace = context.pace
        """How the person pauses, including this turn."""
        kind = context.expects.patience
        self._turn = EndOfTurnDetector(
            patience_for(kind, context.patience, self.pace), self._completeness, self._finality
        )
        self._pre_roll: deque[bytes] = deque()
        self._pre_roll_seconds = 0.0
        self._stream: Stream | None = None
        self._pcm = bytearray()
        self._voiced = 0.0
        self._partial = ""

    def accept(self, block: Block) -> TurnEvent | None:
        """Take a block. After "end_of_turn" or "segment", `finish` gives the utterance."""
        frames = self._activity.detect(block.pcm)
        speaking = any(frames)
        if self._stream is None and not speaking:
            self._keep_pre_roll(block.pcm)
        else:
            self._recognize(block.pcm)
            self._voiced += sum(frames) * self._activity.frame
        event = self._turn.advance(speaking, block.seconds, self._partial)
        if event == "false_start" and self._is_meant():
            event = "end_of_turn"
        if event == "false_start":
            self._reset()
        elif event in ("end_of_turn", "segment"):
            kind = self._context.expects.patience
            self.pace = self._turn.updated_pace(self.pace, kind, over=event == "end_of_turn")
        return event

    @property
    def in_speech(self) -> bool:
        """Whether an utterance has begun and is not over."""
        return self._stream is not None

    def finish(self) -> SpokenUtterance | None:
        """The utterance up to now; `None` where there was no speech."""
        if self._stream is None:
            return None
        pcm, stream, voiced = bytes(self._pcm), self._stream, self._voiced
        self._reset()
        interpretation, *readings = self._arbiter.decide(stream.finish(), pcm, voiced)
        if not interpretation.text and voiced >= SPOKEN_WORD:
            interpretation = SILENCE.with_doubt()
        heard = [reading.transcript for reading in readings]
        texts = tuple(transcript.text for transcript in heard)
        maybe = tuple(dict.fromkeys(text for transcript in heard for text in transcript.maybe))
        return SpokenUtterance(interpretation, pcm, texts, heard[0].words, maybe)

    def _is_meant(self) -> bool:
        """Whether a short sound without a word is an answer all the same: one that was learned."""
        if isinstance(self._context.expects, Sound):
            return True
        vote = self._arbiter.learned_vote(bytes(self._pcm))
        return vote is not None and vote.sure

    def _reset(self) -> None:
        self._stream, self._voiced, self._partial = None, 0.0, ""
        self._pcm.clear()

    def _keep_pre_roll(self, pcm: bytes) -> None:
        self._pre_roll.append(pcm)
        self._pre_roll_seconds += len(pcm) / 2 / RATE
        while self._pre_roll_seconds > PRE_ROLL:
            self._pre_roll_seconds -= len(self._pre_roll.popleft()) / 2 / RATE

    def _recognize(self, pcm: bytes) -> None:
        if self._stream is None:
            self._stream = self._recognizer().stream(self._context.phrases)
            pcm = b"".join(self._pre_roll) + pcm
            self._pre_roll.clear()
            self._pre_roll_seconds = 0.0
        self._stream.accept(pcm)
        self._pcm += pcm
        partial = self._stream.partial()
        if partial != self._partial:
            self._partial = partial
            self._on_partial(partial)

    def _finality(self, quiet: float) -> float:
        """How much the prosody of the voice, which ended `quiet` seconds ago, sounds final."""
        if self._context.expects.patience == "reflection":
            return 0.0
        end = len(self._pcm) - int((quiet - 0.02) * RATE) * 2
        voice = self._pcm[max(0, end - int(SPAN * RATE) * 2) : max(0, end)]
        return finality(prosody(np.frombuffer(bytes(voice), np.int16)))

    def _completeness(self, partial: str) -> Completeness:
        context = self._context
        grows = context.expects.name in GROWING
        return completeness(partial, context.phrases, context.interpret, context.unfinished, grows)

"""The ear: listens for one answer, from the first sound of it to the end of the turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.practice.pace import Pace
from assistant.speech import arbitration as hearing
from assistant.speech.activity import VoiceActivity
from assistant.speech.arbitration import Understand
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import Recognizer, Stream, Transcript, Word
from assistant.speech.turns import GROWING, Standing, Turn, TurnEvent, patience, standing
from assistant.speech.turns.melody import SPAN, finality, melody
from intents import Expectation, Meaning

PRE_ROLL = 0.4
"""Seconds before the first sign of a voice which belong to it: a soft beginning is not lost."""
A_WORD = 0.6
"""Seconds of a voice in which a word was said, though none was understood: less is a cough."""
A_BURST = 2.0
"""A stretch of speech no longer than this may be "that's all", whatever open recognition heard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance: what it means, what it sounded like (16-bit mono), all its readings.

    `words` are those of the first reading, with their times.
    """

    meaning: Meaning
    pcm: bytes
    readings: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def seconds(self) -> float:
        """The length of its sound."""
        return len(self.pcm) / 2 / RATE


@dataclass(frozen=True, slots=True)
class Listening:
    """What to listen for: the answer expected, the closed phrases (`None`: anything).

    `closing` are the phrases which end a dictation or steer it. `patience` is how many times the
    usual the person's pauses may be, `pace` how they were seen to pause. `understand` reads a
    transcript; `unfinished` tells whether it ends in the middle of a sentence.
    """

    expects: Expectation
    phrases: Sequence[str] | None
    closing: Sequence[str]
    patience: float
    understand: Understand
    unfinished: Callable[[str], bool] = lambda text: False
    pace: Pace = field(default_factory=dict)


class Ear:
    """Listens for one answer. A voice-activity gate stands before the recognizer, so that silence
    costs next to nothing."""

    def __init__(
        self,
        recognizer: Callable[[], Recognizer],
        listening: Listening,
        hearing: Callable[[str], None] = lambda text: None,
        activity: VoiceActivity | None = None,
    ) -> None:
        """`recognizer` is asked for at the first sound; `hearing` is told the words so far.

        `activity` knows the room's noise from earlier answers: without it, a word spoken at once
        would be taken for the room.
        """
        self._recognizer = recognizer
        self._listening = listening
        self._told = hearing
        self._activity = activity or VoiceActivity(RATE)
        self.pace = listening.pace
        """How the person pauses, with what was seen in this turn."""
        kind = listening.expects.patience
        self._turn = Turn(patience(kind, listening.patience, self.pace), self._stands, self._sounds)
        self._before: deque[bytes] = deque()
        self._before_seconds = 0.0
        self._stream: Stream | None = None
        self._pcm = bytearray()
        self._voiced = 0.0
        self._partial = ""

    def hear(self, block: Block) -> TurnEvent | None:
        """Take a block. Gives an event of the turn; at its end, `finish` gives what was heard."""
        frames = self._activity.accept(block.pcm)
        speaking = any(frames)
        if self._stream is None and not speaking:
            self._remember(block.pcm)
        else:
            self._take(block.pcm)
            self._voiced += sum(frames) * self._activity.frame
        event = self._turn.step(speaking, block.seconds, self._partial)
        if event == "false_start":
            self._forget()
        elif event in ("end_of_turn", "segment"):
            kind = self._listening.expects.patience
            self.pace = self._turn.learned(self.pace, kind, over=event == "end_of_turn")
        return event

    @property
    def hearing_somebody(self) -> bool:
        """Whether somebody is in the middle of saying something."""
        return self._stream is not None

    def finish(self) -> Heard | None:
        """What was heard up to now; `None` where there was no speech."""
        if self._stream is None:
            return None
        pcm, stream, voiced = bytes(self._pcm), self._stream, self._voiced
        self._forget()
        meaning, *readings = self._meaning(stream.finish(), pcm, voiced)
        if not meaning.text and voiced >= A_WORD:
            meaning = Meaning("", doubtful=True)
        texts = tuple(reading.text for reading in readings)
        return Heard(meaning, pcm, texts, readings[0].words)

    def _forget(self) -> None:
        self._stream, self._voiced, self._partial = None, 0.0, ""
        self._pcm.clear()

    def _meaning(
        self, first: Transcript, pcm: bytes, voiced: float
    ) -> tuple[Meaning, *tuple[Transcript, ...]]:
        """The meaning of what the live stream heard, after a second look where it needs one.

        After it every reading there was, the one not taken too.
        """
        listening = self._listening
        understand = listening.understand
        if listening.phrases is not None:
            meaning = understand(first.text) if first.text else Meaning("")
            if hearing.plain(first, meaning, voiced):
                return meaning, first
            second = self._again(pcm, None)
            return hearing.together(first, second, understand), first, second
        if voiced <= A_BURST and hearing.may_close(first, listening.closing):
            closing = self._again(pcm, listening.closing)
            if (steers := hearing.closing(closing, first, understand)) is not None:
                return steers, first, closing
        if listening.expects.patience == "open":
            return hearing.in_words(first, understand), first
        return understand(first.text) if first.text else Meaning(""), first

    def _again(self, pcm: bytes, phrases: Sequence[str] | None) -> Transcript:
        stream = self._recognizer().stream(phrases)
        stream.accept(pcm)
        return stream.finish()

    def _remember(self, pcm: bytes) -> None:
        self._before.append(pcm)
        self._before_seconds += len(pcm) / 2 / RATE
        while self._before_seconds > PRE_ROLL:
            self._before_seconds -= len(self._before.popleft()) / 2 / RATE

    def _take(self, pcm: bytes) -> None:
        if self._stream is None:
            self._stream = self._recognizer().stream(self._listening.phrases)
            pcm = b"".join(self._before) + pcm
            self._before.clear()
            self._before_seconds = 0.0
        self._stream.accept(pcm)
        self._pcm += pcm
        partial = self._stream.partial()
        if partial != self._partial:
            self._partial = partial
            self._told(partial)

    def _sounds(self, quiet: float) -> float:
        if self._listening.expects.patience == "reflection":
            return 0.0
        end = len(self._pcm) - int((quiet - 0.02) * RATE) * 2
        heard = self._pcm[max(0, end - int(SPAN * RATE) * 2) : max(0, end)]
        return finality(melody(np.frombuffer(bytes(heard), np.int16)))

    def _stands(self, partial: str) -> Standing:
        listening = self._listening
        grows = listening.expects.name in GROWING
        return standing(
            partial, listening.phrases, listening.understand, listening.unfinished, grows
        )

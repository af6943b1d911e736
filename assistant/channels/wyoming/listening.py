"""What is listened for at a place, and when the turn of who speaks there is over.

A client sends sound without saying from which place. So what is expected is that of the latest
reply to its address; how long a pause may be follows from it, and a closed answer is recognized by
its phrases as well.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from assistant.conversation.acts import Interpretation
from assistant.practice.preferences import Pace, Settings
from assistant.speech.arbitration import Arbiter
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import Recognizer
from assistant.speech.turns import GROWING, EndOfTurnDetector, completeness, patience_for
from assistant.speech.turns.completeness import Completeness
from assistant.speech.voice_activity import VoiceActivityDetector
from intents import Dictation, Expectation, Freely, Language

SOON = 300.0
"""Seconds after a reply in which sound from there is taken for an answer to it."""
DICTATION_PAUSE = 5.0
"""Seconds of silence that end a piece of a dictation: after it, the assistant has to be woken."""
FASTER = 1.3
"""Sound that comes so much faster than it is spoken is a recording, and is heard to its end."""
AHEAD = 3.0
"""Seconds of sound that may come at once, from a microphone that was open before."""
LONGEST_ANSWER = 15.0
"""Seconds of sound up to which a closed answer is looked for in it."""
_STEP = RATE // 25
_MOST = 256


@dataclass(frozen=True, slots=True)
class Listening:
    """What is expected of the next words, and what is known of who speaks: how they pause, and
    how they want to be spoken to. Nothing is expected once a conversation is over."""

    expects: Expectation | None = None
    settings: Settings = field(default_factory=Settings)
    pace: Pace = field(default_factory=dict)


class Expected:
    """What is expected at each address, for a while after each reply. Used by several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[Listening, float]] = OrderedDict()
        self._lock = Lock()

    def put(self, peer: str, listening: Listening) -> None:
        """Remember what is expected at an address."""
        with self._lock:
            self._known.pop(peer, None)
            self._known[peer] = listening, time.monotonic()
            while len(self._known) > _MOST:
                self._known.popitem(last=False)

    def at(self, peer: str) -> Listening | None:
        """What is expected there now."""
        with self._lock:
            found = self._known.get(peer)
        if found is None or time.monotonic() - found[1] > SOON:
            return None
        return found[0]


class Turn:
    """Follows who speaks into a stream of sound, and tells when they have finished."""

    def __init__(
        self,
        language: Language,
        listening: Listening | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`listening`: what is expected, `None` where nobody asked. `clock`: seconds gone by."""
        self._language = language
        self._clock = clock
        known = listening or Listening()
        # What nobody asked for is a wish in one's own words, whoever it is for.
        self._expects = known.expects or Freely()
        self._phrases = language.phrases(known.expects) if known.expects else None
        self._patience = known.settings.patience
        patience = patience_for(self._expects.patience, self._patience, known.pace)
        self._detector = EndOfTurnDetector(patience, self._completeness)
        self._dictates = isinstance(self._expects, Dictation)
        self._activity = VoiceActivityDetector(RATE)
        self._rest = b""
        self._began = clock()
        self._seconds = 0.0
        self._quiet = 0.0
        self._recorded = False
        self.voiced = 0.0
        """Seconds of voice so far."""
        self.pcm = bytearray()
        """The sound so far, up to `LONGEST_ANSWER`."""

    def advance(self, pcm: bytes, partial: str) -> bool:
        """Take a piece of sound and the text so far; whether the turn is over."""
        self.pcm += pcm[: max(0, int(LONGEST_ANSWER * RATE) * 2 - len(self.pcm))]
        self._rest += pcm
        self._seconds += len(pcm) / 2 / RATE
        over = False
        while len(self._rest) >= _STEP * 2 and not over:
            step, self._rest = self._rest[: _STEP * 2], self._rest[_STEP * 2 :]
            over = self._step(step, partial)
        return over and not self._is_recorded()

    def _step(self, pcm: bytes, partial: str) -> bool:
        frames = self._activity.detect(pcm)
        seconds = len(pcm) / 2 / RATE
        speaking = any(frames)
        self.voiced += sum(frames) * self._activity.frame
        self._quiet = 0.0 if speaking else self._quiet + seconds
        event = self._detector.advance(speaking, seconds, partial)
        if self._dictates:
            return event in ("end_of_turn", "still_there") or (
                self._quiet > DICTATION_PAUSE * self._patience
                and (bool(partial) or self._quiet > 2 * DICTATION_PAUSE)
            )
        return event in ("end_of_turn", "silence")

    def _is_recorded(self) -> bool:
        elapsed = self._clock() - self._began
        self._recorded = self._recorded or self._seconds > FASTER * elapsed + AHEAD
        return self._recorded

    def answer(self, text: str, recognizer: Recognizer) -> str:
        """The words, by the phrases of the expected answer where they are one; else `text`."""
        longest = int(LONGEST_ANSWER * RATE) * 2
        if self._phrases is None or not self.voiced or len(self.pcm) >= longest:
            return text
        pcm = bytes(self.pcm)
        stream = recognizer.stream(self._phrases)
        stream.accept(pcm)
        arbiter = Arbiter(lambda: recognizer, self._interpret, self._phrases)
        found, *readings = arbiter.decide(stream.finish(), pcm, self.voiced)
        if found.kind not in ("answer", "command"):
            return text
        phrase = readings[0].interpretation
        same = (phrase.kind, phrase.value, phrase.intent) == (found.kind, found.value, found.intent)
        return phrase.text if same else found.text

    @property
    def is_closed(self) -> bool:
        """Whether one of a few answers is expected."""
        return self._phrases is not None

    def _interpret(self, text: str) -> Interpretation:
        return Interpretation.of(self._language.understand(text, self._expects))

    def _completeness(self, partial: str) -> Completeness:
        grows = self._expects.name in GROWING
        unfinished = self._language.unfinished
        return completeness(partial, self._phrases, self._interpret, unfinished, grows)

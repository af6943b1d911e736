"""Detects the end of a turn from voice activity, the words so far and patience.

It has no clock and takes no audio, only the duration of each step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assistant.practice.preferences import Pace
from assistant.speech.turns.completeness import Completeness
from assistant.speech.turns.patience import Patience, QuestionKind, with_end, with_pause, with_rest

TurnEvent = Literal[
    "speech_began", "false_start", "segment", "end_of_turn", "silence", "still_there"
]
"""speech_began: a person speaks. false_start: it was only a noise, and the turn has not begun.
segment: a part of a dictation is over and may be kept; the dictation continues. end_of_turn: the
person has finished. silence: nobody has begun to speak for long (repeated after as long again).
still_there: a long silence within a dictation (repeated after as long again)."""

ONSET = 0.06
"""Seconds of unbroken speech that end a pause; a shorter click does not."""
_WORDLESS = 0.4
"""Seconds of speech below which a noise without words is not a turn."""
_MIN_PAUSE = 0.2
"""A shorter pause is within a word or between two, and tells nothing of the person."""
JUDGED = 0.2
"""Seconds of silence from which on the completeness of the words is needed."""


class EndOfTurnDetector:
    """Follows one person's turn step by step and reports its events."""

    def __init__(
        self,
        patience: Patience,
        completeness: Callable[[str], Completeness] = lambda partial: "unclear",
        finality: Callable[[float], float] = lambda quiet: 0.0,
    ) -> None:
        """`completeness` judges a partial text; it is called once for each that precedes a pause.
        `finality` gives how final the voice sounded that ended so many seconds ago; it is called
        once in each pause.
        """
        self.patience = patience
        """May be replaced at any time, with immediate effect."""
        self.pauses: list[tuple[Completeness, float]] = []
        """The pauses within this turn, in seconds, each with the completeness of the words before
        it; to learn from."""
        self.rests: list[float] = []
        """The silences between two segments of a dictation, in seconds."""
        self.completeness: Completeness = "unfinished"
        """The completeness of the words when it was last judged."""
        self.speaking = False
        """Between speech_began and the event that ends it."""
        self._judge_completeness = completeness
        self._judge_finality = finality
        self._finality: float | None = None
        self._judged: str | None = None
        self._partial = ""
        self._unchanged = 0.0
        self._run = 0.0
        self._voiced = 0.0
        self._quiet = 0.0
        self._waited = 0.0
        self._asked = 0.0
        self._segments = 0

    def advance(self, speech: bool, seconds: float, partial: str) -> TurnEvent | None:
        """Account for `seconds` of speech or silence; `partial` is the text so far.

        In a dictation `partial` is the text of the current segment only.
        """
        self._run = self._run + seconds if speech else 0.0
        self._unchanged += seconds
        self._waited += seconds
        self._asked += seconds
        if partial != self._partial:
            self._partial = partial
            self._unchanged = 0.0
        if self._run >= ONSET:
            self._pause_ended(self._quiet - self._run)
            self._quiet = 0.0
            self._finality = None
        else:
            self._quiet += seconds
        if not self.speaking:
            return self._before_speech()
        self._voiced += seconds if speech else 0.0
        # Recognition is late: words spoken before a pause may arrive when the person speaks again.
        stalled = self._unchanged - self.patience.stalled
        return self._during_speech(stalled if speech else max(self._quiet, stalled))

    def updated_pace(self, pace: Pace, kind: QuestionKind, over: bool) -> Pace:
        """`pace` with the pauses of this turn since the last call. `over`: the turn has ended."""
        for completeness, seconds in self.pauses:
            pace = with_pause(pace, kind, completeness, seconds)
        for seconds in self.rests:
            pace = with_rest(pace, kind, seconds)
        self.pauses.clear()
        self.rests.clear()
        return with_end(pace, kind, self.completeness) if over else pace

    def _pause_ended(self, after: float) -> None:
        if self.speaking and after >= _MIN_PAUSE:
            self.pauses.append((self.completeness, after))
        elif not self.speaking and self._segments and self._quiet:
            self.rests.append(after)

    def _before_speech(self) -> TurnEvent | None:
        if self._run >= ONSET:
            self.speaking = True
            self._voiced = self._run
            self._unchanged = 0.0
            self.completeness, self._judged = "unfinished", None
            return "speech_began"
        if self.patience.silence is not None and self._waited >= self.patience.silence:
            self._waited = 0.0
            return "silence"
        if self.patience.still_there is not None and self._asked >= self.patience.still_there:
            self._asked = 0.0
            return "still_there"
        return None

    def _during_speech(self, quiet: float) -> TurnEvent | None:
        if quiet < JUDGED:
            return None
        patience = self.patience
        if not self._partial:
            if quiet < patience.wordless:
                return None
            wordless = patience.dictation or self._voiced < _WORDLESS
            return self._end("false_start" if wordless else "end_of_turn")
        if self._judged != self._partial:
            self._judged, self.completeness = self._partial, self._judge_completeness(self._partial)
        if self._finality is None:
            self._finality = self._judge_finality(self._quiet)
        if quiet < patience.pause(self.completeness, self._finality):
            return None
        segment = patience.dictation and self.completeness != "complete"
        return self._end("segment" if segment else "end_of_turn")

    def _end(self, event: TurnEvent) -> TurnEvent:
        self.speaking = False
        self._segments += event == "segment"
        if event != "false_start":
            self._waited = 0.0
            self._asked = self._quiet
        return event

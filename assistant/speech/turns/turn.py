"""The end of a turn, decided from voice activity, the words so far and patience.

Pure: it knows no clock and no sound, only how many seconds each step stands for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assistant.practice.pace import Pace
from assistant.speech.turns import pace as paces
from assistant.speech.turns.pace import Kind
from assistant.speech.turns.patience import Patience
from assistant.speech.turns.standing import Standing

TurnEvent = Literal[
    "speech_began", "false_start", "segment", "end_of_turn", "silence", "still_there"
]
"""speech_began: somebody speaks. false_start: it was a cough or a door, the turn has not begun.
segment: a stretch of a dictation is over, and may be kept; the dictation goes on. end_of_turn: the
person has finished. silence: nobody has begun for long (and again after as long). still_there:
a long silence within a dictation (and again after as long)."""

ONSET = 0.06
"""Seconds of unbroken voice which count: a click in a pause does not begin the pause anew."""
_WORDLESS = 0.4
"""Seconds of voice under which a noise without words is no turn."""
_NOTABLE = 0.2
"""A pause shorter than this is within a word or between two, and says nothing of the person."""


JUDGED = 0.2
"""Seconds of silence before which nobody has to know how the words stand."""


class Turn:
    """One person's turn; fed step by step, it says what has happened."""

    def __init__(
        self,
        patience: Patience,
        stands: Callable[[str], Standing] = lambda partial: "unclear",
        sounds: Callable[[float], float] = lambda quiet: 0.0,
    ) -> None:
        """`stands`: how the words so far stand. `sounds`: how much the voice sounded like an end,
        so many seconds ago; asked once in each pause.
        """
        self.patience = patience
        """May be changed at any time: "take your time" works at once."""
        self.pauses: list[tuple[Standing, float]] = []
        """The pauses the person made within this turn and then spoke on, and how the words stood
        before each: theirs to learn from."""
        self.rests: list[float] = []
        """The silences between two segments of a dictation, in seconds."""
        self.standing: Standing = "unfinished"
        """How the words stood when it was looked at last."""
        self.speaking = False
        """Between speech_began and what ends it."""
        self._stands = stands
        self._sounds = sounds
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

    def step(self, speech: bool, seconds: float, partial: str) -> TurnEvent | None:
        """`seconds` have passed, with a voice in them or not; `partial` is the text so far.

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
            self._spoke_on(self._quiet - self._run)
            self._quiet = 0.0
            self._finality = None
        else:
            self._quiet += seconds
        if not self.speaking:
            return self._wait()
        self._voiced += seconds if speech else 0.0
        # Words arrive late: those of before a pause may come when the person speaks again.
        stalled = self._unchanged - self.patience.stalled
        return self._listen(stalled if speech else max(self._quiet, stalled))

    def learned(self, pace: Pace, kind: Kind, over: bool) -> Pace:
        """`pace` with what was seen in this turn since it was asked last. `over`: it has ended."""
        for stood, seconds in self.pauses:
            pace = paces.went_on(pace, kind, stood, seconds)
        for seconds in self.rests:
            pace = paces.rested(pace, kind, seconds)
        self.pauses.clear()
        self.rests.clear()
        return paces.ended(pace, kind, self.standing) if over else pace

    def _spoke_on(self, after: float) -> None:
        if self.speaking and after >= _NOTABLE:
            self.pauses.append((self.standing, after))
        elif not self.speaking and self._segments and self._quiet:
            self.rests.append(after)

    def _wait(self) -> TurnEvent | None:
        if self._run >= ONSET:
            self.speaking = True
            self._voiced = self._run
            self._unchanged = 0.0
            self.standing, self._judged = "unfinished", None
            return "speech_began"
        if self.patience.silence is not None and self._waited >= self.patience.silence:
            self._waited = 0.0
            return "silence"
        if self.patience.still_there is not None and self._asked >= self.patience.still_there:
            self._asked = 0.0
            return "still_there"
        return None

    def _listen(self, quiet: float) -> TurnEvent | None:
        if quiet < JUDGED:
            return None
        patience = self.patience
        if not self._partial:
            if quiet < patience.wordless:
                return None
            wordless = patience.dictation or self._voiced < _WORDLESS
            return self._end("false_start" if wordless else "end_of_turn")
        if self._judged != self._partial:
            self._judged, self.standing = self._partial, self._stands(self._partial)
        if self._finality is None:
            self._finality = self._sounds(self._quiet)
        if quiet < patience.pause(self.standing, self._finality):
            return None
        segment = patience.dictation and self.standing != "complete"
        return self._end("segment" if segment else "end_of_turn")

    def _end(self, event: TurnEvent) -> TurnEvent:
        self.speaking = False
        self._segments += event == "segment"
        if event != "false_start":
            self._waited = 0.0
            self._asked = self._quiet
        return event

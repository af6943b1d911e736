"""How long a silence may be, for each kind of question and for this person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.practice.pace import Pace, Seen
from assistant.speech.turns.pace import UNLIKELY, Kind, usual
from assistant.speech.turns.pace import wait as pace_wait
from assistant.speech.turns.standing import Standing

_CLOSING = 0.7
"""Seconds after "that's all" in a reflection, which might have been "that's all I can do"."""
_WITHIN = 1.4
"""A pause this much longer than their usual ones ends a segment of a person's dictation."""
_STILL_THERE = 90.0
"""Seconds of silence within a reflection after which it is asked whether to go on listening."""
_BEYOND = 1.5
"""So many times their own longest pause a person is left in silence within a reflection."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, each; None is never. Nothing limits how long a person may speak."""

    pause: Callable[[Standing, float], float]
    """The pause which ends a turn, or a segment of a dictation: by how the words so far stand, and
    by how much the voice sounded like an end (see `melody.finality`)."""
    wordless: float
    """A pause which ends a turn in which there was a voice, but not one word."""
    silence: float | None
    """Nobody has begun to speak."""
    still_there: float | None
    """A silence within a dictation after which it is asked whether to go on listening."""
    stalled: float
    """A voice without any new word, after which time counts as a pause: a fan or a television is
    no turn without end. Long enough for a block or a drawn-out sound."""
    dictation: bool = False
    """A pause ends a segment, never the turn: only a phrase does."""

    def times(self, factor: float) -> Patience:
        """The same, but slower (or, below 1, quicker) throughout."""

        def longer(seconds: float | None) -> float | None:
            return None if seconds is None else seconds * factor

        return Patience(
            lambda standing, finality: self.pause(standing, finality) * factor,
            self.wordless * factor,
            longer(self.silence),
            longer(self.still_there),
            self.stalled * factor,
            self.dictation,
        )


def patience(
    kind: Kind, factor: float = 1.0, pace: Pace | None = None, unlikely: float = UNLIKELY
) -> Patience:
    """The patience for a kind of question with a person who pauses as in `pace`.

    `factor` is what "take your time" makes larger.
    """
    known = pace or {}
    if kind == "reflection":
        longest = known.get(kind, Seen()).longest
        segment = min(2.0, max(0.8, _WITHIN * usual(known, kind)))

        def pause(standing: Standing, finality: float) -> float:
            return _CLOSING if standing == "complete" else segment

        still_there = max(_STILL_THERE, _BEYOND * longest)
        return Patience(pause, segment, None, still_there, 8.0, dictation=True).times(factor)

    def wait(standing: Standing, finality: float) -> float:
        return pace_wait(known, kind, standing, finality, unlikely)

    if kind == "closed":
        return Patience(wait, 1.2, 8.0, None, 4.0).times(factor)
    return Patience(wait, 2.0, 10.0, None, 6.0).times(factor)

"""How long a pause may be, for each kind of question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["closed", "open", "reflection"]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, each; None is never. Nothing limits how long a person may speak."""

    complete: float
    """A pause which ends the turn when what was said is a complete answer."""
    pause: float | None
    """A pause which ends the turn whatever was said."""
    segment: float | None
    """A pause which ends one segment of a dictation, so that it can be kept."""
    silence: float | None
    """Nobody has begun to speak."""
    still_there: float | None
    """A silence within a dictation after which it is asked whether to go on listening."""
    stalled: float
    """A voice without any new word, after which time counts as a pause: a fan or a television is
    no turn without end. Long enough for a block or a drawn-out sound."""

    def times(self, factor: float) -> Patience:
        """The same, but slower (or, below 1, quicker) throughout."""

        def longer(seconds: float | None) -> float | None:
            return None if seconds is None else seconds * factor

        return Patience(
            self.complete * factor,
            longer(self.pause),
            longer(self.segment),
            longer(self.silence),
            longer(self.still_there),
            self.stalled * factor,
        )


_PATIENCE: dict[Kind, Patience] = {
    "closed": Patience(
        complete=0.3, pause=1.2, segment=None, silence=8.0, still_there=None, stalled=4.0
    ),
    "open": Patience(
        complete=0.8, pause=2.0, segment=None, silence=10.0, still_there=None, stalled=6.0
    ),
    "reflection": Patience(
        complete=0.7, pause=None, segment=1.0, silence=None, still_there=45.0, stalled=8.0
    ),
}


def patience(kind: Kind, factor: float = 1.0) -> Patience:
    """The patience for a kind of question; `factor` is what "take your time" makes larger."""
    return _PATIENCE[kind].times(factor)

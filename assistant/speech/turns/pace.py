"""How a person pauses, and how long to wait for them because of it.

After some silence a turn is over, or it goes on. What is known of the person gives two numbers for
each standing of the words: how likely they go on after it at all, and how long their pauses are
(log-logistic: long ones are not rare). The wait is the silence after which going on has become
unlikely enough. Both are learned from the person, and what was learned fades: they may change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from assistant.speech.turns.standing import Standing

Kind = Literal["closed", "open", "reflection"]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of a person before they are known: how likely they go on after each
    standing, and their pauses: middle of the logarithm of the seconds, and its spread."""

    goes_on: Mapping[Standing, float]
    middle: float
    spread: float


PRIOR: dict[Kind, Prior] = {
    "closed": Prior(
        {"complete": 0.02, "extensible": 0.10, "unclear": 0.3, "unfinished": 0.85},
        math.log(0.6),
        0.6,
    ),
    "open": Prior(
        {"complete": 0.05, "extensible": 0.3, "unclear": 0.45, "unfinished": 0.9},
        math.log(0.7),
        0.6,
    ),
}
UNLIKELY = 0.08
"""A turn is over when going on is less likely than this."""
FADES = 0.95
"""What one more observation leaves of those before: about twenty are remembered."""
OPINION = 4.0
"""So many observations the prior is worth."""
SHORTEST, LONGEST = 0.28, 15.0
"""Seconds between which any wait lies: words need a moment to be recognized, and nobody's silence
is to be waited out for ever."""


class Seen(msgspec.Struct, frozen=True):
    """Pauses seen in turns of one kind: by standing how often the person went on and how often
    not; the weight, the mean and the mean square of the logarithms of their lengths."""

    went_on: dict[str, float] = {}
    ended: dict[str, float] = {}
    weight: float = 0.0
    mean: float = 0.0
    square: float = 0.0


Pace = Mapping[str, Seen]
"""By kind of question what was seen of one person; empty for somebody new."""


def went_on(pace: Pace, kind: Kind, after: Standing, seconds: float) -> Pace:
    """The pace after one more pause within a turn."""
    seen = _faded(pace.get(kind, Seen()))
    counts = {**seen.went_on, after: seen.went_on.get(after, 0.0) + 1}
    total, log = seen.weight + 1, math.log(max(seconds, 0.05))
    mean = (seen.mean * seen.weight + log) / total
    square = (seen.square * seen.weight + log * log) / total
    return {**pace, kind: Seen(counts, seen.ended, total, mean, square)}



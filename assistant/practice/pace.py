"""How a person pauses while they speak, as far as it was seen: numbers, none of their words."""

from __future__ import annotations

import msgspec

from assistant.practice.event import Event


class Seen(msgspec.Struct, frozen=True, omit_defaults=True):
    """Pauses within turns of one kind, what was long ago fading.

    By how the words stood (see `assistant.speech.turns.standing`) how often the person `went_on`
    after one, and how often the turn `ended`. `weight`, `mean` and `square` are of the logarithms
    of the pauses' seconds: how many, their mean, the mean of their squares. `longest` is the
    longest of late, in seconds.
    """

    went_on: dict[str, float] = {}
    ended: dict[str, float] = {}
    weight: float = 0.0
    mean: float = 0.0
    square: float = 0.0
    longest: float = 0.0


Pace = dict[str, Seen]
"""What was seen, by the kind of question; empty for somebody new."""


class PaceLearned(Event, frozen=True, tag="pace_learned"):
    """How the person pauses, as it was known at the end of a conversation. The newest counts."""

    pace: Pace

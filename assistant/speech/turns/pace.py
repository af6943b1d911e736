"""How a person pauses, and how long to wait for them because of it.

After some silence a turn is over, or it goes on. What is known of the person gives two things for
each standing of the words: how likely they go on after it at all, and how long their pauses are
(log-logistic: long ones are not rare). The wait is the silence after which going on has become
unlikely. Both are learned from the person alone, and what was learned fades: people change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from assistant.practice.pace import Pace, Seen
from assistant.speech.turns.standing import Standing

Kind = Literal["closed", "open", "reflection"]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of a person before they are known: how likely they go on after each
    standing, and of their pauses the mean logarithm of the seconds, and its spread."""

    goes_on: Mapping[Standing, float]
    mean: float
    spread: float


PRIOR: dict[Kind, Prior] = {
    "closed": Prior(
        {"complete": 0.012, "extensible": 0.12, "unclear": 0.4, "unfinished": 0.95},
        math.log(0.7),
        0.6,
    ),
    "open": Prior(
        {"complete": 0.05, "extensible": 0.3, "unclear": 0.35, "unfinished": 0.97},
        math.log(0.7),
        0.6,
    ),
    "reflection": Prior(
        {"complete": 0.05, "extensible": 0.5, "unclear": 0.9, "unfinished": 0.95},
        math.log(0.7),
        0.6,
    ),
}
UNLIKELY = 0.012
"""A turn is over when going on is less likely than this."""
FADES = 0.95
"""What one more observation leaves of those before: about twenty are remembered."""
OPINION = 4.0
"""So many observations the prior is worth."""
SHARED = 0.3
"""What a pause in another kind of question is worth here: a person is one person."""
CLEAREST = 4.0
"""No sound of a voice says more than this."""
EVENEST = 0.35
"""The spread of the logarithm below which nobody's pauses are thought to lie."""
SHORTEST, LONGEST = 0.28, 8.0
"""Seconds between which every wait lies: words need a moment to be recognized, and a silence for
want of words is not to be waited out for ever."""


def wait(
    pace: Pace,
    kind: Kind,
    standing: Standing,
    finality: float = 0.0,
    unlikely: float = UNLIKELY,
) -> float:
    """Seconds of silence after which the turn is over, where the words stand so.

    `finality` is how much the voice sounded like an end: the logarithm of how many times likelier
    that sound is at an end than within a turn.
    """
    prior, seen = PRIOR[kind], pace.get(kind, Seen())
    likely = prior.goes_on[standing]
    went_on = seen.went_on.get(standing, 0.0) + OPINION * likely
    ended = seen.ended.get(standing, 0.0) + OPINION * (1 - likely)
    # Going on after this silence is as unlikely as it is to have been this rare a pause:
    sounded = math.exp(min(CLEAREST, max(-CLEAREST, finality)))
    rare = unlikely / (1 - unlikely) * ended / went_on * sounded
    if rare >= 1:
        return SHORTEST
    mean, spread = _pauses(pace, kind)
    steepness = math.pi / (spread * math.sqrt(3))
    pause: float = math.exp(mean) * (1 / rare - 1) ** (1 / steepness)
    return min(LONGEST, max(SHORTEST, pause))


def went_on(pace: Pace, kind: Kind, standing: Standing, seconds: float) -> Pace:
    """The pace after a pause of so many seconds, after which the person spoke on."""
    seen = _counted(pace.get(kind, Seen()), standing, on=1)
    weight, log = seen.weight * FADES, math.log(max(seconds, 0.05))
    total = weight + 1
    now = msgspec.structs.replace(
        seen,
        weight=round(total, 4),
        mean=round((seen.mean * weight + log) / total, 4),
        square=round((seen.square * weight + log * log) / total, 4),
        longest=round(max(seconds, seen.longest * FADES), 2),
    )
    return {**pace, kind: now}


def rested(pace: Pace, kind: Kind, seconds: float) -> Pace:
    """The pace after a silence of so many seconds between two segments of a dictation."""
    seen = pace.get(kind, Seen())
    longest = round(max(seconds, seen.longest * FADES), 2)
    return {**pace, kind: msgspec.structs.replace(seen, longest=longest)}


def ended(pace: Pace, kind: Kind, standing: Standing) -> Pace:
    """The pace after a turn of this kind which ended so."""
    return {**pace, kind: _counted(pace.get(kind, Seen()), standing, on=0)}


def usual(pace: Pace, kind: Kind) -> float:
    """Seconds of a pause as this person usually makes them in questions of this kind."""
    return math.exp(_pauses(pace, kind)[0])


def _counted(seen: Seen, standing: Standing, on: int) -> Seen:
    def faded(counts: dict[str, float], more: int) -> dict[str, float]:
        return {**counts, standing: round(counts.get(standing, 0.0) * FADES + more, 4)}

    went_on, ended = faded(seen.went_on, on), faded(seen.ended, 1 - on)
    return msgspec.structs.replace(seen, went_on=went_on, ended=ended)


def _pauses(pace: Pace, kind: Kind) -> tuple[float, float]:
    """Mean and spread of the logarithms of the person's pauses in questions of this kind."""
    prior = PRIOR[kind]
    weight = OPINION
    first, second = weight * prior.mean, weight * (prior.spread**2 + prior.mean**2)
    for other, seen in pace.items():
        if other not in PRIOR:
            continue
        worth = seen.weight * (1.0 if other == kind else SHARED)
        # What is usual in that kind of question is not usual in this one.
        off = prior.mean - PRIOR[other].mean
        weight += worth
        first += worth * (seen.mean + off)
        second += worth * (seen.square + 2 * off * seen.mean + off * off)
    mean = first / weight
    return mean, math.sqrt(max(EVENEST**2, second / weight - mean * mean))

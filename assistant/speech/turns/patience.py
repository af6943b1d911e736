"""How long a silence may be, for each kind of question and for this person.

After some silence a turn is over, or it continues. For each completeness of the words so far, a
model of the person gives the probability that the turn continues at all, and the distribution of
their pauses (log-logistic, so that long pauses are not rare). The wait is the silence after which
continuing has become unlikely. Both are learned from this person alone, and old observations fade,
because people change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from assistant.practice.preferences import Pace, PauseStatistics
from assistant.speech.turns.completeness import Completeness

QuestionKind = Literal["closed", "open", "reflection"]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is assumed of a person without observations.

    `continues` is the probability that they go on after each completeness; `mean` and `spread` are
    the mean and standard deviation of the logarithm of their pauses in seconds.
    """

    continues: Mapping[Completeness, float]
    mean: float
    spread: float


PRIOR: dict[QuestionKind, Prior] = {
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
"""A turn is over when the probability that it continues is below this."""
DECAY = 0.95
"""Factor on the weight of older observations for each new one: about twenty are remembered."""
PRIOR_WEIGHT = 4.0
"""The weight of the prior, in observations."""
SHARED = 0.3
"""The weight of a pause observed in another kind of question."""
MAX_FINALITY = 4.0
"""The bound on how much the prosody counts, as a logarithm of odds."""
MIN_SPREAD = 0.35
"""The smallest spread of the logarithm of a person's pauses that is assumed."""
SHORTEST, LONGEST = 0.28, 8.0
"""Seconds between which every wait lies: recognition needs a moment, and a silence for want of
words must end."""

_CLOSING = 0.7
"""Seconds after "that's all" in a reflection, which might go on as "that's all I can do"."""
_WITHIN = 1.4
"""A pause this many times a person's usual pause ends a segment of their dictation."""
_STILL_THERE = 90.0
"""Seconds of silence within a reflection after which Lantern asks whether to go on listening."""
_BEYOND = 1.5
"""The same in multiples of the person's own longest pause, where that is more."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Durations in seconds; None is never. Nothing limits how long a person may speak."""

    pause: Callable[[Completeness, float], float]
    """The pause that ends a turn, or a segment of a dictation, by the completeness of the words so
    far and by how final the voice sounded (see `prosody.finality`)."""
    wordless: float
    """The pause that ends a turn with speech but without a recognized word."""
    silence: float | None
    """The silence before speech after which "silence" is reported."""
    still_there: float | None
    """The silence within a dictation after which "still_there" is reported."""
    stalled: float
    """The duration of speech without a new word after which time counts as a pause, so that a fan
    or a television is not a turn without end. Long enough for a block or a drawn-out sound."""
    dictation: bool = False
    """A pause ends a segment, never the turn; only a phrase does."""

    def scaled(self, factor: float) -> Patience:
        """The same with every duration multiplied by `factor`."""

        def longer(seconds: float | None) -> float | None:
            return None if seconds is None else seconds * factor

        return Patience(
            lambda completeness, finality: self.pause(completeness, finality) * factor,
            self.wordless * factor,
            longer(self.silence),
            longer(self.still_there),
            self.stalled * factor,
            self.dictation,
        )


def patience_for(
    kind: QuestionKind, factor: float = 1.0, pace: Pace | None = None, unlikely: float = UNLIKELY
) -> Patience:
    """The patience for a kind of question with a person who pauses as in `pace`.

    `factor` is the person's setting for more time.
    """
    known = pace or {}
    if kind == "reflection":
        longest = known.get(kind, PauseStatistics()).longest
        segment = min(2.0, max(0.8, _WITHIN * usual_pause(known, kind)))

        def segment_pause(completeness: Completeness, finality: float) -> float:
            return _CLOSING if completeness == "complete" else segment

        still_there = max(_STILL_THERE, _BEYOND * longest)
        return Patience(segment_pause, segment, None, still_there, 8.0, dictation=True).scaled(
            factor
        )

    def pause(completeness: Completeness, finality: float) -> float:
        return wait(known, kind, completeness, finality, unlikely)

    if kind == "closed":
        return Patience(pause, 1.2, 8.0, None, 4.0).scaled(factor)
    return Patience(pause, 2.0, 10.0, None, 6.0).scaled(factor)


def wait(
    pace: Pace,
    kind: QuestionKind,
    completeness: Completeness,
    finality: float = 0.0,
    unlikely: float = UNLIKELY,
) -> float:
    """Seconds of silence after which a turn with words of this completeness is over.

    `finality` is the logarithm of how many times likelier the prosody is at an end of a turn than
    within one.
    """
    prior, seen = PRIOR[kind], pace.get(kind, PauseStatistics())
    likely = prior.continues[completeness]
    continued = seen.went_on.get(completeness, 0.0) + PRIOR_WEIGHT * likely
    ended = seen.ended.get(completeness, 0.0) + PRIOR_WEIGHT * (1 - likely)
    # Continuing after this silence is as unlikely as a pause of this rarity:
    odds = math.exp(min(MAX_FINALITY, max(-MAX_FINALITY, finality)))
    rare = unlikely / (1 - unlikely) * ended / continued * odds
    if rare >= 1:
        return SHORTEST
    mean, spread = _pause_distribution(pace, kind)
    steepness = math.pi / (spread * math.sqrt(3))
    pause: float = math.exp(mean) * (1 / rare - 1) ** (1 / steepness)
    return min(LONGEST, max(SHORTEST, pause))


def with_pause(pace: Pace, kind: QuestionKind, completeness: Completeness, seconds: float) -> Pace:
    """The pace after one more pause within a turn, after which the person spoke on."""
    seen = _counted(pace.get(kind, PauseStatistics()), completeness, continued=1)
    weight, log = seen.weight * DECAY, math.log(max(seconds, 0.05))
    total = weight + 1
    now = msgspec.structs.replace(
        seen,
        weight=round(total, 4),
        mean=round((seen.mean * weight + log) / total, 4),
        square=round((seen.square * weight + log * log) / total, 4),
        longest=round(max(seconds, seen.longest * DECAY), 2),
    )
    return {**pace, kind: now}


def with_rest(pace: Pace, kind: QuestionKind, seconds: float) -> Pace:
    """The pace after one more silence between two segments of a dictation."""
    seen = pace.get(kind, PauseStatistics())
    longest = round(max(seconds, seen.longest * DECAY), 2)
    return {**pace, kind: msgspec.structs.replace(seen, longest=longest)}


def with_end(pace: Pace, kind: QuestionKind, completeness: Completeness) -> Pace:
    """The pace after one more turn that ended with words of this completeness."""
    return {**pace, kind: _counted(pace.get(kind, PauseStatistics()), completeness, continued=0)}


def usual_pause(pace: Pace, kind: QuestionKind) -> float:
    """The median of this person's pauses in questions of this kind, in seconds."""
    return math.exp(_pause_distribution(pace, kind)[0])


def _counted(seen: PauseStatistics, completeness: Completeness, continued: int) -> PauseStatistics:
    def decayed(counts: dict[str, float], more: int) -> dict[str, float]:
        return {**counts, completeness: round(counts.get(completeness, 0.0) * DECAY + more, 4)}

    went_on, ended = decayed(seen.went_on, continued), decayed(seen.ended, 1 - continued)
    return msgspec.structs.replace(seen, went_on=went_on, ended=ended)


def _pause_distribution(pace: Pace, kind: QuestionKind) -> tuple[float, float]:
    """Mean and spread of the logarithm of the person's pauses in questions of this kind."""
    prior = PRIOR[kind]
    weight = PRIOR_WEIGHT
    first, second = weight * prior.mean, weight * (prior.spread**2 + prior.mean**2)
    for other, seen in pace.items():
        if other not in PRIOR:
            continue
        share = seen.weight * (1.0 if other == kind else SHARED)
        # The usual pause differs between kinds of questions.
        off = prior.mean - PRIOR[other].mean
        weight += share
        first += share * (seen.mean + off)
        second += share * (seen.square + 2 * off * seen.mean + off * off)
    mean = first / weight
    return mean, math.sqrt(max(MIN_SPREAD**2, second / weight - mean * mean))

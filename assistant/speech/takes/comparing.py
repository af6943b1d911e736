"""Which of the learned words a sound is, if it is one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.speech.takes.cepstra import WIDTH, with_slopes
from assistant.speech.takes.features import KINDS, Features, Kind
from assistant.speech.takes.warping import distances

_BEST = 2
"""The distance of a sound from a word is the mean of that from so many of its takes."""
LEAST_TAKES = 2
"""A word with fewer takes is not listened for yet."""
_BY_ANGLE: frozenset[Kind] = frozenset({"moonshine-1"})
_LONGER = 2.0
"""A take that is so many times as long as the sound, or as much shorter, is not compared."""


_UNITS: dict[Kind, float] = {"moonshine-1": 0.3, "cepstra-1": 31.0}
"""What counts as one in the distances of each kind, so that they can be joined by their mean."""
SPREAD = 1.4
"""A word may be so many times as far from its takes as they are from each other. By the
limits words are told apart already; by this, sounds that are no words and are much alike."""
APART = 1.37
"""The usual distance of two words. The distance from the second word counts as at most this."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How near a sound must be.

    What counts is the distance from the nearest word times its share of the distance from the
    second one. Up to `sure` the sound is the word. Up to `likely` it may be, and supports a
    recognizer that says so too. Chosen by `scripts/bench learn`: of a person's own other words,
    0.3 % are `sure` and 1 % `likely`.
    """

    sure: float
    likely: float


_JOINED = Limits(sure=0.80, likely=0.98)
"""Where a sound and the takes have features of both kinds."""
_ALONE: dict[Kind, Limits] = {
    "moonshine-1": Limits(sure=0.55, likely=0.65),
    "cepstra-1": Limits(sure=0.97, likely=1.05),
}


@dataclass(frozen=True, slots=True)
class Take:
    """One learned example of how a word is said."""

    word: str
    features: Features


@dataclass(frozen=True, slots=True)
class Nearest:
    """The learned word that a sound is nearest to.

    `apart` is how far they are apart, and `distance` the product that `Limits` describes. `usual`
    is how far the takes of the word are apart, and at least how far takes of one word are in the
    mean of all words. `second` is the word after it, "" where there is none.
    """

    word: str
    apart: float
    distance: float
    usual: float
    second: str
    limits: Limits

    @property
    def sure(self) -> bool:
        """Whether it is the word."""
        return self.distance <= self.limits.sure and self.within(SPREAD)

    @property
    def likely(self) -> bool:
        """Whether it may be the word."""
        return self.distance <= self.limits.likely and self.within(SPREAD)

    def within(self, times: float) -> bool:
        """Whether it is at most so many times as far from the word as its takes are usually."""
        return self.apart <= times * self.usual


class Takes:
    """All takes of a person, ready to be compared with."""

    def __init__(self, takes: Collection[Take]) -> None:
        self._takes = [replace(take, features=_prepared(take.features)) for take in takes]
        counts = Counter(take.word for take in takes)
        self.words = tuple(word for word, count in counts.items() if count >= LEAST_TAKES)
        """The words that are listened for."""
        self._spreads: dict[tuple[Kind, ...], dict[str, float]] = {}

    def nearest(self, sound: Features, besides: str = "") -> Nearest | None:
        """The word that a sound is nearest to, leaving out `besides`; `None` for none at all."""
        words_there = set(self.words) - {besides}
        takes = [take for take in self._takes if take.word in words_there]
        kinds = _common([sound, *(take.features for take in takes)])
        of = self._distances(_prepared(sound), takes, kinds)
        if not of:
            return None
        words = sorted(of, key=of.__getitem__)
        second = words[1] if len(words) > 1 else ""
        limits = _ALONE[kinds[0]] if len(kinds) == 1 else _JOINED
        first, usual = of[words[0]], self._usual(words[0], kinds)
        product = _product(first, of.get(second))
        return Nearest(words[0], first, product, usual, second, limits)

    def distance(self, sound: Features, word: str) -> float | None:
        """How far a sound is from a word, in the mean of its takes; `None` where it has none."""
        takes = [take for take in self._takes if take.word == word]
        kinds = _common([sound, *(take.features for take in takes)])
        return self._distances(_prepared(sound), takes, kinds, len(takes)).get(word)

    def _usual(self, word: str, kinds: tuple[Kind, ...]) -> float:
        """How far the takes of a word are apart, at least as in the mean of all words."""
        if kinds not in self._spreads:
            self._spreads[kinds] = {w: self._spread(w, kinds) for w in self.words}
        spreads = self._spreads[kinds]
        return max(spreads[word], float(np.mean(list(spreads.values()))))

    def _spread(self, word: str, kinds: tuple[Kind, ...]) -> float:
        takes = [take for take in self._takes if take.word == word]
        found = [
            self._distances(take.features, takes[:place], kinds, place).get(word, APART)
            for place, take in enumerate(takes)
            if place
        ]
        return float(np.mean(found))

    def _distances(
        self, sound: Features, takes: Sequence[Take], kinds: Sequence[Kind], best: int = _BEST
    ) -> dict[str, float]:
        """How far the sound is from each word, in the mean of its nearest takes."""
        if not takes or not kinds:
            return {}
        length = len(sound[kinds[0]])
        near = [
            take
            for take in takes
            if 1 / _LONGER <= len(take.features[kinds[0]]) / length <= _LONGER
        ]
        if not near:
            return {}
        joined = np.mean(
            [
                distances(sound[kind], [take.features[kind] for take in near], kind in _BY_ANGLE)
                / _UNITS[kind]
                for kind in kinds
            ],
            axis=0,
        )
        of: defaultdict[str, list[float]] = defaultdict(list)
        for take, apart in zip(near, joined, strict=True):
            of[take.word].append(float(apart))
        return {word: float(np.mean(sorted(each)[:best])) for word, each in of.items()}


def _product(first: float, second: float | None) -> float:
    """The distance that counts; see `Limits`."""
    beyond = APART if second is None else min(second, APART)
    return first * min(1.0, first / max(beyond, 1e-9))


def _common(all_features: Sequence[Features]) -> tuple[Kind, ...]:
    """The kinds of features that all have."""
    return tuple(kind for kind in KINDS if all(kind in each for each in all_features))


def _prepared(features: Features) -> Features:
    return {
        kind: with_slopes(rows) if kind == "cepstra-1" and rows.shape[1] == WIDTH else rows
        for kind, rows in features.items()
    }

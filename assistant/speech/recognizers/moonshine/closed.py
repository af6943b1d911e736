"""Reads a sound as one of a few phrases, or as none of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.speech.recognizers.moonshine.network import Encoded, Floats, Network
from assistant.speech.recognizers.moonshine.tokens import END
from assistant.speech.recognizers.moonshine.writing import spellings

MARGIN = 6.0
"""A phrase that was said is at most this much less likely than the free reading, in natural
logarithms. Chosen, like the next two, on recordings of people of whom none is in the figures."""
BALANCE = 2.0
"""The margin, with the lead over the second phrase added, is at least minus this."""
LEAD = 6.0
"""The most a lead counts."""
_BEAM = 16
"""Beginnings of phrases that are followed at a time."""
_HOPE = 8.0
"""Beginnings this much less likely than the best phrase are not followed any longer."""
_IMPOSSIBLE = -99.0


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: what may follow, and which phrases are whole here."""

    after: dict[int, _Node] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The likeliest phrase, its log-probability, and its lead over the second."""

    phrase: str
    total: float
    lead: float


class PhraseTree:
    """Phrases as a tree of tokens. Made once for a question; a search costs hardly more for 500
    phrases than for 10."""

    def __init__(self, network: Network, phrases: Sequence[str], language: str) -> None:
        """`phrases` are lower-case words."""
        self.phrases = tuple(dict.fromkeys(phrases))
        self.longest = max((len(phrase.split()) for phrase in self.phrases), default=0)
        self._network = network
        self._root = _Node()
        for index, phrase in enumerate(self.phrases):
            for written in spellings(phrase, language):
                node = self._root
                for token in network.tokens.encode(written):
                    node = node.after.setdefault(token, _Node())
                node.whole.append(index)

    def nearest(self, encoded: Encoded) -> Nearest:
        """The likeliest phrase of a sound."""
        scores = self._scores(encoded)
        best = int(scores.argmax())
        second = float(np.partition(scores, -2)[-2]) if len(scores) > 1 else _IMPOSSIBLE
        return Nearest(self.phrases[best], float(scores[best]), float(scores[best]) - second)

    def _scores(self, encoded: Encoded) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The log-probability of each phrase. Branches that cannot win any more are left."""
        scores = np.full(len(self.phrases), _IMPOSSIBLE)

        def grow(row: Floats, node: _Node, total: float, at: int) -> list[_Beginning]:
            for index in node.whole:
                scores[index] = np.logaddexp(scores[index], total + float(row[END]))
            return [
                _Beginning(total + float(row[token]), token, child, at)
                for token, child in node.after.items()
            ]

        live, state = grow(encoded.first, self._root, 0.0, 0), encoded.state
        while live := _promising(live, float(scores.max())):
            rows, state = self._network.advance(
                encoded, [b.token for b in live], state, [b.parent for b in live]
            )
            live = [
                longer
                for at, (row, beginning) in enumerate(zip(rows, live, strict=True))
                for longer in grow(row, beginning.node, beginning.total, at)
            ]
        return scores


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The beginning of a phrase: up to `token`, after the one in row `parent` of the state."""

    total: float
    token: int
    node: _Node
    parent: int


def _promising(beginnings: list[_Beginning], best: float) -> list[_Beginning]:
    first = sorted(beginnings, key=lambda beginning: -beginning.total)[:_BEAM]
    return [beginning for beginning in first if beginning.total > best - _HOPE]


def is_said(nearest: Nearest, freely: Sequence[str], total: float) -> bool:
    """Whether the nearest phrase was said, and not something else.

    `freely` are the words of the free reading, and `total` its log-probability.
    """
    phrase = nearest.phrase.split()
    if list(freely) == phrase:
        return True
    if not freely or len(freely) > 1.5 * len(phrase) + 1:
        return False
    margin = nearest.total - total
    lead = min(nearest.lead, LEAD)
    return margin >= -MARGIN and margin + lead >= -BALANCE and math.isfinite(margin)

"""Reads a sound as one of a few phrases, or as none of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assistant.speech.language_data import speech_data
from assistant.speech.recognizers.moonshine.network import Encoded, Floats, Network
from assistant.speech.recognizers.moonshine.tokens import END
from assistant.speech.recognizers.moonshine.writing import spellings, spoken_words

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
_ENDS = (".", "?")
_COMMA = ","


@dataclass(slots=True)
class _Node:
    """A place among the phrases.

    `after` says what may follow. `whole` are the phrases that are whole here. `before` are words
    said before a phrase that end here, and `behind` words after one. `last`: the text may end.
    """

    after: dict[int, _Node] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)
    before: str = ""
    behind: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The beginning of a text: up to `token`, after the one in row `parent` of the state."""

    total: float
    token: int
    node: _Node
    parent: int
    phrase: int = -1
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The likeliest phrase, and the whole text with what may stand around it.

    `total` is its log-probability and `lead` its lead over the second phrase. `wanted` is false for
    a phrase that is only there to be compared with.
    """

    phrase: str
    text: str
    total: float
    lead: float
    wanted: bool = True


class PhraseTree:
    """Phrases as a tree of tokens. Made once for a question; a search costs hardly more for 500
    phrases than for 10.

    People say "um, I think seven": words that change nothing may stand before and after a phrase.
    What is said instead of an answer is often another short word, so the language's `rivals` are
    searched too, and a sound that is nearest to one of them is no phrase.
    """

    def __init__(self, network: Network, phrases: Sequence[str], language: str) -> None:
        """`phrases` are lower-case words."""
        writing = speech_data(language).writing
        self.phrases = tuple(dict.fromkeys(phrases))
        self.longest = max((len(phrase.split()) for phrase in self.phrases), default=0)
        known = set(self.phrases)
        rivals = tuple(rival for rival in writing.rivals if rival not in known)
        self._all = (*self.phrases, *rivals)
        self._network = network
        self._first, self._later, self._end = _Node(), _Node(), _Node()
        self._add_phrases(language)
        self._add_before(writing.before)
        self._add_behind(writing.behind)

    def nearest(self, encoded: Encoded) -> Nearest:
        """The likeliest phrase of a sound."""
        search = _Search(len(self._all))
        live, state = list(self._grow(search, encoded.first, None, 0)), encoded.state
        while live := search.promising(live):
            rows, state = self._network.advance(
                encoded, [b.token for b in live], state, [b.parent for b in live]
            )
            live = [
                longer
                for at, (row, beginning) in enumerate(zip(rows, live, strict=True))
                for longer in self._grow(search, row, beginning, at)
            ]
        best = int(search.scores.argmax())
        others = np.delete(search.scores, best)
        total = float(search.scores[best])
        before, behind = search.around.get(best, ("", ""))
        text = " ".join(part for part in (before, self._all[best], behind) if part)
        lead = total - float(others.max(initial=_IMPOSSIBLE))
        return Nearest(self._all[best], text, total, lead, wanted=best < len(self.phrases))

    def _grow(
        self, search: _Search, row: Floats, beginning: _Beginning | None, at: int
    ) -> Iterator[_Beginning]:
        """Every text that is one token longer than `beginning`; its end is scored."""
        start = beginning or _Beginning(0.0, END, self._first, at)
        node = start.node
        if node.last:
            search.add(start, start.total + float(row[END]))
        ways = [(node, start)]
        if node.before:
            ways.append((self._later, replace(start, before=node.before)))
        if node.behind:
            start = replace(start, behind=node.behind)
            ways = [(node, start)]
        ways += [(self._end, replace(start, phrase=phrase)) for phrase in node.whole]
        for place, path in ways:
            for token, child in place.after.items():
                total = path.total + float(row[token])
                yield replace(path, total=total, token=token, node=child, parent=at)

    def _add_phrases(self, language: str) -> None:
        for index, phrase in enumerate(self._all):
            for written in spellings(phrase, language):
                self._path(self._first, written[:-1]).whole.append(index)
                inside = (
                    written[:-1] if written[:2] == "I " else written[:1].lower() + written[1:-1]
                )
                self._path(self._later, inside).whole.append(index)

    def _add_before(self, texts: Sequence[str]) -> None:
        for text in texts:
            for written in (text, text + _COMMA):
                self._path(self._first, written).before = " ".join(spoken_words(text))

    def _add_behind(self, texts: Sequence[str]) -> None:
        final = _Node(last=True)
        ends = {self._network.tokens.mark(mark): final for mark in _ENDS}
        self._end.after |= ends
        after_comma = self._end.after.setdefault(self._network.tokens.mark(_COMMA), _Node())
        for text in texts:
            for start in (self._end, after_comma):
                node = self._path(start, text)
                node.behind = text
                node.after |= ends

    def _path(self, node: _Node, text: str) -> _Node:
        for token in self._network.tokens.encode(text):
            node = node.after.setdefault(token, _Node())
        return node


class _Search:
    """The log-probability of each phrase so far, and what stands around it."""

    def __init__(self, count: int) -> None:
        self.scores = np.full(count, _IMPOSSIBLE)
        self.around: dict[int, tuple[str, str]] = {}
        self._best: dict[int, float] = {}

    def add(self, text: _Beginning, total: float) -> None:
        """A whole text; the probabilities of the ways to say one phrase are added up."""
        self.scores[text.phrase] = np.logaddexp(self.scores[text.phrase], total)
        if total > self._best.get(text.phrase, -math.inf):
            self._best[text.phrase] = total
            self.around[text.phrase] = text.before, text.behind

    def promising(self, beginnings: list[_Beginning]) -> list[_Beginning]:
        """The beginnings that may still win."""
        first = sorted(beginnings, key=lambda beginning: -beginning.total)[:_BEAM]
        hope = float(self.scores.max()) - _HOPE
        return [beginning for beginning in first if beginning.total > hope]


def is_said(nearest: Nearest, freely: Sequence[str], total: float) -> bool:
    """Whether the nearest phrase was said, and not something else.

    `freely` are the words of the free reading, and `total` its log-probability.
    """
    text = nearest.text.split()
    if list(freely) == text:
        return nearest.wanted
    if not nearest.wanted or not freely or len(freely) > 1.5 * len(text) + 1:
        return False
    margin = nearest.total - total
    return margin >= -MARGIN and margin + min(nearest.lead, LEAD) >= -BALANCE

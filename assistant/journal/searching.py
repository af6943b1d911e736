"""Finding what was said: by words, misspelt or misheard ones too, the best passages first.

The index is made of the texts it is given and is held in memory only: no copy of the person's words
is written anywhere.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.journal.line import Line

_WORD = re.compile(r"[^\W_]+")
_COMMON = 5_000
"""A word found more often is looked for only in texts with a rarer one, or in the latest texts."""
_LATEST = 500
"""How many of the latest texts are searched for a common word by itself."""
_PASSAGE = 30
"""Words of a passage."""
_MOST_WORDS = 40
"""So many words of a query are looked for, the longest: what is longer is no query."""
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u2032\uff07", "'"))
_PREFIX_WEIGHT, _SIMILAR_WEIGHT = 0.7, 0.5
"""Weights of a word as the beginning of a longer one, and of a word which is only similar."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place which was found."""

    id: str
    """Of its line."""
    ts: str
    passage: str
    score: float


class Index:
    """Texts to search in, each that of one line."""

    def __init__(self, texts: Iterable[tuple[str, str, str]], among: int = 0) -> None:
        """`texts` are the id of a line, its moment, and its words.

        `among` is how many texts there are in all, when these are only those which may fit.
        """
        self._ids: list[str] = []
        self._moments: list[str] = []
        self._texts: list[str] = []
        for id, ts, text in texts:
            self._ids.append(id)
            self._moments.append(ts)
            self._texts.append(text)
        folded = [fold_text(text) for text in self._texts]
        self._all = "\n".join(folded)
        self._starts = list(accumulate((len(text) + 1 for text in folded[:-1]), initial=0))
        self._counts: dict[str, int] = {}
        self._in_all = max(among, len(self._texts))

    def __len__(self) -> int:
        return len(self._texts)

    def knows(self, words: Iterable[str]) -> bool:
        """Whether all of these (see `words_in`) stand in the texts with this spelling."""
        return all(map(self._has, words))

    def find(
        self,
        query: str,
        *,
        since: date | None = None,
        until: date | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """The best passages for the words of `query`, best first, the later of equals first.

        `since` and `until` are days as the person lived them, both included. Without words:
        what is latest in that time.
        """
        inside = self._between(since, until)
        words = words_in(query)
        if not words:
            latest = heapq.nlargest(limit, filter(inside, range(len(self))), self._moment)
            return [self._hit(at, {}, 0.0) for at in latest]
        wanted = {word: self._variants(word) for word in words}
        scores: dict[int, float] = {}
        for variants in sorted(wanted.values(), key=self._count):
            found = self._places(variants, scores)
            rarity = math.log(1 + self._in_all / (1 + len(found)))
            for at, weight in found.items():
                scores[at] = scores.get(at, 0.0) + weight * rarity
        best = heapq.nlargest(
            limit,
            ((score, at) for at, score in scores.items() if inside(at)),
            key=lambda item: (round(item[0], 6), self._moment(item[1])),
        )
        every = {variant: weight for some in wanted.values() for variant, weight in some.items()}
        return [self._hit(at, every, score) for score, at in best]

    def _moment(self, at: int) -> str:
        return self._moments[at]

    def _between(self, since: date | None, until: date | None) -> Callable[[int], bool]:
        first = since.isoformat() if since else ""
        last = until.isoformat() if until else "9999-12-31"
        return lambda at: first <= self._moments[at][:10] <= last

    def _variants(self, word: str) -> dict[str, float]:
        """What to look for instead of `word`, each with its weight."""
        if self._has(word):
            return {word: 1.0}
        most = _allowed_edits(word)
        lengths = range(len(word) - most, len(word) + most + 1)
        near = [known for length in lengths for known in self._vocabulary.get(length, ())]
        like = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=5)
        found = {known: _SIMILAR_WEIGHT * (1 - edits / len(word)) for known, edits, _ in like}
        # "walking", where "walk" and "walked" were said
        stems = (word[:end] for end in range(len(word) - 1, max(3, len(word) // 2), -1))
        stem = next((stem for stem in stems if self._has(stem)), None)
        return found | ({stem: _SIMILAR_WEIGHT} if stem else {})

    @cached_property
    def _vocabulary(self) -> dict[int, list[str]]:
        """All words, by their length."""
        words: dict[int, list[str]] = {}
        for word in sorted(set(_WORD.findall(self._all))):
            words.setdefault(len(word), []).append(word)
        return words

    def _has(self, word: str) -> bool:
        at = self._all.find(word)
        while at >= 0:
            if self._weight(at, word):
                return True
            at = self._all.find(word, at + 1)
        return False

    def _weight(self, at: int, word: str) -> float:
        """The weight of `word` at the offset `at` in all texts: 0 inside another word."""
        if at and self._all[at - 1].isalnum():
            return 0.0
        end = at + len(word)
        if end < len(self._all) and self._all[end].isalnum():
            return _PREFIX_WEIGHT if len(word) > 2 else 0.0
        return 1.0

    def _count(self, variants: dict[str, float]) -> int:
        for word in variants:
            if word not in self._counts:
                self._counts[word] = self._all.count(word)
        return sum(self._counts[word] for word in variants)

    def _places(self, variants: dict[str, float], near: dict[int, float]) -> dict[int, float]:
        """The texts which hold one of `variants`, with the highest weight there.

        `near` are the texts found for a rarer word of the query.
        """
        found: dict[int, float] = {}
        common = self._count(variants) > _COMMON
        for word, weight in variants.items():
            if not common:
                spans = [(0, len(self._all))]
            elif near:
                spans = [self._span(at) for at in near]
            else:
                spans = [self._span(at) for at in self._latest_with(word)]
            for first, last in spans:
                at = self._all.find(word, first, last)
                while at >= 0:
                    text = bisect_right(self._starts, at) - 1
                    here = weight * self._weight(at, word)
                    if here > found.get(text, 0.0):
                        found[text] = here
                    at = self._all.find(word, at + 1, last)
        return found

    def _latest_with(self, word: str) -> list[int]:
        found: list[int] = []
        end = len(self._all)
        while len(found) < _LATEST and (at := self._all.rfind(word, 0, end)) >= 0:
            text = bisect_right(self._starts, at) - 1
            found.append(text)
            end = self._starts[text]
        return found

    def _span(self, text: int) -> tuple[int, int]:
        last = self._starts[text + 1] - 1 if text + 1 < len(self) else len(self._all)
        return self._starts[text], last

    def _hit(self, at: int, variants: dict[str, float], score: float) -> Hit:
        return Hit(self._ids[at], self._moments[at], _passage(self._texts[at], variants), score)


def index_of(lines: Iterable[Line], words_of: Callable[[Line], str]) -> Index:
    """An index of `lines`; `words_of` gives the plain words of one, empty when it has none."""
    return Index((line.id, line.ts, text) for line in lines if (text := words_of(line)))


def words_in(query: str) -> list[str]:
    """The words of a query as they are looked for, once each; the longest of very many."""
    words = list(dict.fromkeys(_WORD.findall(fold_text(query))))
    if len(words) > _MOST_WORDS:
        words = heapq.nlargest(_MOST_WORDS, words, key=len)
    return words


def _allowed_edits(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped in a word of this length."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def fold_text(text: str) -> str:
    """`text` as it is compared: small letters, without accents, with one kind of apostrophe."""
    text = text.lower()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _passage(text: str, variants: dict[str, float]) -> str:
    """The part of `text` in which most of `variants` are."""
    words = text.split()
    if len(words) <= _PASSAGE:
        return " ".join(words)
    sums = list(accumulate((_worth(word, variants) for word in words), initial=0.0))
    windows = range(len(words) - _PASSAGE + 1)
    best = max(sums[at + _PASSAGE] - sums[at] for at in windows)
    fitting = [at for at in windows if sums[at + _PASSAGE] - sums[at] == best]
    start = fitting[len(fitting) // 2]  # what was found stands in the middle
    end = start + _PASSAGE
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")


def _worth(word: str, variants: dict[str, float]) -> float:
    folded = fold_text(word).strip("\"'.,;:!?()[]")
    return max((w for known, w in variants.items() if folded.startswith(known)), default=0.0)

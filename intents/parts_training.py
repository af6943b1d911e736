"""Trains the model of `intents.parts` from marked-up utterances: ``scripts/models build parts``.

The labels are learned by a conditional random field: step by step (AdaGrad), a few utterances at a
time, with a share of the features hidden each time, so that none is relied on alone. The weights
are the mean of those after each of the later rounds.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from intents import part_features as features
from intents.fingerprint import of_files
from intents.languages import folder_of
from intents.marked import Marked, read_marked
from intents.parts import (
    CORE,
    CORE_BEGINS,
    FILE,
    LABELS,
    OUTSIDE,
    TAKEN_BACK,
    WHOLE,
    Floats,
    Model,
    Table,
    read_classes,
    save_model,
)
from intents.spans import Mood

ROUNDS = 12
RATE = 0.1
HIDDEN = 0.3
"""The share of the features which is hidden at each step."""
RAREST = 2
"""A feature which fewer utterances have is left out."""
PULL = 0.05
"""How strongly weights are drawn to 0."""
AT_ONCE = 25
"""Utterances to a step; they are of similar length, so that little room is lost."""
SORTED = 16
"""So many steps are sorted by length together."""
LARGEST = 24
"""Weights are kept as whole numbers up to this: more would make the file larger, not better."""
SMALL = 0.04
"""A feature whose weights are all smaller than this share of the largest is left out."""
ALONE = 0.2
"""How much an utterance counts that was written without its question."""
COMMON, RARE = 30, 0.01
"""A word that answers have so often, and cores begin with in less than this share, begins none."""
NAMING_ROUNDS = 30
NAMING_PULL = 0.01
NOTHING_TOLD = 0.5
"""The weight of an answer as an example of words in which nothing is told."""

_MOODS = frozenset(get_args(Mood))

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class _Row:
    """One utterance in numbers: features with the words they belong to, and labels."""

    each: Integers
    word: Integers
    whole: Integers
    share: float
    labels: Integers
    worth: float


def labels_of(marked: Marked) -> list[int]:
    """The label of each word, as numbers."""
    found = [OUTSIDE] * len(marked.words)
    for part in marked.spans:
        found[part.start : part.end] = [f"in {part.kind}"] * (part.end - part.start)
        found[part.start] = f"begins {part.kind}"
    for place in marked.spans.taken_back:
        found[place] = TAKEN_BACK
    for number, place in enumerate(marked.spans.core):
        found[place] = CORE if number else CORE_BEGINS
    return [LABELS.index(label) for label in found]


def features_of(marked: Marked, classes: features.Classes) -> tuple[list[list[int]], list[int]]:
    """The features of each word, and those of the whole, as `intents.parts` adds them up."""
    words = features.plain(" ".join(marked.words))
    single = [features.of_word(word, classes) for word in words]
    size = len(words)
    found = features.of_places(words, marked.expects, classes)
    for at, keys in enumerate(found):
        for slot, away in enumerate(features.BESIDE):
            if 0 <= at + away < size:
                keys += single[at + away][slot]
        for away in range(3, features.REACH + 1):
            if at - away >= 0:
                keys += single[at - away][features.EARLIER]
            if at + away < size:
                keys += single[at + away][features.LATER]
    anywhere = [key for word in single for key in word[features.ANYWHERE]]
    return found, anywhere + features.of_whole(words, marked.expects)


def train(examples: Sequence[Marked], classes: features.Classes, made_from: str) -> Model:
    """The model which marks utterances up as `examples` are."""
    tagging, follows = _tagging(examples, classes)
    naming, names, bias = _naming(examples, classes)
    edges = _no_edge(examples, 0), _no_edge(examples, -1)
    return Model(made_from, tagging, follows, naming, names, bias, classes, *edges)


def _no_edge(examples: Sequence[Marked], end: Literal[0, -1]) -> frozenset[str]:
    """Common words of answers with which no core begins (`end` 0) or ends (-1)."""
    times: Counter[str] = Counter()
    edges: Counter[str] = Counter()
    for marked in examples:
        if marked.spans.core:
            words = features.plain(" ".join(marked.words))
            answers = [part for part in marked.spans if part.kind == "answer"]
            times.update(word for part in answers for word in words[part.start : part.end])
            edges[words[marked.spans.core[end]]] += 1
    return frozenset(
        word for word, number in times.items() if number >= COMMON and edges[word] < RARE * number
    )


def _tagging(examples: Sequence[Marked], classes: features.Classes) -> tuple[Table, Floats]:
    found = [features_of(marked, classes) for marked in examples]
    keys = _common(set(chain(*each, whole)) for each, whole in found)
    rows = [
        _row(each, whole, labels_of(marked), keys, 1.0 if marked.question else ALONE)
        for (each, whole), marked in zip(found, examples, strict=True)
    ]
    width = len(LABELS)
    weights = np.zeros((len(keys), width), np.float32)
    follows = np.zeros((width, width), np.float32)
    seen, seen_follows = np.full_like(weights, 1e-3), np.full_like(follows, 1e-1)
    mean, mean_follows = np.zeros_like(weights), np.zeros_like(follows)
    rng = np.random.default_rng(1)
    for turn in range(ROUNDS):
        for batch in _batches(rows, rng):
            one = _Step(batch, weights, follows, rng)
            used, slope = one.slope_of_weights()
            slope += PULL * weights[used]
            seen[used] += slope * slope
            weights[used] -= RATE * slope / np.sqrt(seen[used])
            seen_follows += one.slope_of_follows**2
            follows -= RATE * one.slope_of_follows / np.sqrt(seen_follows)
        if turn >= ROUNDS // 2:
            mean += weights
            mean_follows += follows
    turns = np.float32(ROUNDS - ROUNDS // 2)
    return _table(keys, mean / turns), mean_follows / turns


def _common(each: Iterable[set[int]]) -> dict[int, int]:
    """A row for each feature which is not too rare."""
    times = Counter(chain.from_iterable(each))
    kept = sorted(key for key, number in times.items() if number >= RAREST)
    return {key: row for row, key in enumerate(kept)}


def _row(
    each: Sequence[Sequence[int]],
    whole: Sequence[int],
    labels: list[int],
    keys: dict[int, int],
    worth: float,
) -> _Row:
    known = [(keys[key], at) for at, found in enumerate(each) for key in found if key in keys]
    rows, words = zip(*known, strict=True) if known else ((), ())
    return _Row(
        np.array(rows, np.int64),
        np.array(words, np.int64),
        np.array([keys[key] for key in whole if key in keys], np.int64),
        WHOLE / len(whole) ** 0.5,
        np.array(labels),
        worth,
    )


def _batches(rows: Sequence[_Row], rng: np.random.Generator) -> Iterator[list[_Row]]:
    order = rng.permutation(len(rows))
    found = []
    for start in range(0, len(order), AT_ONCE * SORTED):
        some = sorted(order[start : start + AT_ONCE * SORTED], key=lambda at: rows[at].labels.size)
        found += [some[at : at + AT_ONCE] for at in range(0, len(some), AT_ONCE)]
    for number in rng.permutation(len(found)):
        yield [rows[at] for at in found[number]]


class _Step:
    """How the fit to a few utterances changes with each weight.

    Attributes:
        slope_of_follows: by the weights of one label behind another.
    """

    def __init__(
        self, rows: Sequence[_Row], weights: Floats, follows: Floats, rng: np.random.Generator
    ) -> None:
        self._longest = max(row.labels.size for row in rows)
        self._choose(rows, rng)
        many, width = len(rows), weights.shape[1]
        here = np.zeros((many * self._longest, width), np.float32)
        _add(here, self._places, weights[self._each] * self._worth[:, None])
        whole = np.zeros((many, width), np.float32)
        _add(whole, self._rows, weights[self._whole] * self._shares[:, None])
        here = here.reshape(many, self._longest, width) + whole[:, None]
        self._slopes(here, follows, rows)

    def slope_of_weights(self) -> tuple[Integers, Floats]:
        """The rows of weights which count here, and the slope by each."""
        flat = self._slope.reshape(-1, self._slope.shape[-1])
        used = np.concatenate([self._each, self._whole])
        slopes = np.concatenate(
            [
                flat[self._places] * self._worth[:, None],
                self._slope.sum(axis=1)[self._rows] * self._shares[:, None],
            ]
        )
        order = np.argsort(used, kind="stable")
        used = used[order]
        starts = np.flatnonzero(np.r_[True, used[1:] != used[:-1]])
        return used[starts], np.add.reduceat(slopes[order], starts)

    def _choose(self, rows: Sequence[_Row], rng: np.random.Generator) -> None:
        """Draw the features which are not hidden this time."""
        each, places, whole, owners, shares = [], [], [], [], []
        for number, row in enumerate(rows):
            shown = rng.random(row.each.size) >= HIDDEN
            each.append(row.each[shown])
            places.append(row.word[shown] + number * self._longest)
            shown = rng.random(row.whole.size) >= HIDDEN
            whole.append(row.whole[shown])
            owners.append(np.full(shown.sum(), number))
            shares.append(np.full(shown.sum(), row.share / (1 - HIDDEN), np.float32))
        self._each, self._places = np.concatenate(each), np.concatenate(places)
        self._worth = np.full(self._each.size, 1 / (1 - HIDDEN), np.float32)
        self._whole, self._rows = np.concatenate(whole), np.concatenate(owners)
        self._shares = np.concatenate(shares)

    def _slopes(self, here: Floats, follows: Floats, rows: Sequence[_Row]) -> None:
        """Forward and backward over all utterances at once."""
        many, longest, _ = here.shape
        sizes = np.array([row.labels.size for row in rows])
        inside = np.arange(longest) < sizes[:, None]
        wanted = np.zeros((many, longest), np.int64)
        for number, row in enumerate(rows):
            wanted[number, : row.labels.size] = row.labels
        fit = np.exp(np.clip(here - here.max(axis=2, keepdims=True), -60, 0))
        follow = np.exp(follows)
        forward, backward = np.zeros_like(fit), np.ones_like(fit)
        forward[:, 0] = fit[:, 0] / fit[:, 0].sum(axis=1, keepdims=True)
        for at in range(1, longest):
            ahead = (forward[:, at - 1] @ follow) * fit[:, at]
            forward[:, at] = ahead / ahead.sum(axis=1, keepdims=True)
        for at in range(longest - 2, -1, -1):
            back = (fit[:, at + 1] * backward[:, at + 1]) @ follow.T
            back /= back.sum(axis=1, keepdims=True)
            backward[:, at] = np.where((sizes - 1 <= at)[:, None], 1.0, back)
        chances = forward * backward
        chances /= chances.sum(axis=2, keepdims=True)
        self._slope = cast(Floats, chances * inside[:, :, None])
        utterance, place = np.nonzero(inside)
        self._slope[utterance, place, wanted[utterance, place]] -= 1
        worth = np.array([row.worth for row in rows], np.float32)
        self._slope *= worth[:, None, None]
        self.slope_of_follows = np.zeros_like(follows)
        if longest > 1:
            both = inside[:, 1:]
            behind = fit[:, 1:] * backward[:, 1:]
            whole = ((forward[:, :-1] @ follow) * behind).sum(axis=2)
            share = np.where(both, worth[:, None] / np.maximum(whole, 1e-30), 0)[:, :, None]
            width = follows.shape[0]
            pairs = (forward[:, :-1] * share).reshape(-1, width).T @ behind.reshape(-1, width)
            self.slope_of_follows += follow * pairs
            utterance, place = np.nonzero(both)
            first, second = wanted[utterance, place], wanted[utterance, place + 1]
            np.subtract.at(self.slope_of_follows, (first, second), worth[utterance])


def _add(total: Floats, places: Integers, rows: Floats) -> None:
    """Add rows to the places of `total`; the places ascend."""
    if places.size:
        starts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
        total[places[starts]] += np.add.reduceat(rows, starts)


def _table(keys: dict[int, int], weights: Floats) -> Table:
    """Weights as whole numbers, without the features which hardly count."""
    largest = float(np.quantile(np.abs(weights[weights != 0]), 0.9998))
    kept = np.abs(weights).max(axis=1) >= SMALL * largest
    scale = largest / LARGEST
    whole = np.rint(weights[kept] / scale).clip(-LARGEST, LARGEST).astype(np.int8)
    return Table(np.array(list(keys), np.uint32)[kept], whole, scale)


def _naming(
    examples: Sequence[Marked], classes: features.Classes
) -> tuple[Table, dict[str, tuple[str, ...]], Floats]:
    """The weights of every naming, side by side."""
    rows = {
        name: [(want, features.of_part(words, classes), worth) for want, words, worth in chosen]
        for name, chosen in ((name, of(examples)) for name, of in _NAMINGS.items())
    }
    keys = _common(set(found) for some in rows.values() for _, found, _ in some)
    names, weights, bias = {}, [], []
    for name, some in rows.items():
        names[name] = tuple(sorted({want for want, _, _ in some}))
        fitted = _fit(some, names[name], keys)
        weights.append(fitted[0])
        bias.append(fitted[1])
    return _table(keys, np.hstack(weights)), names, np.concatenate(bias)


_Named = tuple[str, tuple[str, ...], float]
"""The right name of some words, the words, and how much the example counts."""


def _of_kind(kind: str) -> Callable[[Sequence[Marked]], Iterator[_Named]]:
    def chosen(examples: Sequence[Marked]) -> Iterator[_Named]:
        for part, words in _parts(examples):
            if part.kind == kind:
                yield part.name, words, 1.0

    return chosen


def _moods(examples: Sequence[Marked]) -> Iterator[_Named]:
    for part, words in _parts(examples):
        if part.weight and part.name in _MOODS:
            yield part.name, words, 1.0


def _weights(examples: Sequence[Marked]) -> Iterator[_Named]:
    for part, words in _parts(examples):
        if part.name in _MOODS or part.kind == "answer":
            worth = 1.0 if part.name else NOTHING_TOLD
            yield str(part.weight), words, worth


def _parts(examples: Sequence[Marked]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    for marked in examples:
        words = features.plain(" ".join(marked.words))
        for part in marked.spans:
            yield part, words[part.start : part.end]


_NAMINGS = {
    "question": _of_kind("question"),
    "complaint": _of_kind("complaint"),
    "mood": _moods,
    "weight": _weights,
}
"""What each naming learns from."""


def _fit(
    rows: Sequence[tuple[str, list[int], float]], classes: Sequence[str], keys: dict[int, int]
) -> tuple[Floats, Floats]:
    """Multinomial logistic regression."""
    weights = np.zeros((len(keys), len(classes)), np.float32)
    bias = np.zeros(len(classes), np.float32)
    seen = np.full_like(weights, 1e-3)
    mean = np.zeros_like(weights)
    number = {name: at for at, name in enumerate(classes)}
    data = [
        (number[want], np.array([keys[key] for key in found if key in keys], np.int64),
         np.float32(len(found) ** -0.5), worth)
        for want, found, worth in rows
    ]  # fmt: skip
    rng = np.random.default_rng(1)
    for turn in range(NAMING_ROUNDS):
        for at in rng.permutation(len(data)):
            want, found, share, worth = data[at]
            found = found[rng.random(found.size) >= HIDDEN]
            raw = weights[found].sum(axis=0) * share / (1 - HIDDEN) + bias
            slope = np.exp(raw - raw.max())
            slope *= worth / slope.sum()
            slope[want] -= worth
            bias -= 0.02 * slope
            if found.size:
                slope = slope * share / (1 - HIDDEN) + NAMING_PULL * weights[found]
                seen[found] += slope * slope
                weights[found] -= 2 * RATE * slope / np.sqrt(seen[found])
        if turn >= NAMING_ROUNDS // 2:
            mean += weights
    return mean / np.float32(NAMING_ROUNDS - NAMING_ROUNDS // 2), bias


def material(language: str) -> list[Path]:
    """The marked-up files of a language."""
    return sorted((folder_of(language) / "learning").glob("parts_*.tsv"))


def _classes(language: str) -> Path:
    """The file of words that are used alike."""
    return folder_of(language) / "learning" / "word_classes.txt"


def fingerprint(language: str) -> str:
    """The mark of all that the model is made from: the utterances, and the code."""
    code = ("marked", "part_features", "parts_training")
    files = [Path(__file__).with_name(f"{name}.py") for name in code]
    return of_files([*material(language), _classes(language), *files])


def main(language: str = "en") -> None:
    """Trains and writes the model of a language."""
    examples = [marked for path in material(language) for marked in read_marked(path)]
    path = folder_of(language) / FILE
    classes = read_classes(_classes(language).read_text(encoding="utf-8"))
    save_model(train(examples, classes, fingerprint(language)), path)
    print(f"{path.name} {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])

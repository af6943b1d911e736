"""Trains the models of a language from its phrases: ``scripts/models build``.

Needs numpy, which understanding itself does not. Run it after changing phrases: a phrase works at
once, but until then only as it is written.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents import examples
from intents.fingerprint import fingerprint
from intents.learned import BUCKETS, LARGEST, NONE, Features, Model, pack

ROUNDS = 6
RATE = 0.25
HIDDEN = 0.3
"""The share of an example's features which is hidden each time, so that none is relied on alone."""
LEARNED = 0.004
"""An example whose class is missed by less than this is passed over."""
RAREST = 10
"""A feature which fewer examples of commands have is left out, to keep the file small."""
CUT = 0.999
"""The share of the weights which are kept as they are; larger ones become the largest."""


def train(
    rows: Sequence[tuple[str, frozenset[int]]],
    made_from: str,
    weigh: dict[str, float],
    rarest: int = 1,
    rounds: int = ROUNDS,
) -> Model:
    """The model which tells the classes of `rows` (class, features) apart.

    The weights are the mean of those after each of the later rounds, which depends less on the
    order of the examples than the last. `weigh`: how much more than others a class counts.
    Features which less than `rarest` rows have are left out.
    """
    classes = tuple(sorted({c for c, _ in rows}))
    number = {c: n for n, c in enumerate(classes)}
    counts = np.bincount([number[c] for c, _ in rows])
    share = {c: weigh.get(c, 1.0) * (counts.mean() / counts[n]) ** 0.5 for c, n in number.items()}
    weights = np.zeros((BUCKETS, len(classes)), np.float32)
    bias = np.zeros(len(classes), np.float32)
    squares = np.full((BUCKETS, len(classes)), 1e-3, np.float32)
    seen_in = Counter(feature for _, features in rows for feature in features)
    common = frozenset(feature for feature, times in seen_in.items() if times >= rarest)
    data = [(number[c], np.fromiter(f & common, np.int64), share[c]) for c, f in rows]
    order = list(range(len(data)))
    rng = random.Random(1)
    chance = np.random.default_rng(1)
    mean = np.zeros_like(weights)
    for turn in range(rounds):
        rng.shuffle(order)
        for at in order:
            want, whole, worth = data[at]
            features = whole[chance.random(whole.size) >= HIDDEN]
            if not features.size:
                continue
            raw = weights[features].sum(axis=0) / (1 - HIDDEN) + bias
            step = _slope(raw, want) * worth
            if -step[want] < LEARNED:
                continue
            seen = squares[features] + step * step
            squares[features] = seen
            weights[features] -= RATE * step / np.sqrt(seen) / len(features) ** 0.5
            bias -= 0.01 * step
        if turn >= rounds // 2:
            mean += weights
    return packed(mean / np.float32(rounds - rounds // 2), bias, classes, made_from)


def _slope(raw: NDArray[np.float32], want: int) -> NDArray[np.float32]:
    powers = np.exp(raw - raw.max())
    chances: NDArray[np.float32] = powers / powers.sum()
    chances[want] -= 1
    return chances


def packed(
    weights: NDArray[np.floating[Any]],
    bias: NDArray[np.floating[Any]],
    classes: tuple[str, ...],
    made_from: str,
    cut: float = CUT,
) -> Model:
    """The few largest weights are cut off, so that the many others are kept more finely.

    `weights` has a row for each feature and a column for each class; all but the share `cut` of
    those which are not 0 are kept as they are.
    """
    scale = float(np.quantile(np.abs(weights[weights != 0]), cut)) / LARGEST
    whole = np.rint(weights / scale).clip(-LARGEST, LARGEST) + LARGEST
    rows = pack(whole.astype(np.uint8).tobytes())
    return Model(classes, made_from, scale, tuple(map(float, bias)), rows)


def featured(
    rows: Iterator[tuple[str, tuple[str, ...]]], features: Features
) -> list[tuple[str, frozenset[int]]]:
    """Examples with their features."""
    return [(c, frozenset(features(words))) for c, words in rows]


def commands(material: examples.Material, made_from: str) -> Model:
    """What tells commands apart, and what asks for nothing."""
    rows = featured(material.commands(random.Random(1)), material.features)
    return train(rows, made_from, {NONE: 2.5}, RAREST)


def dictated(material: examples.Material, made_from: str) -> Model:
    """What tells commands in a reflection from its words."""
    rows = featured(material.dictated(random.Random(3)), material.features)
    return train(rows, made_from, {NONE: 2.5}, RAREST)


def aspirations(material: examples.Material, made_from: str) -> Model:
    """What tells kinds of hope apart."""
    return train(
        featured(material.aspirations(random.Random(2)), material.plain_features), made_from, {}
    )


def outcomes(material: examples.Material, made_from: str) -> Model:
    """What tells how a goal went."""
    return train(
        featured(material.of_outcomes(random.Random(4)), material.plain_features), made_from, {}
    )


MODELS: Mapping[str, Callable[[examples.Material, str], Model]] = {
    "commands": commands, "dictated": dictated, "aspirations": aspirations, "outcomes": outcomes,
}  # fmt: skip
"""How each learned file of a language is made."""


def main(language: str = "en", *names: str) -> None:
    """Trains and writes the models of a language: those named, or all."""
    material, made_from = examples.read(language), fingerprint(language)
    for name in names or MODELS:
        model = MODELS[name](material, made_from)
        path = material.folder / f"{name}.bin"
        model.save(path)
        print(f"{path.name} {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])

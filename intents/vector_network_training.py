"""Trains the network of `intents.vector_network` with numpy alone.

Several networks of the same shape are trained from different beginnings, and put side by side as
one: what they agree on counts. Units are dropped at random while they learn (Srivastava et al.
2014, JMLR 15:1929); the steps are those of Adam with decoupled decay (Loshchilov and Hutter 2019,
arXiv 1711.05101).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from intents.encoder import Floats
from intents.vector_network import Network

BEGINNINGS = 3
UNITS = 256
DROPPED = 0.3
ROUNDS = 12
AT_ONCE = 128
RATE, DECAY = 1e-3, 0.05
SMALLEST = 1e-3
"""A number of the vectors that spreads less than this tells nothing."""


def train(
    vectors: Floats, classes: Sequence[str], weights: Sequence[float], encoder: str
) -> Network:
    """Train on `vectors` (sentences, width), each with its class and its weight."""
    names = tuple(sorted(set(classes)))
    right = np.array([names.index(name) for name in classes])
    worth = np.array(weights, np.float32)
    mean, spread = vectors.mean(axis=0), np.maximum(vectors.std(axis=0), SMALLEST)
    even = ((vectors - mean) / spread).astype(np.float32)
    found = [_one(even, right, worth, len(names), seed) for seed in range(BEGINNINGS)]
    hidden = np.concatenate([one[0] for one in found], axis=1)
    bias = np.concatenate([one[1] for one in found])
    return Network(
        names,
        encoder,
        hidden / spread[:, None],
        cast(Floats, bias - (mean / spread) @ hidden),
        cast(Floats, np.concatenate([one[2] for one in found]) / np.float32(BEGINNINGS)),
        cast(Floats, np.mean([one[3] for one in found], axis=0, dtype=np.float32)),
    )


def _one(
    vectors: Floats, right: NDArray[np.int_], worth: Floats, classes: int, seed: int
) -> list[Floats]:
    """One network: the weights and biases of its hidden layer, and of the layer behind it."""
    rng = np.random.default_rng(seed)
    many, width = vectors.shape

    def drawn(inputs: int, outputs: int) -> Floats:
        even = rng.standard_normal((inputs, outputs), np.float32)
        return even * np.float32((2 / inputs) ** 0.5)

    tuned = [
        drawn(width, UNITS),
        np.zeros(UNITS, np.float32),
        drawn(UNITS, classes),
        np.zeros(classes, np.float32),
    ]
    first, second = ([np.zeros_like(part) for part in tuned] for _ in range(2))
    steps, step = ROUNDS * -(-many // AT_ONCE), 0
    for _ in range(ROUNDS):
        order = rng.permutation(many)
        for start in range(0, many, AT_ONCE):
            some = order[start : start + AT_ONCE]
            slopes = _slopes(tuned, vectors[some], right[some], worth[some], rng)
            step += 1
            rate = RATE * min(4 * step / steps, (4 / 3) * (1 - step / steps) + 1e-3)
            for at, slope in enumerate(slopes):
                first[at] *= np.float32(0.9)
                first[at] += np.float32(0.1) * slope
                second[at] *= np.float32(0.999)
                second[at] += np.float32(0.001) * slope * slope
                size = np.sqrt(second[at] / np.float32(1 - 0.999**step)) + np.float32(1e-8)
                tuned[at] *= np.float32(1 - rate * DECAY)
                tuned[at] -= np.float32(rate / (1 - 0.9**step)) * first[at] / size
    return tuned


def _slopes(
    tuned: Sequence[Floats],
    vectors: Floats,
    right: NDArray[np.int_],
    worth: Floats,
    rng: np.random.Generator,
) -> list[Floats]:
    """How the misfit of some sentences changes with each weight."""
    hidden, bias, out, out_bias = tuned
    kept = np.float32(1 - DROPPED)
    given = vectors * (rng.random(vectors.shape, np.float32) < kept)
    given /= kept
    raw = given @ hidden + bias
    stays = (rng.random(raw.shape, np.float32) < kept) / kept * (raw > 0)
    inner = raw * stays
    totals = inner @ out + out_bias
    chances = np.exp(totals - totals.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(right)), right] -= 1
    chances *= worth[:, None] / np.float32(len(right))
    back = (chances @ out.T) * stays
    return [given.T @ back, back.sum(axis=0), inner.T @ chances, chances.sum(axis=0)]

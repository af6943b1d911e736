"""A small transformer encoder: turns the pieces of an utterance into vectors, each by all others.

The architecture is that of BERT (Devlin et al. 2019, arXiv 1810.04805). It is run with numpy alone,
so that it works wherever Lantern does; an utterance of twenty words takes about ten
milliseconds with what was said before it. `intents.parts_training` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

HEADS = 12
_TINY = 1e-12
_HALF, _ROOT, _CUBE = np.float32(0.5), np.float32((2 / np.pi) ** 0.5), np.float32(0.044715)
"""The numbers of the step within a layer (GELU; Hendrycks and Gimpel 2016, arXiv 1606.08415)."""
Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class _Layer:
    """The weights of one layer; a matrix is (inputs, outputs)."""

    attend: Floats
    attend_bias: Floats
    join: Floats
    join_bias: Floats
    join_norm: Floats
    widen: Floats
    widen_bias: Floats
    narrow: Floats
    narrow_bias: Floats
    narrow_norm: Floats


class Encoder:
    """Encodes pieces, given as numbers."""

    def __init__(self, arrays: Arrays) -> None:
        """Take the weights from `arrays`, named as `intents.parts_training` writes them.

        From then on numpy uses one thread in this process. The matrices are small: several threads
        gain little, and on a busy machine they wait for each other twenty times as long.
        """
        threadpool_limits(limits=1, user_api="blas")
        self._embeddings = arrays["embeddings"]
        self._embedding_scales = arrays["embeddings.scales"]
        self._positions = arrays["positions"].astype(np.float32)
        self._before = arrays["before"].astype(np.float32)
        self._norm = arrays["norm"].astype(np.float32)
        self._layers: list[_Layer] = []
        while (name := f"layers.{len(self._layers)}") + ".attend" in arrays:
            self._layers.append(_layer(arrays, name))

    def __call__(self, pieces: Sequence[int], own: int | None = None) -> tuple[Floats, ...]:
        """The vectors of some pieces after each layer: (pieces, width).

        The first `own` of them are the utterance; the others are what was said before it.
        """
        known = list(pieces)
        vectors = self._embeddings[known] * self._embedding_scales[known, None]
        vectors += self._positions[: len(known)]
        vectors[own or len(known) :] += self._before
        vectors = _normed(vectors, self._norm)
        found = []
        for layer in self._layers:
            vectors = _passed(vectors, layer)
            found.append(vectors)
        return tuple(found)


def quantized(matrix: Floats, axis: int = 0) -> tuple[NDArray[np.int8], Floats]:
    """A matrix as whole numbers from -127 to 127 and a scale for each column (`axis` 0) or row."""
    scales = np.abs(matrix).max(axis=axis, keepdims=True) / np.float32(127)
    scales[scales == 0] = 1
    return np.rint(matrix / scales).astype(np.int8), cast(Floats, scales.squeeze(axis))


def matrix_of(arrays: Arrays, name: str) -> Floats:
    """The matrix that was `quantized` by column."""
    return arrays[name].astype(np.float32) * arrays[f"{name}.scales"]


def _layer(arrays: Arrays, name: str) -> _Layer:
    found: dict[str, Floats] = {}
    for matrix in ("attend", "join", "widen", "narrow"):
        found[matrix] = matrix_of(arrays, f"{name}.{matrix}")
        found[f"{matrix}_bias"] = arrays[f"{name}.{matrix}.bias"].astype(np.float32)
    for norm in ("join_norm", "narrow_norm"):
        found[norm] = arrays[f"{name}.{norm}"].astype(np.float32)
    return _Layer(**found)


def _passed(vectors: Floats, layer: _Layer) -> Floats:
    """The vectors after one layer: attention over all of them, then a step for each alone."""
    size, width = vectors.shape
    parts = (vectors @ layer.attend + layer.attend_bias).reshape(size, 3, HEADS, -1)
    query, key, value = parts.transpose(1, 2, 0, 3)
    weights = query @ key.transpose(0, 2, 1) / np.float32((width // HEADS) ** 0.5)
    weights = np.exp(weights - weights.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    seen = cast(Floats, (weights @ value).transpose(1, 0, 2).reshape(size, width))
    vectors = _normed(vectors + seen @ layer.join + layer.join_bias, layer.join_norm)
    wide: Floats = vectors @ layer.widen + layer.widen_bias
    wide *= _HALF * (1 + np.tanh(_ROOT * (wide + _CUBE * wide * wide * wide)))
    alone = cast(Floats, wide @ layer.narrow + layer.narrow_bias)
    return _normed(vectors + alone, layer.narrow_norm)


def _normed(vectors: Floats, norm: Floats) -> Floats:
    """Each vector with mean 0 and deviation 1, times `norm[0]`, plus `norm[1]`."""
    centred = vectors - vectors.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(_TINY))
    return cast(Floats, centred / spread * norm[0] + norm[1])

"""A small language model: goes on with a text, token by token, as it has learned to.

The architecture is that of Llama (Touvron et al. 2023, arXiv 2302.13971). The weights are those of
SmolLM2-135M-Instruct (Allal et al. 2025, arXiv 2502.02737; Apache-2.0), which has learned English
from two trillion tokens; `intents.close_reading_training` adapts them with low-rank matrices (Hu
et al. 2021, arXiv 2106.09685). It is run with numpy alone, in single precision.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from intents.byte_pairs import BytePairs
from intents.encoder import Floats

ENDS = 2
"""The token that ends a text."""
HEADS, SHARED, SIZE = 9, 3, 64
"""Heads of attention, how many of them share keys and values, and the width of each."""
BASE = 1e5
"""The base of the frequencies that mark places (Su et al. 2021, arXiv 2104.09864)."""
_TINY = np.float32(1e-5)
MATRICES = ("attend", "join", "widen", "narrow")
"""The matrices of a layer."""
_IN_FILE = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
"""The same, as the file of the weights names them."""
CORES = 2
"""So many cores are used: more gain nothing where memory is what a token waits for."""


@dataclass(frozen=True)
class Layer:
    """The weights of one layer; a matrix is (inputs, outputs)."""

    attend_norm: Floats
    attend: Floats
    join: Floats
    widen_norm: Floats
    widen: Floats
    narrow: Floats


class Memory:
    """What the model remembers of the tokens so far: the keys and values of each layer."""

    def __init__(self) -> None:
        self.size = 0
        """How many tokens there are."""
        self._layers: list[tuple[Floats, Floats]] = []

    def add(self, layer: int, key: Floats, value: Floats) -> tuple[Floats, Floats]:
        """All keys and values of a layer, with those added now."""
        if layer == len(self._layers):
            self._layers.append((key, value))
        else:
            before = self._layers[layer]
            self._layers[layer] = (
                np.concatenate([before[0], key]),
                np.concatenate([before[1], value]),
            )
        return self._layers[layer]

    def copy(self) -> Memory:
        """Another memory of the same tokens."""
        made = Memory()
        made.size, made._layers = self.size, list(self._layers)
        return made


class LanguageModel:
    """The model of one file, adapted."""

    def __init__(self, path: Path, adapters: Mapping[str, NDArray[Any]]) -> None:
        """Read the weights from the file `path` (GGUF), and add the `adapters` to them.

        Raises OSError, ValueError or KeyError where the file is missing or another one.
        """
        from gguf import GGUFReader, quants

        reader = GGUFReader(path)
        names = ("tokens", "merges")
        self.tokens = BytePairs(
            *(reader.fields[f"tokenizer.ggml.{name}"].contents() for name in names)
        )
        raw = {tensor.name: tensor for tensor in reader.tensors}

        def weights(name: str) -> Floats:
            tensor = raw[f"{name}.weight"]
            return cast(Floats, quants.dequantize(tensor.data, tensor.tensor_type))

        self.embeddings = weights("token_embd").astype(np.float16)
        self.norm = weights("output_norm")
        self.layers: list[Layer] = []
        while (name := f"blk.{len(self.layers)}") + ".attn_q.weight" in raw:
            own = {part: weights(f"{name}.{part}").T for part in _IN_FILE}
            joined = {
                "attend": np.hstack([own["attn_q"], own["attn_k"], own["attn_v"]]),
                "join": own["attn_output"],
                "widen": np.hstack([own["ffn_gate"], own["ffn_up"]]),
                "narrow": own["ffn_down"],
            }
            for part, matrix in joined.items():
                key = f"layers.{len(self.layers)}.{part}"
                if f"{key}.down" in adapters:
                    down = adapters[f"{key}.down"].astype(np.float32)
                    joined[part] = matrix + down @ adapters[f"{key}.up"].astype(np.float32)
            ready = {part: np.ascontiguousarray(matrix) for part, matrix in joined.items()}
            norms = weights(f"{name}.attn_norm"), weights(f"{name}.ffn_norm")
            self.layers.append(Layer(norms[0], ready["attend"], ready["join"],
                                       norms[1], ready["widen"], ready["narrow"]))  # fmt: skip
        self._cores = min(CORES, os.cpu_count() or 1)

    def read(self, tokens: Sequence[int]) -> tuple[Floats, Memory]:
        """The vectors of some tokens (tokens, width), and what is remembered of them."""
        memory = Memory()
        with threadpool_limits(limits=self._cores, user_api="blas"):
            return self._pass(tokens, memory), memory

    def go_on(
        self, vector: Floats, memory: Memory, most: int, among: Collection[int]
    ) -> tuple[list[int], list[float]]:
        """The likeliest tokens `among` some after a text, at most so many, with their chances.

        `vector` is that of the last token of the text, `memory` of all. The last chance is that of
        the end, where it came.
        """
        allowed = np.array(sorted({ENDS, *among}))
        rows = self.embeddings[allowed].astype(np.float32)
        found, chances = list[int](), list[float]()
        with threadpool_limits(limits=self._cores, user_api="blas"):
            while len(found) < most:
                raw = rows @ vector
                best = int(raw.argmax())
                chances.append(float(1 / np.exp(raw - raw[best]).sum()))
                if allowed[best] == ENDS:
                    break
                found.append(int(allowed[best]))
                vector = self._pass(found[-1:], memory)[0]
        return found, chances

    def turns(self, start: int, size: int) -> tuple[Floats, Floats]:
        """The cosines and sines by which the tokens from `start` on are turned."""
        places = np.arange(start, start + size, dtype=np.float32)
        turns = np.outer(places, BASE ** (-np.arange(0, SIZE, 2, dtype=np.float32) / SIZE))
        turns = turns.astype(np.float32)
        return np.cos(turns), np.sin(turns)

    def _pass(self, tokens: Sequence[int], memory: Memory) -> Floats:
        vectors = self.embeddings[list(tokens)].astype(np.float32)
        size, before = len(tokens), memory.size
        cosine, sine = self.turns(before, size)
        turn = cosine[:, None, :], sine[:, None, :]
        unseen = np.triu(np.full((size, before + size), -1e9, np.float32), before + 1)
        for at, layer in enumerate(self.layers):
            raw = _normed(vectors, layer.attend_norm) @ layer.attend
            query, key, value = np.split(raw, [HEADS * SIZE, (HEADS + SHARED) * SIZE], axis=1)
            query = _turned(query.reshape(size, HEADS, SIZE), turn)
            key = _turned(key.reshape(size, SHARED, SIZE), turn)
            value = value.reshape(size, SHARED, SIZE)
            key, value = memory.add(at, key, value)
            vectors = vectors + _attended(query, key, value, unseen) @ layer.join
            gate, wide = np.split(_normed(vectors, layer.widen_norm) @ layer.widen, 2, axis=1)
            vectors = vectors + (gate / (1 + np.exp(-gate)) * wide) @ layer.narrow
        memory.size += size
        return _normed(vectors, self.norm)


def _normed(vectors: Floats, weight: Floats) -> Floats:
    """Root mean square normalization."""
    mean = np.mean(np.square(vectors), axis=-1, keepdims=True)
    return cast(Floats, vectors / np.sqrt(mean + _TINY) * weight)


def _turned(vectors: Floats, turn: tuple[Floats, Floats]) -> Floats:
    """Vectors (tokens, heads, width) turned by their places: pairs of numbers are rotated."""
    cosine, sine = turn
    first, second = vectors[..., 0::2], vectors[..., 1::2]
    pairs = [first * cosine - second * sine, first * sine + second * cosine]
    return cast(Floats, np.stack(pairs, axis=-1).reshape(vectors.shape))


def _attended(query: Floats, key: Floats, value: Floats, unseen: Floats) -> Floats:
    """What each token sees of those before it."""
    size = len(query)
    asked = query.reshape(size, SHARED, HEADS // SHARED, SIZE).transpose(1, 2, 0, 3)
    raw = asked @ key.transpose(1, 2, 0)[:, None] / np.float32(SIZE**0.5) + unseen
    shares = np.exp(raw - raw.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    seen = shares @ value.transpose(1, 0, 2)[:, None]
    return cast(Floats, seen.transpose(2, 0, 1, 3).reshape(size, HEADS * SIZE))

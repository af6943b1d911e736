"""The weights of the learned model, as they are kept in a file: a byte for each.

A row of weights for each feature, a column for each class. A feature that was never learned counts
nothing: unlike in `intents.learned`, no two features share a row. And the weights are finer than
there, since many small ones add up: most of what is said is harmless, and each word tells a little
of that.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.errors import LanguageError

LARGEST = 127
CUT = 0.9999
"""The share of the weights which are kept as they are; larger ones become the largest."""
_MAGIC = b"lantern safety 1\n"


@dataclass(frozen=True)
class Weights:
    """A multinomial logistic regression: `rows` has a row for each feature, a column a class.

    `keys` are the features, in ascending order. `made_from`: the mark of what it was learned from.
    """

    classes: tuple[str, ...]
    made_from: str
    scale: float
    bias: tuple[float, ...]
    keys: NDArray[np.uint32]
    rows: NDArray[np.int8]

    def chances(self, features: Collection[int]) -> dict[str, float]:
        """How likely each class is; they add up to 1. The more features, the less each counts."""
        wanted = np.fromiter(features, np.uint32, len(features))
        places = self.keys.searchsorted(wanted).clip(max=self.keys.size - 1)
        known = places[self.keys[places] == wanted]
        totals = self.rows.take(known, axis=0).sum(axis=0, dtype=np.int32).tolist()
        share = self.scale / len(features) ** 0.5
        raw = [total * share + bias for total, bias in zip(totals, self.bias, strict=True)]
        top = max(raw)
        powers = [exp(score - top) for score in raw]
        whole = sum(powers)
        return {name: power / whole for name, power in zip(self.classes, powers, strict=True)}

    def save(self, path: Path) -> None:
        """Writes the weights to `path`."""
        packed = zlib.compress(self.keys.tobytes() + self.rows.tobytes(), 9)
        header = {
            "classes": self.classes,
            "made_from": self.made_from,
            "features": self.keys.size,
            "scale": self.scale,
            "bias": [round(bias, 4) for bias in self.bias],
            "check": zlib.crc32(packed),
        }
        path.write_bytes(_MAGIC + json.dumps(header).encode() + b"\n" + packed)


def rounded(
    keys: NDArray[np.uint32],
    weights: NDArray[np.floating[Any]],
    bias: NDArray[np.floating[Any]],
    classes: tuple[str, ...],
    made_from: str,
) -> Weights:
    """Weights as whole numbers; the few largest are cut off, so that the others are finer."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), CUT)) / LARGEST
    whole = np.rint(weights / scale).clip(-LARGEST, LARGEST).astype(np.int8)
    return Weights(classes, made_from, scale, tuple(map(float, bias)), keys, whole)


def load_weights(path: Path) -> Weights | None:
    """The weights at `path`; none where there is no such file. Raises LanguageError if broken."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    line, _, packed = written[len(_MAGIC) :].partition(b"\n")
    try:
        if not written.startswith(_MAGIC):
            raise ValueError
        header = json.loads(line)
        if zlib.crc32(packed) != header["check"]:
            raise ValueError
    except (KeyError, ValueError):
        raise LanguageError(
            str(path), "is broken; make it again with scripts/models build"
        ) from None
    classes = tuple(header["classes"])
    body, size = zlib.decompress(packed), header["features"]
    keys = np.frombuffer(body, np.uint32, size)
    rows = np.frombuffer(body, np.int8, offset=keys.nbytes).reshape(size, len(classes))
    bias = tuple(header["bias"])
    return Weights(classes, header["made_from"], header["scale"], bias, keys, rows)

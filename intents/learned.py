"""A small learned model: how likely each class is, given the features of an utterance.

Multinomial logistic regression, trained by `intents.training`, kept as one byte a weight.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from pathlib import Path

from intents.errors import LanguageError
from intents.features import BUCKETS

_MAGIC = b"lantern learned 1\n"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature: those of feature f stand from ``starts[f]`` to ``starts[f + 1]``."""

    classes: tuple[str, ...]
    made_from: str
    """The fingerprint of the files it was trained on."""
    scale: float
    bias: tuple[float, ...]
    starts: array[int]
    places: bytes
    weights: array[int]

    def chances(self, features: Iterable[int]) -> list[tuple[float, str]]:
        """How likely each class is, the likeliest first; they add up to 1."""
        totals = [0] * len(self.classes)
        starts, places, weights = self.starts, self.places, self.weights
        for feature in features:
            for at in range(starts[feature], starts[feature + 1]):
                totals[places[at]] += weights[at]
        raw = [total * self.scale + bias for total, bias in zip(totals, self.bias, strict=True)]
        top = max(raw)
        powers = [exp(x - top) for x in raw]
        whole = sum(powers)
        return sorted(
            ((p / whole, c) for p, c in zip(powers, self.classes, strict=True)), reverse=True
        )

    def save(self, path: Path) -> None:
        """Writes the model to `path`."""
        counts = bytes(b - a for a, b in zip(self.starts, self.starts[1:], strict=False))
        header = {
            "classes": self.classes,
            "made_from": self.made_from,
            "scale": self.scale,
            "bias": self.bias,
            "entries": len(self.places),
        }
        path.write_bytes(
            _MAGIC
            + json.dumps(header).encode()
            + b"\n"
            + counts
            + self.places
            + bytes(self.weights.tobytes())
        )


def load_model(path: Path) -> Model | None:
    """The model at `path`,
    none where there is no such file. Raises LanguageError if it is broken."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    magic, rest = written[: len(_MAGIC)], written[len(_MAGIC) :]
    line, _, body = rest.partition(b"\n")
    if magic != _MAGIC:
        raise LanguageError(
            str(path), "is not a learned model; make it again with python -m intents.training"
        )
    header = json.loads(line)
    entries = header["entries"]
    if len(body) != BUCKETS + 2 * entries:
        raise LanguageError(
            str(path), "is cut short; make it again with python -m intents.training"
        )
    weights = array("b")
    weights.frombytes(body[BUCKETS + entries :])
    return Model(
        tuple(header["classes"]),
        header["made_from"],
        header["scale"],
        tuple(header["bias"]),
        array("I", accumulate(body[:BUCKETS], initial=0)),
        body[BUCKETS : BUCKETS + entries],
        weights,
    )

"""A small learned model: how likely each class is, given the features of an utterance.

The features are words, pairs of words, pieces of four letters, and sounds (`Features`).

Multinomial logistic regression, trained by `intents.training`. A weight is a whole number from
-`LARGEST` to `LARGEST`, kept as a byte from 0 on, so that the rows of a few features can be added
as the digits of one large number: that is many times faster than a loop over their weights.
"""

from __future__ import annotations

import itertools
import json
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path

from intents.errors import LanguageError

LARGEST = 15
_AT_ONCE = 255 // (2 * LARGEST)
"""So many rows can be added before a digit overflows."""
_MAGIC = b"lantern learned 4\n"

Words = tuple[str, ...]

NONE = "none"
"""The class of what asks for nothing, or tells nothing."""

BUCKETS = 1 << 15
LONGEST = 24
"""So many words are looked at."""


@dataclass(frozen=True, slots=True)
class Features:
    """Turns words of one language into numbers from 0 to `BUCKETS`.

    `alike` brings words of one meaning together, `known` are the words of its phrases.
    """

    stem: Callable[[str], str]
    sound: Callable[[str], str]
    alike: Mapping[str, str]
    known: frozenset[str] = frozenset()

    def __call__(self, words: Words) -> set[int]:
        """The features of an utterance."""
        words = words[:LONGEST]
        roots = [self.stem(w) for w in words]
        roots = [self.alike.get(r, r) for r in roots]
        found = [f"n{min(len(words), 9)}"]
        found += [f"w {r}" for r in roots]
        marked = ["^", *roots, "$"]
        found += [f"b {a} {b}" for a, b in itertools.pairwise(marked)]
        found += [f"s {a} {b}" for a, b in zip(marked, marked[2:], strict=False)]
        found.append("f " + " ".join(marked[:3]))
        found.append("l " + " ".join(marked[-3:]))
        joined = f" {' '.join(words)} "
        found += [f"c{joined[i : i + 4]}" for i in range(len(joined) - 3)]
        sounds = "".join(map(self.sound, words))
        found += [f"p{sounds[i : i + 4]}" for i in range(len(sounds) - 3)]
        if self.known:
            strange = sum(w not in self.known for w in words)
            found.append(f"u{min(strange, 5)}")
            found.append(f"v{min(9, 10 * strange // max(1, len(words)))}")
        return {zlib.crc32(f.encode()) % BUCKETS for f in found}


@dataclass(frozen=True)
class Model:
    """Rows of weights by feature, a byte a class; unpacked when they are first needed."""

    classes: tuple[str, ...]
    made_from: str
    """The fingerprint of the files it was trained on."""
    scale: float
    bias: tuple[float, ...]
    packed: bytes

    def chances(self, features: Iterable[int], share: float = 1.0) -> list[tuple[float, str]]:
        """How likely each class is, the likeliest first; they add up to 1.

        `share`: how much each feature counts, where that hangs on how many there are.
        """
        totals = self._totals(list(features))
        scale = self.scale * share
        raw = [total * scale + bias for total, bias in zip(totals, self.bias, strict=True)]
        top = max(raw)
        powers = [exp(x - top) for x in raw]
        whole = sum(powers)
        return sorted(
            ((p / whole, c) for p, c in zip(powers, self.classes, strict=True)), reverse=True
        )

    @cached_property
    def rows(self) -> bytes:
        """The weights, those of a feature side by side."""
        return zlib.decompress(self.packed)

    def _totals(self, features: list[int]) -> list[int]:
        """The sum of the weights of these features, for each class."""
        rows, width = self.rows, len(self.classes)
        pairs = (width + 1) // 2
        mask = int.from_bytes(b"\xff\x00" * pairs, "little")
        even = odd = 0
        for start in range(0, len(features), _AT_ONCE):
            some = 0
            for feature in features[start : start + _AT_ONCE]:
                some += int.from_bytes(rows[feature * width : (feature + 1) * width], "little")
            even += some & mask
            odd += some >> 8 & mask
        nothing = LARGEST * len(features)
        totals = [0] * (2 * pairs)
        totals[::2] = _digits(even, pairs)
        totals[1::2] = _digits(odd, pairs)
        return [total - nothing for total in totals[:width]]

    def save(self, path: Path) -> None:
        """Writes the model to `path`."""
        header = {
            "classes": self.classes,
            "made_from": self.made_from,
            "scale": self.scale,
            "bias": [round(bias, 4) for bias in self.bias],
            "check": zlib.crc32(self.packed),
        }
        path.write_bytes(_MAGIC + json.dumps(header).encode() + b"\n" + self.packed)


def load_model(path: Path) -> Model | None:
    """The model at `path`; none where there is no such file. Raises LanguageError if broken."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    line, _, body = written[len(_MAGIC) :].partition(b"\n")
    try:
        if not written.startswith(_MAGIC):
            raise ValueError
        header = json.loads(line)
        if zlib.crc32(body) != header["check"]:
            raise ValueError
    except (KeyError, ValueError):
        raise LanguageError(
            str(path), "is broken; make it again with scripts/models build"
        ) from None
    return Model(
        tuple(header["classes"]),
        header["made_from"],
        header["scale"],
        tuple(header["bias"]),
        body,
    )


def pack(rows: bytes) -> bytes:
    """Rows of weights as small as they come."""
    return zlib.compress(rows, 9)


def _digits(number: int, count: int) -> array[int]:
    digits = array("H", number.to_bytes(2 * count, "little"))
    if sys.byteorder == "big":
        digits.byteswap()
    return digits

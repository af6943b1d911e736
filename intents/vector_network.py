"""A small network over what the encoder makes of a text, which tells classes apart.

The encoder of `intents.parts` has learned English from a billion sentences, so that words which no
sentence of ours holds still mean something to it. One hidden layer tells from its vector how
likely each class is. It is trained by `intents.vector_network_training`.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from intents.encoder import Floats, matrix_of, quantized
from intents.errors import LanguageError


@dataclass(frozen=True)
class Network:
    """One hidden layer of rectified units over a vector of `intents.parts.Parts`.

    `encoder`: the mark of the encoder that made the vectors; those of another mean something else.
    `made_from`: the mark of what was learned, where it is not kept elsewhere.
    """

    classes: tuple[str, ...]
    encoder: str
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    made_from: str = ""

    def totals(self, vector: Floats) -> dict[str, float]:
        """The logarithm of the chance of each class."""
        inner = np.maximum(vector @ self.hidden + self.hidden_bias, 0)
        raw = cast(Floats, inner @ self.out + self.out_bias)
        raw = raw - raw.max()
        raw = raw - np.log(np.exp(raw).sum())
        return dict(zip(self.classes, raw.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes the network to `path`, a byte for each weight of the hidden layer."""
        hidden, scales = quantized(self.hidden)
        marks = {"encoder": self.encoder, "made_from": self.made_from}
        header = json.dumps({"classes": self.classes, **marks}).encode()
        arrays: Mapping[str, NDArray[Any]] = {
            "hidden": hidden,
            "hidden.scales": scales,
            "hidden.bias": self.hidden_bias,
            "out": self.out,
            "out.bias": self.out_bias,
            "header": np.frombuffer(header, np.uint8),
        }
        with path.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]


def load_network(path: Path) -> Network | None:
    """The network at `path`; none where there is no such file. Raises LanguageError if broken."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays["header"].tobytes())
        return Network(
            tuple(header["classes"]),
            header["encoder"],
            matrix_of(arrays, "hidden"),
            arrays["hidden.bias"],
            arrays["out"],
            arrays["out.bias"],
            header.get("made_from", ""),
        )
    except FileNotFoundError:
        return None
    except (EOFError, KeyError, OSError, ValueError, zipfile.BadZipFile):
        raise LanguageError(
            str(path), f"is broken; make it again with scripts/models build {path.stem}"
        ) from None

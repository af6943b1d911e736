"""Listening with a model, and counting what was misheard."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from vosk import KaldiRecognizer, Model

from models.tiny.sound import RATE
from models.tiny.texts import UNKNOWN

STEP = 3200


def hear(model: Model, signal: NDArray[np.float64], phrases: Sequence[str] | None = None) -> str:
    """All that was said in 16 kHz samples; with `phrases`, only those, and `[unk]` for the rest."""
    grammar = () if phrases is None else (json.dumps([*phrases, UNKNOWN]),)
    recognizer = KaldiRecognizer(model, RATE, *grammar)
    said: list[str] = []
    for start in range(0, len(signal), STEP):
        pcm = signal[start : start + STEP].astype("<i2").tobytes()
        if recognizer.AcceptWaveform(pcm):
            said.append(json.loads(recognizer.Result())["text"])
    said.append(json.loads(recognizer.FinalResult())["text"])
    return " ".join(text for text in said if text)


def word_errors(right: Sequence[str], heard: Sequence[str]) -> int:
    """Fewest words changed, left out or added between what was said and what was heard."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(right, 1):
        diagonal, row[0] = row[0], place
        for k, other in enumerate(heard, 1):
            diagonal, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, diagonal + (word != other))
    return row[-1]

"""An embedding of sound: what Moonshine's encoder hears, before anything is made a word of it."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np

from assistant.speech.recognizers.moonshine.network import PADDING, RATE, Encoder
from assistant.speech.takes.voiced import Samples

_STEP = 384
"""Samples from one row of the encoder's output to the next."""
_KEPT = 128
"""Values kept of each row. With 48, five times as many other words were accepted; with 128 no more
than with all 288."""


class Embedding:
    """Makes rows of values of a sound, 42 a second, whatever language or sound it is."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def __call__(self, sound: Samples) -> Samples:
        """The rows of a sound at 16 kHz, with their mean taken away."""
        hidden, _ = self._encoder.encode(sound)
        begin = int(PADDING * RATE) // _STEP
        end = begin + max(1, -(-len(sound) // _STEP))
        rows = hidden[0, begin:end]
        result: Samples = (rows - rows.mean(axis=0)) @ _projection(rows.shape[1])
        return result


@cache
def _projection(width: int) -> Samples:
    """A matrix of signs that keeps the angles between rows nearly as they are.

    It is the same on every machine and for ever, since takes are kept: its bits are those of a
    checksum.
    """
    count = width * _KEPT
    hashes = (hashlib.sha256(b"%d" % at).digest() for at in range(-(-count // 256)))
    bits = np.unpackbits(np.frombuffer(b"".join(hashes), np.uint8))[:count]
    signs = bits.reshape(width, _KEPT).astype(np.float32) * 2 - 1
    return np.asarray(signs / np.sqrt(_KEPT), np.float32)

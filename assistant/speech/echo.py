"""How much of Lantern's own voice comes back through the microphone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr

from assistant.speech.audio.base import RATE
from assistant.speech.sound import Samples, Sound

LOUDER = 3.0
"""Decibels by which the microphone may be louder while Lantern speaks, and it is still safe."""
ALIKE = 0.2
"""How like what was played what was heard may be, from 0 to 1."""
_DELAY = 0.6
"""Seconds which sound may take there and back."""


@dataclass(frozen=True, slots=True)
class Echo:
    """`above_room`: decibels above the silence before; `likeness`: 0 to 1, to what was played."""

    above_room: float
    likeness: float

    @property
    def safe(self) -> bool:
        """Whether somebody who speaks over Lantern can be told from Lantern."""
        return self.above_room < LOUDER and self.likeness < ALIKE


def measure(room: Samples, heard: Samples, played: Sound) -> Echo:
    """Compare what was heard while `played` was on (both 16-bit; `room`, `heard` at `RATE`)."""
    reference = soxr.resample(played.samples.astype(np.float64), played.rate, RATE)
    above = _power(heard.astype(np.float64)) - _power(room.astype(np.float64))
    return Echo(above, _likeness(reference, heard.astype(np.float64)))


def _power(samples: npt.NDArray[np.float64]) -> float:
    mean = float(np.mean(samples**2)) if len(samples) else 0.0
    return 10 * float(np.log10(mean + 1.0))


def _likeness(played: npt.NDArray[np.float64], heard: npt.NDArray[np.float64]) -> float:
    """The best normalized correlation at any delay there may be."""
    if not len(played) or not len(heard):
        return 0.0
    size = 1 << (len(played) + len(heard) - 1).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size))
    both = np.fft.irfft(spectrum, size)[: int(_DELAY * RATE)]
    norm = float(np.sqrt(np.sum(played**2) * np.sum(heard**2)))
    return float(np.abs(both).max() / norm) if norm else 0.0

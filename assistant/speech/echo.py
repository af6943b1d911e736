"""How much of Lantern's own voice the microphone picks up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr

from assistant.speech.audio.base import RATE, Samples, Sound

MAX_LEVEL = 3.0
"""Decibels by which the microphone's level may rise while Lantern speaks with barge-in safe."""
MAX_CORRELATION = 0.2
"""Correlation, from 0 to 1, of recorded and played audio up to which barge-in is safe."""
CANCELLED = 20.0
"""Decibels that the echo canceller has to take away for barge-in to be possible with an echo."""
MAX_DELAY = 0.6
"""Seconds between playback and recording within which an echo is searched for."""


@dataclass(frozen=True, slots=True)
class Echo:
    """`above_room`: decibels above the level before playback; `correlation`: 0 to 1.

    `cancelled`: decibels that the echo canceller takes away, 0 without one.
    """

    above_room: float
    correlation: float
    cancelled: float = 0.0

    @property
    def safe(self) -> bool:
        """Whether a person's barge-in can be told from Lantern's own voice."""
        return self.above_room < MAX_LEVEL and self.correlation < MAX_CORRELATION


def measure_echo(
    room: Samples,
    recorded: Samples,
    played: Sound,
    clean: Samples | None = None,
    longest: float = MAX_DELAY,
) -> Echo:
    """Compare what was `recorded` during playback with `played`, and with the silence before it.

    `room`, `recorded` and `clean`, which is the same without the echo, are 16-bit samples at
    `RATE`. Of `clean` the second half counts, when the canceller knows the room. An echo is
    searched for up to `longest` seconds after it was played; the longer, the more alike two
    different voices seem.
    """
    reference = soxr.resample(played.samples.astype(np.float64), played.rate, RATE)
    above = _level(recorded.astype(np.float64)) - _level(room.astype(np.float64))
    cancelled = 0.0
    if clean is not None and len(clean):
        late = recorded[len(recorded) // 2 :], clean[len(clean) // 2 :]
        cancelled = _level(late[0].astype(np.float64)) - _level(late[1].astype(np.float64))
    return Echo(above, _correlation(reference, recorded.astype(np.float64), longest), cancelled)


def _level(samples: npt.NDArray[np.float64]) -> float:
    mean = float(np.mean(samples**2)) if len(samples) else 0.0
    return 10 * float(np.log10(mean + 1.0))


def _correlation(
    played: npt.NDArray[np.float64], recorded: npt.NDArray[np.float64], longest: float
) -> float:
    """The best normalized correlation over all delays up to `longest` seconds."""
    if not len(played) or not len(recorded):
        return 0.0
    size = 1 << (len(played) + len(recorded) - 1).bit_length()
    spectrum = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(played, size))
    both = np.fft.irfft(spectrum, size)[: int(longest * RATE)]
    norm = float(np.sqrt(np.sum(played**2) * np.sum(recorded**2)))
    return float(np.abs(both).max() / norm) if norm else 0.0

"""Cepstral features of a sound: what every machine can compute, in a millisecond."""

from __future__ import annotations

from functools import cache

import numpy as np

from assistant.speech.takes.voiced import RATE, Samples

_HOP, _WINDOW, _SPECTRUM = 160, 400, 512
_BANDS, WIDTH = 26, 13
_LOWEST, _HIGHEST = 100.0, 4000.0
"""The range that is compared, in Hertz; that of a telephone, so that the microphone matters less"""
_LIFTER = 22
_PRE_EMPHASIS = 0.97
_FLOOR = 1e-5
"""The noise that is added to each band, as a part of the mean power."""


_MEAN_KEPT = 0.5
"""How much of the mean stays. Without any of it, a hum is like any other sound that does not
change; with all of it, the microphone would count as much as the sound."""


def cepstra(samples: Samples) -> Samples:
    """One row each 10 ms. The level does not count, and the microphone little."""
    sound = np.pad(samples, (0, max(0, _WINDOW - len(samples))))
    sound = np.append(sound[:1], sound[1:] - np.float32(_PRE_EMPHASIS) * sound[:-1])
    frames = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_HOP]
    power = np.abs(np.fft.rfft(frames * np.hamming(_WINDOW), _SPECTRUM, axis=1)) ** 2
    bands = np.log(power @ _filters().T + _FLOOR * power.mean() + 1e-6)
    rows = bands @ _cosines().T
    mean = rows.mean(axis=0)
    mean[1:] *= 1 - _MEAN_KEPT
    return np.asarray(rows - mean, np.float32)


def with_slopes(rows: Samples) -> Samples:
    """The rows with how fast each of their values rises."""
    wide = np.pad(rows, ((2, 2), (0, 0)), mode="edge")
    slopes = (2 * (wide[4:] - wide[:-4]) + wide[3:-1] - wide[1:-3]) / 10
    return np.asarray(np.hstack([rows, slopes]), np.float32)


@cache
def _filters() -> Samples:
    """Triangular filters, evenly spaced on the mel scale."""

    def mel(hertz: float) -> float:
        return float(1127 * np.log1p(hertz / 700))

    edges = 700 * np.expm1(np.linspace(mel(_LOWEST), mel(_HIGHEST), _BANDS + 2) / 1127)
    at = np.arange(_SPECTRUM // 2 + 1) * RATE / _SPECTRUM
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (at - low) / (middle - low), (high - at) / (high - middle)
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None), np.float32)


@cache
def _cosines() -> Samples:
    """The cosine transform, with weights that let the higher coefficients count as well."""
    order = np.arange(WIDTH)
    wave = np.cos(np.pi * np.outer(order, np.arange(_BANDS) + 0.5) / _BANDS)
    lifter = 1 + _LIFTER / 2 * np.sin(np.pi * order / _LIFTER)
    return np.asarray(wave * np.sqrt(2 / _BANDS) * lifter[:, None], np.float32)

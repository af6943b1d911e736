"""Prosody at the end of speech: pitch and level fall where a turn is over."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16000
SPAN = 1.6
"""Seconds of speech before a pause that are analysed."""
_HOP, _FRAME = 160, 640
_LOW, _HIGH = 60, 400
"""The range of the pitch of a voice, in Hertz."""
_VOICED = 0.45
"""The autocorrelation from which on a frame is voiced."""
_WEIGHTS = (-3.15, 0.079, -0.006, -0.091, 3.83, 3.715)
_BIAS = -4.459
_END = 0.2
"""Seconds that count as the end."""


def prosody(samples: npt.NDArray[np.int16]) -> tuple[float, ...]:
    """Six features of the end of `samples` (at `RATE`), which end with the speech or soon after.

    The pitch at the end relative to before (octaves), its slope (octaves a second), the level at
    the end relative to before (decibels), the fall of the level (decibels), the duration of the
    last voiced part (seconds), and whether there was a pitch at all (0 or 1).
    """
    pitch, level = _tracks(samples)
    loud = np.flatnonzero(level > max(35.0, float(level.max(initial=0.0)) - 30.0))
    if len(loud) < 12:
        return (0.0,) * 6
    first, last = int(loud[0]), int(loud[-1]) + 1
    pitch, level = pitch[first:last], level[first:last]
    end = int(_END * RATE / _HOP)
    voiced = np.flatnonzero(pitch > 0)
    fade = float(level[-end:].mean() - np.median(level))
    slope = float(level[-end // 2 :].mean() - level[-end : -end // 2].mean())
    if len(voiced) < 8:
        return (0.0, 0.0, fade, slope, 0.0, 0.0)
    logs = np.log2(pitch[voiced])
    few = min(8, len(voiced) // 2)
    fall = float(np.median(logs[-few:]) - np.median(logs))
    tail = logs[-12:]
    steep = float(np.polyfit(np.arange(len(tail)) * _HOP / RATE, tail, 1)[0])
    gaps = np.flatnonzero(np.diff(voiced) > 3)
    run = len(voiced) - (int(gaps[-1]) + 1 if len(gaps) else 0)
    return (
        float(np.clip(fall, -1, 1)),
        float(np.clip(steep, -6, 6)),
        fade,
        slope,
        min(run * _HOP / RATE, 0.6),
        1.0,
    )


def finality(features: tuple[float, ...]) -> float:
    """How many times likelier such prosody is at the end of a turn than within it, as a logarithm.

    Learned from the tuning part of `scripts/bench turns`, people and synthesized voices together.
    """
    return _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))


def _tracks(samples: npt.NDArray[np.int16]) -> tuple[npt.NDArray[np.float64], ...]:
    """Pitch (Hertz, 0 where there is none) and level (decibels), one value each 10 ms."""
    sound = samples.astype(np.float64)
    if len(sound) < _FRAME:
        return np.zeros(0), np.zeros(0)
    frames = np.lib.stride_tricks.sliding_window_view(sound, _FRAME)[::_HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    level = 10 * np.log10((frames**2).mean(axis=1) + 1.0)
    spectrum = np.fft.rfft(frames * np.hanning(_FRAME), 2 * _FRAME, axis=1)
    alike = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(_FRAME), 2 * _FRAME)) ** 2)
    low, high = RATE // _HIGH, RATE // _LOW
    alike = alike[:, : high + 1] / np.maximum(alike[:, :1], 1.0) / (window[: high + 1] / window[0])
    lags = alike[:, low:].argmax(axis=1) + low
    peak = alike[np.arange(len(lags)), lags]
    # Twice the period correlates as well: the shortest that is nearly as good is the period.
    half = np.maximum(lags // 2, low)
    halved = alike[np.arange(len(lags)), half] > 0.9 * peak
    lags = np.where(halved, half, lags)
    return np.where((peak > _VOICED) & (level > 35.0), RATE / lags, 0.0), level

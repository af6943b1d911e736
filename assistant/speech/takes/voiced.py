"""The part of a sound in which there is something to compare, whatever kind of sound it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16000
_FRAME = 160
_LEAST = 0.06
"""Seconds of sound below which there is nothing to compare."""
_KEPT = 0.05
"""Seconds kept on both sides, since sounds begin and end softly."""
_BELOW_TOP = 30.0
"""Decibels below the loudest frame from which on a frame counts as silence."""
_ABOVE_FLOOR = 6.0
"""Decibels above the noise of the room from which on a frame is no silence."""
_LEAST_RANGE = 12.0
"""The noise is taken to be at least so many decibels below the loudest frame: a sound that was cut
tightly has no noise at its sides to measure."""
_QUIETEST = 24.0
"""The least level of the loudest frame, in decibels: below it there was only the room."""
_FLOOR = 10
"""The percentile of the levels that is taken for the noise of the room."""

Samples = npt.NDArray[np.float32]


def samples_of(pcm: bytes) -> Samples:
    """16-bit mono samples as numbers."""
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], np.int16).astype(np.float32)


def sounding(samples: Samples) -> tuple[int, int]:
    """Where the sound begins and ends in `samples`, in samples; twice the same for silence.

    It goes by the level alone and not by what a voice is like, because a click is one as well.
    """
    whole = len(samples) // _FRAME
    frames = samples[: whole * _FRAME].reshape(whole, _FRAME)
    if not whole or not frames.any():
        return 0, 0
    level = 10 * np.log10((frames**2).mean(axis=1) + 1.0)
    top, floor = float(level.max()), float(np.percentile(level, _FLOOR))
    if top < _QUIETEST:
        return 0, 0
    least = max(top - _BELOW_TOP, min(floor + _ABOVE_FLOOR, top - _LEAST_RANGE))
    loud = np.flatnonzero(level > least)
    if not len(loud):
        return 0, 0
    margin = int(_KEPT * RATE)
    begin = max(0, int(loud[0]) * _FRAME - margin)
    end = min(len(samples), (int(loud[-1]) + 1) * _FRAME + margin)
    return (begin, end) if end - begin >= _LEAST * RATE else (0, 0)

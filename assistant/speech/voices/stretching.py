"""Speech made slower than a synthesizer speaks, without another pitch (WSOLA).

The sound is laid out anew from overlapping pieces, a little further apart than they were. Each
piece is taken from where it continues the one before best, so that the vibration of the voice goes
on.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assistant.speech.audio.base import Sound

_PIECE = 0.030
"""Seconds of one piece: two periods of a deep voice."""
_SEARCH = 0.010
"""Seconds within which the beginning of a piece may move: one period of a deep voice."""


def stretched(sound: Sound, factor: float) -> Sound:
    """Return the sound at `factor` times its length; the same one where that is 1 or less."""
    step = int(_PIECE * sound.rate / 2)
    reach = int(_SEARCH * sound.rate)
    if factor <= 1.0 or len(sound.samples) < 4 * step + 2 * reach:
        return sound
    samples = np.concatenate((sound.samples, np.zeros(2 * step + reach, np.int16))).astype(float)
    window = np.hanning(2 * step + 1)[: 2 * step]
    length = round(len(sound.samples) * factor)
    made = np.zeros(length + 2 * step)
    # The first half of the first piece has no other piece to be added to.
    made[:step] = samples[:step] * (1 - window[:step])
    at = 0
    for place in range(0, length, step):
        made[place : place + 2 * step] += samples[at : at + 2 * step] * window
        goes_on = samples[at + step : at + 3 * step]
        wanted = min(round((place + step) / factor), len(samples) - 2 * step)
        at = _best(samples, goes_on, wanted, reach)
    samples_made = np.clip(np.rint(made[:length]), -32768, 32767).astype(np.int16)
    words = (replace(word, seconds=word.seconds * factor) for word in sound.words)
    return replace(sound, samples=samples_made, words=tuple(words))


def _best(samples: np.ndarray, goes_on: np.ndarray, wanted: int, reach: int) -> int:
    """Where near `wanted` the samples are most like `goes_on`."""
    first = max(0, wanted - reach)
    last = min(len(samples) - len(goes_on), wanted + reach)
    if last <= first or not len(goes_on):
        return min(wanted, len(samples) - 1)
    around = samples[first : last + len(goes_on)]
    likeness = np.correlate(around, goes_on, "valid")
    squares = np.concatenate(([0.0], np.cumsum(around**2)))
    energy = squares[len(goes_on) :] - squares[: -len(goes_on)]
    return first + int(np.argmax(likeness / np.sqrt(energy + 1.0)))

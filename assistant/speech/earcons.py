"""Earcons: short, quiet sounds that accompany words and never replace them.

Each has one or two notes, and they differ in direction and pitch: "listening" rises, "heard" is
one note, "saved" falls, "trouble" is two low notes. All are shorter than 150 ms and at least 18 dB
below full scale, well under a voice.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

import numpy as np

from assistant.speech.audio.base import Samples, Sound

Earcon = Literal["listening", "heard", "saved", "trouble"]
EARCONS: tuple[Earcon, ...] = get_args(Earcon)

RATE = 22050
"""The usual rate of the synthesizer, so that the player need not change its rate between both."""
LOUDEST = 0.125
"""Peak level, as a fraction of full scale."""
_EDGE = 0.008
"""Seconds of fade-in and fade-out of each note, against clicks."""

_NOTES: dict[Earcon, tuple[tuple[float, float], ...]] = {
    "listening": ((523.25, 0.055), (783.99, 0.075)),
    "heard": ((659.26, 0.07),),
    "saved": ((783.99, 0.055), (587.33, 0.075)),
    "trouble": ((220.0, 0.06), (0.0, 0.015), (196.0, 0.07)),
}
"""Notes in order: frequency in Hertz (0: a rest) and seconds."""


@cache
def earcon(name: Earcon) -> Sound:
    """The sound of this name, synthesized from sines; the same object each time."""
    return Sound(np.concatenate([_note(*note) for note in _NOTES[name]]), RATE)


def _note(frequency: float, seconds: float) -> Samples:
    at = np.arange(int(seconds * RATE)) / RATE
    # Some of the octave keeps a low note audible on a telephone's loudspeaker.
    wave = 0.8 * np.sin(2 * np.pi * frequency * at) + 0.2 * np.sin(4 * np.pi * frequency * at)
    edge = np.minimum(1.0, np.minimum(at, seconds - at) / _EDGE)
    fading = np.exp(-at / (seconds * 1.2))
    return np.asarray(wave * edge * fading * LOUDEST * 32767, np.int16)

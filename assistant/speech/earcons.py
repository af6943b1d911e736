"""Earcons: very short, quiet sounds beside the words, never in their place.

Each is a figure of one or two notes, told apart by its direction and its height: "listening"
rises, "heard" is one note, "saved" falls, "trouble" is low and knocks twice. All are over within
150 ms and at least 18 dB below the loudest that there is, well under a voice.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

import numpy as np

from assistant.speech.sound import Samples, Sound

Earcon = Literal["listening", "heard", "saved", "trouble"]
EARCONS: tuple[Earcon, ...] = get_args(Earcon)

RATE = 22050
"""What the synthesizer usually gives: a player need not change its rate between the two."""
LOUDEST = 0.125
"""Of full scale."""
_EDGE = 0.008
"""Seconds in which a note comes and goes: without them there is a click."""

_NOTES: dict[Earcon, tuple[tuple[float, float], ...]] = {
    "listening": ((523.25, 0.055), (783.99, 0.075)),
    "heard": ((659.26, 0.07),),
    "saved": ((783.99, 0.055), (587.33, 0.075)),
    "trouble": ((220.0, 0.06), (0.0, 0.015), (196.0, 0.07)),
}
"""Notes one after another: cycles a second (0: a rest) and seconds."""


@cache
def earcon(name: Earcon) -> Sound:
    """The sound of this name, made from sines; the same object each time."""
    return Sound(np.concatenate([_note(*note) for note in _NOTES[name]]), RATE)


def _note(frequency: float, seconds: float) -> Samples:
    at = np.arange(int(seconds * RATE)) / RATE
    # A little of the octave keeps a low note to be heard on the loudspeaker of a telephone.
    wave = 0.8 * np.sin(2 * np.pi * frequency * at) + 0.2 * np.sin(4 * np.pi * frequency * at)
    edge = np.minimum(1.0, np.minimum(at, seconds - at) / _EDGE)
    fading = np.exp(-at / (seconds * 1.2))
    return np.asarray(wave * edge * fading * LOUDEST * 32767, np.int16)

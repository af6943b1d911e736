"""Who speaks: the voices and rates the network is trained on, and those it never hears."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.tiny import flite
from models.tiny.espeak import Espeak, Manner, Spoken

# An accent named twice is heard twice as often.
ACCENTS = (
    *("en-US", "en-US", "en-US", "en", "en", "en-US-nyc", "en-GB-x-rp", "en-GB-scotland"),
    *("en-GB-x-gbclan",),
)
TRAINED = (
    *("", "f1", "f2", "f3", "m1", "m2", "m3", "m4", "m5", "m8", "Alex", "Alicia", "Andy", "Denis"),
    *("Gene", "Henrique", "Jacky", "Marco", "Mario", "Mike", "Reed", "adam", "anika", "antonio"),
    *("aunty", "benjamin", "boris", "caleb", "edward", "grandpa", "gustave", "ian", "iven"),
    *("john", "klatt", "klatt3", "klatt5", "linda", "marcelo", "max", "michel", "miguel"),
    *("norbert", "pablo", "paul", "pedro", "rob", "robert", "sandro", "shelby", "steph"),
    *("travis", "victor", "zac"),
)
CHOSEN_BY = ("f5", "m7", "Lee", "belinda", "david", "ed")
"""Voices on which the few settings of decoding were chosen; never trained on."""
HELD_OUT = ("f4", "m6", "Annie", "Michael", "Andrea", "grandma", "klatt2", "quincy")
"""Voices kept for measuring alone."""

HELD_OUT_SPEEDS = (115, 145, 185, 235)
SPEEDS = tuple(s for s in range(120, 231) if all(abs(s - h) > 5 for h in HELD_OUT_SPEEDS))
"""Words a minute trained on: the held-out ones lie outside, and in gaps within."""

FLITE = ("slt", "awb", "rms", "kal16")
FLITE_SHARE = 0.35


def manner(
    rng: np.random.Generator, variants: Sequence[str], speeds: Sequence[int] = SPEEDS
) -> Manner:
    """A manner of speaking drawn at random."""
    return Manner(
        accent=str(rng.choice(ACCENTS)),
        variant=str(rng.choice(variants)),
        speed=int(rng.choice(speeds)),
        pitch=int(rng.integers(25, 76)),
        spread=int(rng.integers(25, 76)),
    )


def training_speech(text: str, rng: np.random.Generator, espeak: Espeak) -> Spoken:
    """A text as one of the training voices, drawn at random, says it."""
    if rng.random() >= FLITE_SHARE:
        return espeak.say(text, manner(rng, TRAINED))
    spoken = flite.say(text, str(rng.choice(FLITE)), rng.uniform(0.75, 1.3))
    faster = rng.uniform(0.82, 1.22)  # moves pitch and formants, as a smaller or larger person's
    phones = tuple((start / faster, phone) for start, phone in spoken.phones)
    return Spoken(spoken.samples, spoken.rate * faster, phones)

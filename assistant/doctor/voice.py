"""The voice: whether it speaks, and how soon."""

from __future__ import annotations

import time

import numpy as np

from assistant.doctor.finding import Finding
from assistant.errors import Trouble
from assistant.speech.voices.voice import Voice

SLOW = 0.5
"""Seconds for a sentence, from which on pauses before an answer are felt."""


def examine_voice(voice: Voice, sentence: str) -> Finding:
    """Let it make one sentence; the time is that of a synthesizer which runs already."""
    try:
        voice.render("Ready.", personal=True)
        began = time.monotonic()
        sound = voice.render(sentence, personal=True)
        took = time.monotonic() - began
    except Trouble as trouble:
        said = str(trouble).replace(" — and see what is wrong with: lantern doctor", "")
        return Finding(
            "voice", "broken", said, "Install espeak-ng, or pip install espeakng-loader."
        )
    figures = {"seconds_to_make": round(took, 3), "seconds_long": round(sound.seconds, 2)}
    if not len(sound.samples) or np.abs(sound.samples.astype(np.int32)).max() < 500:
        return Finding(
            "voice",
            "broken",
            "The voice makes no sound.",
            "Set the volume in the settings to 1, or choose another voice there.",
            figures,
        )
    if took > SLOW:
        return Finding(
            "voice",
            "weak",
            "The voice is slow on this machine.",
            "Close other programs while we talk.",
            figures,
        )
    return Finding("voice", "well", "The voice works.", "", figures)

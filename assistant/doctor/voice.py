"""The voice: whether it speaks, and how soon."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from assistant.doctor.finding import Finding
from assistant.errors import Trouble
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice

SLOW = 0.5
"""Seconds for a sentence, from which on pauses before an answer are felt."""


def examine_voice(voice: Voice, sentence: str, language: str = "en") -> Finding:
    """Let it make one sentence; the time is that of a synthesizer which runs already."""
    try:
        voice.render("Ready.", personal=True)
        began = time.monotonic()
        sound = voice.render(sentence, personal=True)
        took = time.monotonic() - began
    except Trouble as trouble:
        return _broken(voice, str(trouble), language)
    figures: dict[str, Any] = {
        "voices": list(voice.choices(language)),
        "seconds_to_make": round(took, 3),
        "seconds_long": round(sound.seconds, 2),
    }
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


def _broken(voice: Voice, said: str, language: str) -> Finding:
    """What is wrong, and which voices there are where only the one which was named is missing."""
    found = said.split(" See which there are")[0].split(" Go on by typing")[0]
    asked, voice.manner = voice.manner, Manner()
    try:
        there = voice.choices(language)
    except Trouble:
        there = ()
    finally:
        voice.manner = asked
    if not there:
        remedy = "Install espeak-ng, or pip install espeakng-loader."
        return Finding("voice", "broken", found, remedy)
    remedy = f"Set the voice in the settings to one of these: {', '.join(there)}."
    return Finding("voice", "broken", found, remedy, {"voices": list(there)})

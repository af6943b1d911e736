"""The microphone: whether it hears anything, how loud the room is, and how loud a voice."""

from __future__ import annotations

import numpy as np

from assistant.doctor.booth import decibels
from assistant.doctor.finding import Finding
from assistant.speech.activity import VoiceActivity
from assistant.speech.audio.base import RATE
from assistant.speech.sound import Samples

DEAD = -95.0
"""Decibels below which there is no room so quiet: the microphone is switched off."""
FAINT = -45.0
"""A voice below this is mostly noise after the microphone's own."""
CLIPPED = 0.001
"""So many of a voice's samples at the very edge, and it is distorted."""
CLEAR = 12.0
"""Decibels which a voice should be above the room."""
LOUD_ROOM = -35.0
"""From here on a voice may have been there and not to be told from the room."""
SPOKEN = 0.3
"""Seconds of voice, below which nobody spoke."""

_SETTINGS = "the system's sound settings"


def examine_room(samples: Samples) -> Finding:
    """A second or two in which nobody speaks."""
    level = round(decibels(samples), 1)
    figures = {"room_db": level}
    if level <= DEAD:
        return Finding(
            "microphone",
            "broken",
            "The microphone gives nothing at all.",
            f"Switch it on, or let programs use it, or choose another one in {_SETTINGS}.",
            figures,
        )
    return Finding("microphone", "well", "The microphone is open.", "", figures)


def examine_sentence(samples: Samples, room: float) -> Finding:
    """A sentence which the person was asked to say; `room` is how loud the room is, in decibels."""
    voice = voiced(samples)
    seconds = round(len(voice) / RATE, 2)
    level = round(decibels(voice), 1)
    edge = float(np.mean(np.abs(voice.astype(np.int32)) >= 32700)) if len(voice) else 0.0
    figures = {"voice_db": level, "room_db": room, "seconds": seconds, "clipped": round(edge, 4)}
    if seconds < SPOKEN and room < LOUD_ROOM:
        return Finding(
            "sentence",
            "weak",
            "I heard nobody speak.",
            f"Speak closer to the microphone, or choose another one in {_SETTINGS}.",
            figures,
        )
    if edge > CLIPPED:
        return Finding(
            "sentence",
            "weak",
            "Your voice is too loud for the microphone.",
            f"Turn the microphone down in {_SETTINGS}, or move away from it a little.",
            figures,
        )
    if level < FAINT:
        return Finding(
            "sentence",
            "weak",
            "Your voice is very faint.",
            f"Turn the microphone up in {_SETTINGS}, or move closer to it.",
            figures,
        )
    if seconds < SPOKEN or level - room < CLEAR:
        return Finding(
            "sentence",
            "weak",
            "The room is nearly as loud as your voice.",
            "Move closer to the microphone, or go where it is quieter.",
            figures,
        )
    return Finding("sentence", "well", "I hear you clearly.", "", figures)


def voiced(samples: Samples) -> Samples:
    """The stretches in which somebody speaks."""
    activity = VoiceActivity(RATE)
    step = int(activity.frame * RATE)
    answers = activity.accept(samples.tobytes())
    kept = [samples[at * step : (at + 1) * step] for at, yes in enumerate(answers) if yes]
    return np.concatenate(kept) if kept else np.zeros(0, np.int16)

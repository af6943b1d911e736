"""Recordings of reflections, kept on this machine where the person agreed to it."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.journal.recordings import read_recording, save_recording
from assistant.speech.audio.base import RATE, Sound


class Recordings:
    """One FLAC file for each segment, so that a crash loses at most the words being spoken."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def save(self, pcm: bytes) -> str:
        """Write a segment (16-bit mono at 16 kHz) durably, readable by its owner only.

        Returns the name of the file. Raises `NotSaved` where the disk refuses.
        """
        sound = io.BytesIO()
        soundfile.write(sound, np.frombuffer(pcm, np.int16), RATE, format="FLAC", subtype="PCM_16")
        name = f"{self.journal.new_session_id()}.flac"
        save_recording(self.journal, name, sound.getvalue())
        return name

    def load(self, name: str) -> Sound | None:
        """The sound of a recording; `None` where the file is gone or cannot be read."""
        try:
            data = read_recording(self.journal, name)
            samples, rate = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
        except (Trouble, soundfile.LibsndfileError):
            return None
        return Sound(samples[:, 0], rate)

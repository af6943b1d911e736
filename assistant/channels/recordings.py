"""The sound of reflections, kept on this machine where the person said yes to it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import soundfile

from assistant.errors import Trouble
from assistant.journal import Journal, recordings
from assistant.speech.audio.base import RATE
from assistant.speech.sound import Sound


class Recordings:
    """A FLAC file a segment, so that a kill loses at most the words being spoken."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def keep(self, pcm: bytes) -> str:
        """Write a segment (16-bit mono at 16 kHz) durably, for its owner only; give its name.

        Raises `NotSaved` where the disk refuses.
        """
        sound = io.BytesIO()
        soundfile.write(sound, np.frombuffer(pcm, np.int16), RATE, format="FLAC", subtype="PCM_16")
        name = f"{self.journal.new_session_id()}.flac"
        recordings.keep(self.journal, name, sound.getvalue())
        return name

    def sounds(self, names: Sequence[str]) -> list[Sound]:
        """The sounds kept under these names.

        Raises `Trouble` where one of them is gone, damaged, or locked.
        """
        return [self._sound(name) for name in names]

    def _sound(self, name: str) -> Sound:
        try:
            samples, rate = soundfile.read(
                io.BytesIO(recordings.read(self.journal, name)), dtype="int16", always_2d=True
            )
        except soundfile.LibsndfileError as error:
            raise Trouble(f"The recording {name} is damaged; its words are kept.") from error
        return Sound(samples[:, 0], rate)

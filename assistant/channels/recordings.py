"""The sound of reflections, kept on this machine where the person said yes to it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import soundfile

from assistant.speech.audio.base import RATE

FOLDER = "recordings"


class Recordings:
    """A FLAC file a segment, so that a kill loses at most the words being spoken."""

    def __init__(self, journal_folder: Path) -> None:
        self.folder = journal_folder / FOLDER

    def keep(self, pcm: bytes, session: str) -> str:
        """Write a segment (16-bit mono at 16 kHz) durably, for its owner only; give its name.

        Raises `OSError` where the disk refuses.
        """
        sound = io.BytesIO()
        soundfile.write(sound, np.frombuffer(pcm, np.int16), RATE, format="FLAC", subtype="PCM_16")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = {path.name for path in self.folder.glob(f"{session}-*.flac")}
        number = len(taken) + 1
        while f"{session}-{number}.flac" in taken:
            number += 1
        name = f"{session}-{number}.flac"
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sound.getvalue())
            file.flush()
            os.fsync(file.fileno())
        return name

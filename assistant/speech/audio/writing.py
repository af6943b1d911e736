"""A conversation's sound, written to a file."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE
from assistant.speech.sound import Samples

_RATE = 22050
"""What the synthesizer usually gives, so that Lantern's voice stays as it is."""
_GAP = 0.4
"""Seconds between two of Lantern's turns when the person's side is left out."""


class Writing:
    """One sound file (WAV, or FLAC by its name): Lantern's side, or both in their order.

    Only its owner may read it: it holds what was said.
    """

    def __init__(self, path: Path, both_sides: bool = False) -> None:
        """Create the file, over an older one. Raises Trouble where it cannot be written."""
        self.path = path
        self._both = both_sides
        self._rate = _RATE
        self._resampler: soxr.ResampleStream | None = None
        self._gap = False
        kind = path.suffix.lstrip(".").upper()
        if kind not in ("WAV", "FLAC"):
            raise Trouble(f"Sound is written as WAV or FLAC: name the file {path.stem}.wav")
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = soundfile.SoundFile(
                handle, "w", samplerate=_RATE, channels=1, subtype="PCM_16", format=kind
            )
        except (OSError, soundfile.LibsndfileError) as error:
            reason = getattr(error, "strerror", None) or "is there room on the disk?"
            raise Trouble(
                f"{path} cannot be written ({reason}). Name a file in another folder."
            ) from error

    def lantern(self, samples: Samples, rate: int) -> None:
        """Lantern says this."""
        if self._gap and not self._both:
            self._put(np.zeros(int(_RATE * _GAP), np.int16), _RATE)
        self._gap = False
        self._put(samples, rate)

    def person(self, pcm: bytes) -> None:
        """The person says this, or nothing, for as long."""
        self._gap = True
        if self._both:
            self._put(np.frombuffer(pcm, np.int16), RATE)

    def close(self) -> None:
        """Finish the file."""
        if not self._file.closed:
            self._finish_side()
            self._file.close()

    def _put(self, samples: Samples, rate: int) -> None:
        if rate != self._rate:
            self._finish_side()
            self._rate = rate
            if rate != _RATE:
                self._resampler = soxr.ResampleStream(rate, _RATE, 1, dtype="int16")
        self._write(self._resampler.resample_chunk(samples) if self._resampler else samples)

    def _finish_side(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample_chunk(np.zeros(0, np.int16), last=True))
            self._resampler = None
        self._rate = _RATE

    def _write(self, samples: Samples) -> None:
        try:
            self._file.write(samples)
        except (OSError, AssertionError, soundfile.LibsndfileError) as error:
            raise Trouble(
                f"{self.path} could not be written to its end. Make room on the disk."
            ) from error

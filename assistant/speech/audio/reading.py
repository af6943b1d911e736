"""Recordings of any kind, as the recognizers want them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE

_PIECE = 0.5
_UNKNOWN_SIZE = 0x7FFFF000
"""Programs which write to a pipe cannot know how long it will be, and write a huge size."""


class Reading:
    """A sound file, read piece by piece as 16-bit mono at `RATE`."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises Trouble in one sentence when it is not a recording with sound in it."""
        self.path = path
        if path.is_dir():
            raise Trouble(f"{path} is a folder. Name a recording in it.")
        try:
            empty = path.stat().st_size == 0
            _check_length(path)
        except FileNotFoundError:
            raise Trouble(f"There is no file {path}. Check its name.") from None
        except OSError as error:
            raise Trouble(f"{path} cannot be read: {error.strerror}.") from error
        if empty:
            raise Trouble(f"{path} is empty. Record it again.")
        try:
            self._file = soundfile.SoundFile(path)
        except (soundfile.LibsndfileError, OSError) as error:
            raise Trouble(
                f"{path} is not a sound file which can be read here. "
                f"Make a WAV of it, for example with: ffmpeg -i {path.name} {path.stem}.wav"
            ) from error
        if self._file.frames == 0:
            self._file.close()
            raise Trouble(f"There is no sound in {path}. Record it again.")
        self.seconds = self._file.frames / self._file.samplerate
        """How long the recording is."""
        self._pieces = self._resampled()
        self._rest = b""

    def read(self, samples: int) -> bytes:
        """The next `samples` samples; fewer at the end, none after it."""
        while len(self._rest) < samples * 2:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        taken, self._rest = self._rest[: samples * 2], self._rest[samples * 2 :]
        return taken

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _resampled(self) -> Iterator[bytes]:
        rate = self._file.samplerate
        resampler = soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None
        while True:
            try:
                samples = self._file.read(int(rate * _PIECE), dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                raise Trouble(
                    f"{self.path} is damaged and cannot be read to its end. Record it again."
                ) from error
            last = len(samples) == 0
            mono = samples.mean(axis=1, dtype=np.float32)
            if resampler is not None:
                mono = resampler.resample_chunk(mono, last=last)
            yield (mono * 32767).clip(-32768, 32767).astype(np.int16).tobytes()
            if last:
                return


def _check_length(path: Path) -> None:
    """A WAV which says that it holds more than is there was cut short, and nobody else tells."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return
        size = path.stat().st_size
        while len(chunk := file.read(8)) == 8:
            name, length = struct.unpack("<4sI", chunk)
            if name == b"data":
                if size - file.tell() < length < _UNKNOWN_SIZE:
                    raise Trouble(
                        f"{path} is cut short: {size - file.tell()} of {length} bytes of sound "
                        "are there. Copy it again, or use what is there with: "
                        f"sox --ignore-length {path.name} mended.wav"
                    )
                return
            file.seek(length + length % 2, 1)

"""Sound files: recordings of any kind to read, and a conversation's audio to write."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assistant.errors import Trouble
from assistant.journal.disk import create_file
from assistant.speech.audio.base import RATE, Samples

_PIECE = 0.5
_UNKNOWN_SIZE = 0x7FFFF000
"""A program that writes to a pipe cannot know the length of its data, and writes a huge one."""
_WRITE_RATE = 22050
"""The usual rate of the synthesizer, so that Lantern's voice is not resampled."""
_GAP = 0.4
"""Seconds between two turns of Lantern's where the person's side is left out."""


class RecordingReader:
    """A sound file, read piece by piece as 16-bit mono at `RATE`."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises Trouble when it is not a sound file or has no samples."""
        self.path = path
        if path.is_dir():
            raise Trouble("speech.recording_is_folder", path=path)
        try:
            empty = path.stat().st_size == 0
            _check_wav_length(path)
        except FileNotFoundError:
            raise Trouble("speech.no_recording", path=path) from None
        except OSError as error:
            raise Trouble(
                "speech.recording_unreadable", path=path, reason=error.strerror or str(error)
            ) from error
        if empty:
            raise Trouble("speech.recording_empty", path=path)
        try:
            self._file = soundfile.SoundFile(path)
        except (soundfile.LibsndfileError, OSError) as error:
            raise Trouble(
                "speech.not_a_recording", path=path, name=path.name, stem=path.stem
            ) from error
        if self._file.frames == 0:
            self._file.close()
            raise Trouble("speech.recording_without_sound", path=path)
        self.seconds = self._file.frames / self._file.samplerate
        """The duration of the recording."""
        self._pieces = self._resampled()
        self._rest = b""

    def read(self, samples: int) -> bytes:
        """The next `samples` samples; fewer at the end, none after it.

        Raises Trouble where the file is damaged.
        """
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
                raise Trouble("speech.recording_damaged", path=self.path) from error
            last = len(samples) == 0
            mono = samples.mean(axis=1, dtype=np.float32)
            if resampler is not None:
                mono = resampler.resample_chunk(mono, last=last)
            yield (mono * 32767).clip(-32768, 32767).astype(np.int16).tobytes()
            if last:
                return


def _check_wav_length(path: Path) -> None:
    """Raise Trouble for a WAV with less data than its header says: it was cut short.

    The library reads such a file without an error.
    """
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return
        size = path.stat().st_size
        while len(chunk := file.read(8)) == 8:
            name, length = struct.unpack("<4sI", chunk)
            if name == b"data":
                there = size - file.tell()
                if there < length < _UNKNOWN_SIZE:
                    raise Trouble(
                        "speech.recording_cut_short",
                        path=path,
                        name=path.name,
                        there=str(there),
                        length=str(length),
                    )
                return
            file.seek(length + length % 2, 1)


class ConversationWriter:
    """Writes one sound file (WAV, or FLAC by its name): Lantern's side, or both in their order.

    Only its owner may read the file, because it holds what was said.
    """

    def __init__(self, path: Path, both_sides: bool = False) -> None:
        """Create the file, in the place of an older one. Raises Trouble where it cannot."""
        self.path = path
        self._both = both_sides
        self._rate = _WRITE_RATE
        self._resampler: soxr.ResampleStream | None = None
        self._gap = False
        kind = path.suffix.lstrip(".").upper()
        if kind not in ("WAV", "FLAC"):
            raise Trouble("speech.unknown_sound_format", stem=path.stem)
        try:
            # Neither a link nor a file that somebody else has prepared is written into.
            path.unlink(missing_ok=True)
            handle = create_file(path)
            self._file = soundfile.SoundFile(
                handle, "w", samplerate=_WRITE_RATE, channels=1, subtype="PCM_16", format=kind
            )
        except (OSError, soundfile.LibsndfileError) as error:
            reason = getattr(error, "strerror", None)
            words = {"reason": reason} if reason else {}
            raise Trouble("speech.sound_not_writable", path=path, **words) from error

    def write_lantern(self, samples: Samples, rate: int) -> None:
        """Write speech of Lantern's. Raises Trouble when the disk is full."""
        if self._gap and not self._both:
            self._resample(np.zeros(int(_WRITE_RATE * _GAP), np.int16), _WRITE_RATE)
        self._gap = False
        self._resample(samples, rate)

    def write_person(self, pcm: bytes) -> None:
        """Write audio of the person, speech or silence. Raises Trouble when the disk is full."""
        self._gap = True
        if self._both:
            self._resample(np.frombuffer(pcm, np.int16), RATE)

    def close(self) -> None:
        """Finish the file."""
        if not self._file.closed:
            self._flush_resampler()
            self._file.close()

    def _resample(self, samples: Samples, rate: int) -> None:
        if rate != self._rate:
            self._flush_resampler()
            self._rate = rate
            if rate != _WRITE_RATE:
                self._resampler = soxr.ResampleStream(rate, _WRITE_RATE, 1, dtype="int16")
        self._write(self._resampler.resample_chunk(samples) if self._resampler else samples)

    def _flush_resampler(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample_chunk(np.zeros(0, np.int16), last=True))
            self._resampler = None
        self._rate = _WRITE_RATE

    def _write(self, samples: Samples) -> None:
        try:
            self._file.write(samples)
        except (OSError, AssertionError, soundfile.LibsndfileError) as error:
            raise Trouble("speech.sound_disk_full", path=self.path) from error

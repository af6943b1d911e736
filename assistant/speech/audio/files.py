"""Sound files: recordings of any kind to read, and a conversation's audio to write."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from assistant.errors import Trouble
from assistant.export.files import open_new_file
from assistant.speech.audio.base import RATE, Samples
from assistant.speech.audio.wav import open_wav

_PIECE = 0.5
_QUIETER = 0.1
"""The mean of the channels has less than this part of the loudest one's energy: they cancel out."""
_LONGEST = 1e6
"""Seconds; a file that says it is longer does not know its length."""
_CUT = 0.5
"""Seconds of sound that may be missing at the end of a file."""
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
            mended = open_wav(path)
        except FileNotFoundError:
            raise Trouble("speech.no_recording", path=path) from None
        except OSError as error:
            raise Trouble(
                "speech.recording_unreadable", path=path, reason=error.strerror or str(error)
            ) from error
        if empty:
            raise Trouble("speech.recording_empty", path=path)
        try:
            self._file = _Forwards(mended or path)
        except (soundfile.LibsndfileError, OSError, TypeError) as error:
            raise Trouble(
                "speech.not_a_recording",
                path=path,
                name=shlex.quote(path.name),
                wav=shlex.quote(f"{path.stem}-new.wav"),
            ) from error
        seconds = self._file.frames / self._file.samplerate
        self.seconds = seconds if seconds < _LONGEST else 0.0
        """The duration of the recording; where its file does not know it, 0 until it is read."""
        self._pieces = self._resampled()
        self._rest = b""
        self._rest = self.read(1) + self._rest
        if not self._rest:
            self._file.close()
            raise Trouble("speech.recording_without_sound", path=path)

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
        rate, frames = self._file.samplerate, 0
        resampler = soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None
        while True:
            try:
                samples = self._file.read(int(rate * _PIECE), dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                raise Trouble("speech.recording_damaged", path=self.path) from error
            last = len(samples) == 0
            frames += len(samples)
            mono = to_mono(np.nan_to_num(samples, posinf=1.0, neginf=-1.0))
            if resampler is not None:
                mono = resampler.resample_chunk(mono, last=last)
            yield (mono * 32767).clip(-32768, 32767).astype(np.int16).tobytes()
            if last:
                break
        if frames and frames / rate < self.seconds - _CUT:
            raise Trouble(
                "speech.recording_ends_early",
                path=self.path,
                there=f"{frames / rate:.0f}",
                length=f"{self.seconds:.0f}",
            )
        self.seconds = frames / rate


class _Forwards(soundfile.SoundFile):  # type: ignore[misc]
    """A sound file that is read once, from its beginning to its end, whatever its length is."""

    def seekable(self) -> bool:
        """Never: some files do not know their length, and the library would seek beyond it."""
        return False


def to_mono(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """One channel of several, given as columns: their mean, or the loudest of them.

    In some recordings one channel is the other upside down, and in the mean both are silent; in
    others only one of many has sound.
    """
    mono: npt.NDArray[np.float32] = samples.mean(axis=1, dtype=np.float32)
    if samples.shape[1] == 1 or not len(samples):
        return mono
    energies = (samples**2).mean(axis=0)
    loudest = int(energies.argmax())
    if (mono**2).mean() < _QUIETER * energies[loudest]:
        mono = np.ascontiguousarray(samples[:, loudest])
    return mono


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
            handle = open_new_file(path)
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

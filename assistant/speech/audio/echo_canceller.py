"""Takes Lantern's own voice out of what the microphone picks up, with the extra `echo`.

WebRTC's echo canceller compares two streams, what is played and what is recorded. It finds a delay
of up to half a second by itself, but the streams have to run side by side: the loudspeaker and the
microphone have clocks of their own, either may leave something out, and the loudspeaker is paused
when it has nothing to play.
"""

from __future__ import annotations

import queue
from collections import deque
from statistics import median
from typing import Protocol

import numpy as np
import soxr

from assistant.speech.audio.base import RATE, Samples

_QUALITY = "LQ"
_FRAME = RATE // 100
"""Samples that the canceller takes at a time; it would fill up fewer with silence."""
_LEAD = 0.03
"""Seconds by which the played stream is ahead, so that errors in the times make no echo that comes
before its sound."""
_APART = 0.05
"""Seconds that the two streams may run apart before they are put side by side again. Less than
that the canceller follows by itself."""
_BREAK = 0.25
"""Seconds by which a time may differ from the usual before it means that the stream was broken."""
_OBSERVED = 50
"""Times of a stream from whose median its beginning is known; single ones are late."""
_KEPT = 3.0
"""Seconds of played sound that are kept."""


class Canceller(Protocol):
    """WebRTC's `EchoCanceller`, or another with the same methods."""

    def process(self, near: Samples, far: Samples) -> Samples:
        """`near` without the echo of `far`; both have the same length."""


class EchoCanceller:
    """Cancels the echo in blocks of recorded sound. `add_played` is safe in any thread.

    Times are those of the monotonic clock, in seconds.
    """

    def __init__(self, canceller: Canceller) -> None:
        self._canceller = canceller
        self._queue: queue.SimpleQueue[tuple[Samples, int, float]] = queue.SimpleQueue()
        self._played = _Played()
        self._recorded = _Beginning()
        self._samples = 0
        """Recorded samples so far."""
        self._rest: Samples = np.zeros(0, np.int16)
        """The last recorded samples, which make no whole frame yet."""
        self._offset: int | None = None
        """Added to the number of a recorded sample, it gives that of the played one beside it."""

    def add_played(self, samples: Samples, rate: int, at: float) -> None:
        """Take what the loudspeaker is handed, silence too; its first sample sounds at `at`."""
        self._queue.put((samples, rate, at))

    def skip(self, pcm: bytes, began: float) -> None:
        """Take recorded sound in which there can be no echo: only its time counts."""
        self._observe(len(pcm) // 2, began)
        self._rest = self._rest[:0]

    def cancel(self, pcm: bytes, began: float) -> bytes:
        """The same sound, 16-bit at `RATE`, without the echo of what was played.

        It comes up to 10 ms late, so that now and then a few samples less or more are given. Empty
        where the echo cannot be cancelled, because one of the streams was held up.
        """
        first = self._samples - len(self._rest)
        near = np.concatenate([self._rest, np.frombuffer(pcm, np.int16)])
        self._observe(len(pcm) // 2, began)
        whole = len(near) - len(near) % _FRAME
        near, self._rest = near[:whole], near[whole:]
        before, offset = self._offset, self._align()
        far = self._played.samples(first + offset, whole)
        left = self._canceller.process(near, far)
        held_up = before not in (None, offset) or first + offset + whole > self._played.end
        return b"" if held_up else left.tobytes()

    def _observe(self, samples: int, began: float) -> None:
        while not self._queue.empty():
            self._played.add(*self._queue.get())
        if self._recorded.observe(self._samples, began):
            self._offset = None
        self._samples += samples

    def _align(self) -> int:
        if self._played.restarted:
            self._played.restarted = False
            self._offset = None
        apart = self._recorded.seconds - self._played.beginning.seconds
        offset = round((apart + _LEAD) * RATE)
        if self._offset is None or abs(offset - self._offset) > _APART * RATE:
            self._offset = offset
        return self._offset


def open_echo_canceller() -> EchoCanceller | None:
    """An echo canceller; `None` where the extra `echo` is not installed."""
    try:
        import pywebrtc_audio
    except ImportError:
        return None
    return EchoCanceller(pywebrtc_audio.EchoCanceller(RATE))


class _Beginning:
    """When a stream of samples began, from the times of its pieces."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=_OBSERVED)

    @property
    def seconds(self) -> float:
        """The time of the first sample, as far as is known now."""
        return median(self._times) if self._times else 0.0

    def observe(self, samples: int, at: float) -> bool:
        """Take the time of the sample of this number; whether the stream was broken before it."""
        time = at - samples / RATE
        broken = bool(self._times) and abs(time - self.seconds) > _BREAK
        if broken:
            self._times.clear()
        self._times.append(time)
        return broken


class _Played:
    """The last seconds of what was played, at `RATE`."""

    def __init__(self) -> None:
        self.beginning = _Beginning()
        self.restarted = False
        """Whether playing was broken off, and what is played from now on has another beginning."""
        self._resampler: soxr.ResampleStream | None = None
        self._kept: Samples = np.zeros(0, np.int16)
        self.end = 0
        """The number of the sample that follows."""
        self._handed_over = 0

    def add(self, samples: Samples, rate: int, at: float) -> None:
        """Take the next samples, the first of which sounds at `at`. The rate is always the same."""
        if self._resampler is None and rate != RATE:
            self._resampler = soxr.ResampleStream(rate, RATE, 1, "int16", quality=_QUALITY)
        if self.beginning.observe(round(self._handed_over * RATE / rate), at):
            self.restarted = True
        self._handed_over += len(samples)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples)
        self.end += len(samples)
        self._kept = np.concatenate([self._kept, samples])[-int(_KEPT * RATE) :]

    def samples(self, first: int, count: int) -> Samples:
        """The samples from number `first` on; zeros for those that are not there."""
        found = np.zeros(count, np.int16)
        begin = self.end - len(self._kept)
        low, high = max(first, begin), min(first + count, self.end)
        if low < high:
            found[low - first : high - first] = self._kept[low - begin : high - begin]
        return found

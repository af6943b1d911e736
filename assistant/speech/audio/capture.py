"""The microphone."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import soxr

from assistant.speech.audio.base import RATE
from assistant.speech.audio.opening import close, opened
from assistant.speech.audio.portaudio import Which, portaudio

_BLOCK = 0.04
"""Seconds in one callback: at 20 ms capture alone takes twice the processor time."""

_QUALITY = "LQ"
"""20 ms late, against 40 for the best, with the same 82 dB against aliasing: speech gains nothing
from more."""


@dataclass(frozen=True, slots=True)
class Captured:
    """Raw samples of the device, and when the first of them sounded by the monotonic clock."""

    samples: bytes
    sounded: float


class Capture:
    """An open microphone at its own sample rate. Its callback only enqueues."""

    def __init__(self, which: Which = None) -> None:
        """Open the device and start. Raises Trouble."""
        self._captured: queue.SimpleQueue[Captured] = queue.SimpleQueue()
        self._failed = False
        self._closing = False
        self.overflows = 0
        """How often samples were lost because they were not taken in time."""
        self._rate, self._channels = RATE, 1
        self._stream = opened(which, "input", self._make(which))
        self._resampler = (
            soxr.ResampleStream(self._rate, RATE, 1, dtype="int16", quality=_QUALITY)
            if self._rate != RATE
            else None
        )

    @property
    def failed(self) -> bool:
        """Whether the device itself said that it has ended."""
        return self._failed

    def take(self, timeout: float) -> tuple[bytes, float] | None:
        """The next samples at `RATE`, and when they began to sound; None after `timeout`."""
        try:
            captured = self._captured.get(timeout=timeout)
        except queue.Empty:
            return None
        samples = np.frombuffer(captured.samples, np.int16)
        if self._channels > 1:
            both = samples.reshape(-1, self._channels).astype(np.int32)
            samples = (both.sum(axis=1) // self._channels).astype(np.int16)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples)
        return samples.tobytes(), captured.sounded

    def close(self) -> None:
        """Let go of the device."""
        self._closing = True
        close(self._stream)

    def _make(self, which: Which) -> Callable[[int, int], Any]:
        def make(rate: int, channels: int) -> Any:
            self._rate, self._channels = rate, channels
            return portaudio().RawInputStream(
                samplerate=rate,
                blocksize=int(rate * _BLOCK),
                device=which,
                channels=channels,
                dtype="int16",
                callback=self._on_samples,
                finished_callback=self._on_finished,
            )

        return make

    def _on_samples(self, data: Any, frames: int, clock: Any, status: Any) -> None:
        if status.input_overflow:
            self.overflows += 1
        delay = clock.currentTime - clock.inputBufferAdcTime
        if not 0 <= delay < 1:  # Some systems do not tell.
            delay = 0.0
        self._captured.put(Captured(bytes(data), time.monotonic() - delay - frames / self._rate))

    def _on_finished(self) -> None:
        self._failed = not self._closing

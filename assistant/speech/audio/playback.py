"""The loudspeaker."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import soxr

from assistant.speech.audio.opening import close, opened
from assistant.speech.audio.portaudio import Which, portaudio
from assistant.speech.sound import Samples, Sound

_BLOCK = 0.02
_FADE = 0.005
"""Seconds in which a stopped sound fades, so that it does not end with a click."""
_REST = 10.0
_STALLED = 1.0
"""Seconds without a callback, while there is something to play, after which the device is gone."""


class Playback:
    """An open loudspeaker at its own sample rate, silent when there is nothing to play.

    Time here is the monotonic clock's. PortAudio tells with every buffer how far in the future
    its first sample sounds; that is what "the end of playback" means.
    """

    def __init__(self, which: Which = None, rest_after: float = _REST) -> None:
        """Open the device and start. Raises Trouble.

        After `rest_after` seconds without sound the open stream rests until the next: silence, too,
        costs 1 to 2 % of a core.
        """
        self._sounddevice = portaudio()
        self._lock = threading.Lock()
        self._pending: Samples = np.zeros(0, np.int16)
        self._handed = 0
        self._ends = 0.0
        self._last_callback = time.monotonic()
        self._failed = False
        self._closing = False
        self._rest_after = rest_after
        self._idle = 0.0
        self._resting = False
        self._rate, self._channels = 0, 0  # Until the stream, which may call at once, is open.
        self._stream = opened(which, "output", self._make(which))

    def play(self, sound: Sound) -> None:
        """Play after what is playing already."""
        samples = sound.samples
        if sound.rate != self._rate:
            samples = soxr.resample(samples, sound.rate, self._rate)
        with self._lock:
            if not len(self._pending) and time.monotonic() >= self._ends:
                self._handed = 0
            self._pending = np.concatenate([self._pending, samples])
        if self._resting:
            self._wake()

    def stop(self) -> float:
        """Stop within a buffer. Gives the seconds which were heard since the silence before."""
        with self._lock:
            fade = self._pending[: int(self._rate * _FADE)].astype(np.float32)
            self._pending = (fade * np.linspace(1, 0, len(fade))).astype(np.int16)
            ahead = max(0.0, self._ends - time.monotonic())
            return max(0.0, self._handed / self._rate - ahead)

    @property
    def playing(self) -> bool:
        """True until the last sample has left the loudspeaker."""
        return time.monotonic() < self.ends

    @property
    def ends(self) -> float:
        """When playback ends or ended; in the future, without an end, while there is more."""
        with self._lock:
            return math.inf if len(self._pending) else self._ends

    @property
    def failed(self) -> bool:
        """Whether the device has ended, or takes nothing although there is something to play."""
        stalled = time.monotonic() - self._last_callback > _STALLED
        return self._failed or (bool(len(self._pending)) and stalled)

    def close(self) -> None:
        """Let go of the device; what was still to be played is dropped."""
        self._closing = True
        close(self._stream)

    def _make(self, which: Which) -> Callable[[int, int], Any]:
        def make(rate: int, channels: int) -> Any:
            self._rate, self._channels = rate, channels
            return self._sounddevice.RawOutputStream(
                samplerate=rate,
                blocksize=int(rate * _BLOCK),
                device=which,
                channels=channels,
                dtype="int16",
                latency="low",
                callback=self._on_buffer,
                finished_callback=self._on_finished,
            )

        return make

    def _on_buffer(self, out: Any, frames: int, clock: Any, status: Any) -> None:
        now = time.monotonic()
        self._last_callback = now
        with self._lock:
            piece, self._pending = self._pending[:frames], self._pending[frames:]
            if len(piece):
                ahead = clock.outputBufferDacTime - clock.currentTime
                if not 0 <= ahead < 2:  # Some systems do not tell.
                    ahead = frames / self._rate
                self._handed += len(piece)
                self._ends = now + ahead + len(piece) / self._rate
        self._idle = 0.0 if len(piece) else self._idle + frames / self._rate
        samples = np.repeat(piece, self._channels).tobytes() if len(piece) else b""
        out[: len(samples)] = samples
        out[len(samples) :] = bytes(len(out) - len(samples))
        if self._idle > self._rest_after:
            self._resting = True
            raise self._sounddevice.CallbackStop

    def _on_finished(self) -> None:
        self._failed = not (self._closing or self._resting)

    def _wake(self) -> None:
        try:
            self._stream.stop()
            self._idle = 0.0
            self._resting = False
            self._last_callback = time.monotonic()
            self._stream.start()
        except self._sounddevice.PortAudioError:
            self._failed = True

"""Microphone and loudspeaker streams through PortAudio, which is imported when first used."""

from __future__ import annotations

import ctypes
import math
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import soxr

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Samples, Sound

DeviceName = int | str | None
"""A device by its number or (part of) its name; None is the system's default."""
Direction = Literal["input", "output"]

_RATES = (48000, 44100, 32000, 16000)
"""Tried where a device refuses its own default rate."""
_CAPTURE_BLOCK = 0.04
"""Seconds in one callback: at 20 ms capture alone takes twice the processor time."""
_QUALITY = "LQ"
"""20 ms late, against 40 for the best, with the same 82 dB against aliasing: speech recognition
gains nothing from more."""
_PLAYBACK_BLOCK = 0.02
_FADE = 0.005
"""Seconds of fade-out of a stopped sound, against a click."""
_IDLE = 10.0
_STALLED = 1.0
"""Seconds without a callback, while there is something to play, after which the device is lost."""
_FIRST = 3.0
"""The same before the first callback."""
_MOMENT = 0.25
"""The most seconds counted between two looks. While a model is loaded, or the machine is busy, the
whole program may stand still: then no callback says nothing about the device."""


def portaudio() -> Any:
    """The sounddevice module. Raises Trouble where PortAudio is missing."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        linux = sys.platform.startswith("linux")
        install = (
            "sudo apt install libportaudio2"
            if linux
            else "pip install --force-reinstall sounddevice"
        )
        raise Trouble("speech.no_portaudio", install=install, typing=TYPING) from error
    _silence_alsa()
    return sounddevice


TYPING = "--text"
"""The option to type instead. Errors about devices name it, except where that is done at once."""


def refresh() -> None:
    """Update PortAudio's list of devices, which is otherwise frozen; all streams must be closed.

    Raises Trouble when the system's sound cannot be reached at all.
    """
    sounddevice = portaudio()
    try:
        if sounddevice._initialized:
            sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise Trouble("speech.no_sound_system", reason=str(error)) from error


def describe(name: DeviceName, direction: Direction) -> dict[str, Any]:
    """PortAudio's description of a device. Raises Trouble if there is none."""
    sounddevice = portaudio()
    try:
        return dict(sounddevice.query_devices(name, direction))
    except (ValueError, sounddevice.PortAudioError) as error:
        key = "speech.no_microphone" if direction == "input" else "speech.no_loudspeaker"
        named = {} if name is None else {"name": str(name)}
        raise Trouble(key, **named, typing=TYPING) from error


def open_stream(name: DeviceName, direction: Direction, make: Callable[[int, int], Any]) -> Any:
    """Open and start a stream on a device, with the first settings it accepts.

    `make` takes a rate and a number of channels. The device's own rate and a single channel are
    tried first; some devices have no single channel, some refuse their own rate. Raises Trouble.
    """
    sounddevice = portaudio()
    info = describe(name, direction)
    own = int(info["default_samplerate"])
    channels = (1, 2) if int(info[f"max_{direction}_channels"]) > 1 else (1,)
    refused: Exception | None = None
    for rate in dict.fromkeys((own, *_RATES)):
        for count in channels:
            try:
                stream = make(rate, count)
            except sounddevice.PortAudioError as error:
                refused = refused or error
                continue
            try:
                stream.start()
            except sounddevice.PortAudioError as error:
                stream.close(ignore_errors=True)
                refused = refused or error
                continue
            return stream
    assert refused is not None
    key = "speech.microphone_refused" if direction == "input" else "speech.loudspeaker_refused"
    raise Trouble(key, reason=str(refused), typing=TYPING)


def close_stream(stream: Any) -> None:
    """Close a stream, whatever state it is in."""
    stream.abort(ignore_errors=True)
    stream.close(ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Captured:
    """Raw samples of the device, and the time of the first of them on the monotonic clock."""

    samples: bytes
    began: float


class Capture:
    """An open microphone at its own sample rate. Its callback only enqueues."""

    def __init__(self, name: DeviceName = None) -> None:
        """Open the device and start. Raises Trouble."""
        self._captured: queue.SimpleQueue[Captured] = queue.SimpleQueue()
        self._failed = False
        self._closing = False
        self.overflows = 0
        """How often samples were lost because they were not read in time."""
        self._rate, self._channels = RATE, 1
        self._stream = open_stream(name, "input", self._factory(name))
        self._resampler = (
            soxr.ResampleStream(self._rate, RATE, 1, dtype="int16", quality=_QUALITY)
            if self._rate != RATE
            else None
        )

    @property
    def failed(self) -> bool:
        """Whether the device itself ended the stream."""
        return self._failed

    def take(self, timeout: float) -> tuple[bytes, float] | None:
        """The next samples at `RATE` and the time they began; None after `timeout` seconds."""
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
        return samples.tobytes(), captured.began

    def close(self) -> None:
        """Close the device."""
        self._closing = True
        close_stream(self._stream)

    def _factory(self, name: DeviceName) -> Callable[[int, int], Any]:
        def make(rate: int, channels: int) -> Any:
            self._rate, self._channels = rate, channels
            return portaudio().RawInputStream(
                samplerate=rate,
                blocksize=int(rate * _CAPTURE_BLOCK),
                device=name,
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
        if not 0 <= delay < 1:  # Some systems do not report it.
            delay = 0.0
        self._captured.put(Captured(bytes(data), time.monotonic() - delay - frames / self._rate))

    def _on_finished(self) -> None:
        self._failed = not self._closing


class Playback:
    """An open loudspeaker at its own sample rate, silent when there is nothing to play.

    Times are those of the monotonic clock. PortAudio reports with every buffer how far in the
    future its first sample sounds; the end of playback is computed from that.
    """

    def __init__(
        self,
        name: DeviceName = None,
        pause_after: float = _IDLE,
        on_played: Callable[[Samples, int, float], None] | None = None,
    ) -> None:
        """Open the device and start. Raises Trouble.

        After `pause_after` seconds without sound the stream is paused until the next sound:
        playing silence costs 1 to 2 % of a core. `on_played` is given all that the device is
        handed, silence too, with its rate and the time at which its first sample sounds; it is
        called in PortAudio's thread and has to return at once.
        """
        self._on_played = on_played
        self._sounddevice = portaudio()
        self._lock = threading.Lock()
        self._pending: Samples = np.zeros(0, np.int16)
        self._handed_over = 0
        self._ends = 0.0
        self._last_callback = self._looked = time.monotonic()
        self._stalled = 0.0
        self._called = False
        self._failed = False
        self._closing = False
        self._pause_after = pause_after
        self._idle = 0.0
        self._paused = False
        self._rate, self._channels = 0, 0  # Until the stream, which may call at once, is open.
        self._stream = open_stream(name, "output", self._factory(name))

    def play(self, sound: Sound) -> None:
        """Play after what is playing already."""
        samples = sound.samples
        if sound.rate != self._rate:
            samples = soxr.resample(samples, sound.rate, self._rate)
        with self._lock:
            if not len(self._pending) and time.monotonic() >= self._ends:
                self._handed_over = 0
            self._pending = np.concatenate([self._pending, samples])
        if self._paused:
            self._restart()

    def stop(self) -> float:
        """Stop within one buffer. Returns the seconds played since the last silence."""
        with self._lock:
            fade = self._pending[: int(self._rate * _FADE)].astype(np.float32)
            self._pending = (fade * np.linspace(1, 0, len(fade))).astype(np.int16)
            ahead = max(0.0, self._ends - time.monotonic())
            return max(0.0, self._handed_over / self._rate - ahead)

    @property
    def playing(self) -> bool:
        """True until the last sample has left the loudspeaker."""
        return time.monotonic() < self.ends

    @property
    def ends(self) -> float:
        """When playback ends or ended; infinity while samples wait to be handed over."""
        with self._lock:
            return math.inf if len(self._pending) else self._ends

    @property
    def failed(self) -> bool:
        """Whether the device has ended, or takes nothing although there is something to play.

        Time counts only while this is asked often, so a busy machine is no device that hangs.
        """
        now = time.monotonic()
        if not len(self._pending) or self._last_callback > self._looked:
            self._stalled = 0.0
        else:
            self._stalled += min(now - self._looked, _MOMENT)
        self._looked = now
        return self._failed or self._stalled > (_STALLED if self._called else _FIRST)

    def close(self) -> None:
        """Close the device; what was still to be played is dropped."""
        self._closing = True
        close_stream(self._stream)

    def _factory(self, name: DeviceName) -> Callable[[int, int], Any]:
        def make(rate: int, channels: int) -> Any:
            self._rate, self._channels = rate, channels
            return self._sounddevice.RawOutputStream(
                samplerate=rate,
                blocksize=int(rate * _PLAYBACK_BLOCK),
                device=name,
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
        self._called = True
        with self._lock:
            piece, self._pending = self._pending[:frames], self._pending[frames:]
            ahead = clock.outputBufferDacTime - clock.currentTime
            if not 0 <= ahead < 2:  # Some systems do not report it.
                ahead = frames / self._rate
            if len(piece):
                self._handed_over += len(piece)
                self._ends = now + ahead + len(piece) / self._rate
        if self._on_played is not None:
            silence = np.zeros(frames - len(piece), np.int16)
            self._on_played(np.concatenate([piece, silence]), self._rate, now + ahead)
        self._idle = 0.0 if len(piece) else self._idle + frames / self._rate
        samples = np.repeat(piece, self._channels).tobytes() if len(piece) else b""
        out[: len(samples)] = samples
        out[len(samples) :] = bytes(len(out) - len(samples))
        if self._idle > self._pause_after:
            self._paused = True
            raise self._sounddevice.CallbackStop

    def _on_finished(self) -> None:
        self._failed = not (self._closing or self._paused)

    def _restart(self) -> None:
        try:
            self._stream.stop()
            self._idle = 0.0
            self._paused = False
            self._last_callback = time.monotonic()
            self._stream.start()
        except self._sounddevice.PortAudioError:
            self._failed = True


@contextmanager
def stderr_silenced() -> Iterator[None]:
    """Keep PortAudio's messages about a missing device from the terminal, where a screen reader
    may read them aloud. What Python itself writes to standard error still gets through."""
    real = os.dup(2)
    replaced = sys.stderr is sys.__stderr__
    if replaced:
        sys.stderr = os.fdopen(os.dup(real), "w", buffering=1)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
    try:
        yield
    finally:
        os.dup2(real, 2)
        os.close(real)
        if replaced:
            sys.stderr.close()
            sys.stderr = sys.__stderr__


@cache
def _silence_alsa() -> None:
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_IGNORE_ERROR)
    except (OSError, AttributeError):
        return  # Another system.


_IGNORE_ERROR = ctypes.CFUNCTYPE(None)(lambda: None)
"""Kept for the life of the process, because C keeps a pointer to it. Its arguments are unused."""

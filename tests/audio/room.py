"""A simulated room between loudspeaker and microphone: delay, reverberation, drift, noise."""

import os
import subprocess
import threading

import numpy as np
import soxr

from assistant.speech.audio.base import RATE

_PIECE = RATE // 50
_LATENCY = "--latency-msec=60"
"""With less, a busy machine interrupts the sound in the room, which no real room does."""


def impulse_response(rate, reverberation=0.3, delay=0.03, seed=1):
    """The sound of a click at the microphone: first the direct sound, then an exponential tail.

    `reverberation` is the time in seconds in which the tail falls by 60 dB, `delay` the seconds
    before the direct sound.
    """
    rng = np.random.default_rng(seed)
    length = int(rate * reverberation)
    tail = rng.normal(0, 1, length) * 10 ** (-3 * np.arange(length) / length)
    tail *= 0.5 / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return np.concatenate([np.zeros(int(rate * delay)), tail]).astype(np.float32)


class Room:
    """Gives, piece by piece, what a microphone picks up of what the loudspeaker plays."""

    def __init__(self, rate, *, level=0.5, reverberation=0.3, delay=0.03, drift=0.0, noise=15.0,
                 seed=1):  # fmt: skip
        """`level` is the echo's part of what is played; `drift` by which part of a second the
        microphone's clock is slower in each; `noise` its root mean square."""
        self._response = impulse_response(rate, reverberation, delay, seed) * level
        self._past = np.zeros(len(self._response) - 1, np.float32)
        self._rng = np.random.default_rng(seed + 1)
        self._noise = noise
        self._drift = None
        if drift:
            self._drift = soxr.ResampleStream(rate, rate * (1 - drift), 1, "float32", quality="MQ")

    def heard(self, played):
        """What is picked up of the next samples played; with drift, a few more or fewer."""
        sound = np.concatenate([self._past, played.astype(np.float32)])
        self._past = sound[len(sound) - len(self._past) :]
        spectrum = np.fft.rfft(sound) * np.fft.rfft(self._response, len(sound))
        # What wraps around in the cyclic convolution is in the samples before these.
        echo = np.fft.irfft(spectrum, len(sound))[-len(played) :].astype(np.float32)
        if self._drift is not None:
            echo = self._drift.resample_chunk(echo)
        echo += self._rng.normal(0, self._noise, len(echo)).astype(np.float32)
        return echo.clip(-32768, 32767).astype(np.int16)


class RoomOnServer:
    """Such a room between the loudspeaker and the microphone of a sound server; a context."""

    def __init__(self, server, **room):
        """`room` is what `Room` takes besides the rate."""
        self._room = Room(RATE, **room)
        self._parec = self._run(server, "parec", "speaker.monitor", stdout=subprocess.PIPE)
        self._pacat = self._run(server, "pacat", "person", stdin=subprocess.PIPE)
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        for program in (self._parec, self._pacat):
            program.kill()
            program.wait()
        self._thread.join(5)
        self._parec.stdout.close()

    def _carry(self):
        while len(piece := self._parec.stdout.read(_PIECE * 2)) == _PIECE * 2:
            try:
                self._pacat.stdin.write(self._room.heard(np.frombuffer(piece, np.int16)).tobytes())
                self._pacat.stdin.flush()
            except OSError:
                return

    def _run(self, server, program, device, **pipes):
        return subprocess.Popen(
            [program, f"--device={device}", "--raw", "--format=s16le", "--channels=1",
             f"--rate={RATE}", _LATENCY, "--client-name=room"],
            env=os.environ | server.env, stderr=subprocess.DEVNULL, **pipes,
        )  # fmt: skip

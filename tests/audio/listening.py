"""What a device hears and plays: tones, their measures, and a thread which takes the blocks."""

import threading
import time

import numpy as np

from tests.audio.pulse import LOUD, ended
from tests.audio.waiting import wait_until


def tone(seconds, rate=22050, frequency=440):
    return (8000 * np.sin(2 * np.pi * frequency * np.arange(int(rate * seconds)) / rate)).astype(
        np.int16
    )


def loudness(samples):
    return float(np.sqrt(np.mean(np.asarray(samples, float) ** 2))) if len(samples) else 0.0


def loud_seconds(samples, rate, piece=0.005):
    """For how long there was something to hear, in pieces of 5 ms."""
    step = int(rate * piece)
    return sum(
        piece for at in range(0, len(samples), step) if loudness(samples[at : at + step]) > LOUD
    )


def first_loud(samples, rate):
    """After how many seconds there was something to hear."""
    return np.flatnonzero(np.abs(samples) > LOUD)[0] / rate


class Listening:
    """A thread which takes the blocks of a device as a conversation does."""

    def __init__(self, device):
        self.device = device
        self.blocks = []
        self.times = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        for block in self.device.blocks():
            self.times.append(time.monotonic())
            self.blocks.append(block)

    def wait_for_blocks(self, number):
        """Wait for so many more blocks."""
        wanted = len(self.blocks) + number
        wait_until(lambda: len(self.blocks) >= wanted)

    def wait_for(self, event, since=0):
        """Wait for a block with this event, and return when it came."""
        wait_until(lambda: self._found(event, since) is not None, tell=lambda: event)
        return self.times[self._found(event, since)]

    def wait_for_sound(self, since=0, quiet=0.4):
        """Wait for a sound and for `quiet` seconds without after it; return what is unmuted."""
        wait_until(lambda: ended(self.heard(False, since), self.device.rate, quiet))
        return self.heard(False, since)

    def heard(self, muted, since=0):
        blocks = [b for b in self.blocks[since:] if b.muted == muted]
        return np.frombuffer(b"".join(b.pcm for b in blocks), np.int16)

    def _found(self, event, since):
        events = (at for at, block in enumerate(self.blocks[since:], since) if block.event == event)
        return next(events, None)


def wait_until_played(device, seconds=20.0):
    """Wait for the end of playback, and return when it was."""
    wait_until(lambda: not device.playing, seconds)
    return time.monotonic()

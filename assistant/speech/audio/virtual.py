"""Sound without devices: time passes as fast as it can be worked through, or as in life."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import Literal, Protocol

import numpy as np

from assistant.speech.audio.base import RATE, TAIL, Block
from assistant.speech.audio.writing import Writing
from assistant.speech.sound import Samples, Sound

Pace = Literal["fast", "real"]
_BLOCK = 0.04


class Person(Protocol):
    """The one at the other end, who is polite: they wait while Lantern speaks."""

    def speak(self, samples: int) -> bytes | None:
        """The next `samples` samples of speech or silence (fewer at the end); None: gone."""

    def hear(self, samples: Samples, rate: int) -> None:
        """Lantern says this."""


class Virtual:
    """Audio between Lantern and a `Person`, in time of its own, counted in samples.

    While Lantern plays, the person hears; when the last sound and the room's tail are over, the
    person speaks. Nothing is waited for with pace "fast".
    """

    rate = RATE

    def __init__(self, person: Person, pace: Pace = "fast", writing: Writing | None = None) -> None:
        """`writing`: where to keep the sound."""
        self._person = person
        self._pace = pace
        self._writing = writing
        self._lock = threading.Lock()
        self._queue: deque[Sound] = deque()
        self._position = 0
        self._played = 0.0
        self._tail = 0.0
        self._at = 0.0
        self._closed = False

    def blocks(self) -> Iterator[Block]:
        """Everything heard, in order."""
        started = time.monotonic() - self._at
        while not self._closed:
            block = self._next()
            self._at = block.at + (block.seconds or (_BLOCK if block.event else 0.0))
            if self._pace == "real":
                time.sleep(max(0.0, started + self._at - time.monotonic()))
            yield block

    def play(self, sound: Sound) -> None:
        """Play after what is playing already."""
        with self._lock:
            if not self._queue:
                self._played = 0.0
            if len(sound.samples):
                self._queue.append(sound)

    def stop(self) -> float:
        """Stop playing now. Gives the seconds which were heard."""
        with self._lock:
            self._queue.clear()
            self._position = 0
            return self._played

    @property
    def playing(self) -> bool:
        """True until the last sample was heard."""
        return bool(self._queue)

    def close(self) -> None:
        """End `blocks` and finish the file."""
        self._closed = True
        if self._writing:
            self._writing.close()

    def _next(self) -> Block:
        said = self._playback()
        if said is not None:
            samples, rate = said
            self._person.hear(samples, rate)
            if self._writing:
                self._writing.lantern(samples, rate)
            self._tail = TAIL
            return Block(_silence(len(samples) / rate), self._at, muted=True)
        if self._tail > 0:
            seconds = min(self._tail, _BLOCK)
            self._tail -= seconds
            return Block(self._heard(_silence(seconds)), self._at, muted=True)
        pcm = self._person.speak(int(RATE * _BLOCK))
        if pcm is None:
            return Block(b"", self._at, event="end")
        return Block(self._heard(pcm), self._at)

    def _playback(self) -> tuple[Samples, int] | None:
        """The next piece of what is playing, taken from the queue."""
        with self._lock:
            if not self._queue:
                return None
            sound = self._queue[0]
            piece = sound.samples[self._position : self._position + int(sound.rate * _BLOCK)]
            self._position += len(piece)
            self._played += len(piece) / sound.rate
            if self._position >= len(sound.samples):
                self._queue.popleft()
                self._position = 0
            return piece, sound.rate

    def _heard(self, pcm: bytes) -> bytes:
        if self._writing:
            self._writing.person(pcm)
        return pcm


def _silence(seconds: float) -> bytes:
    return np.zeros(int(RATE * seconds), np.int16).tobytes()

"""Audio without devices: a recorded or simulated person, in virtual or in real time."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from assistant.speech.audio.base import RATE, TAIL, Block, Samples, Sound
from assistant.speech.audio.files import ConversationWriter, RecordingReader

Speed = Literal["fast", "real"]
"""fast: without waiting. real: in real time."""
_BLOCK = 0.04


class Person(Protocol):
    """The other side of a virtual conversation. They never speak while Lantern does."""

    def next_speech(self, samples: int) -> bytes | None:
        """The next `samples` samples of speech or silence (fewer at the end); None: gone."""

    def receive_speech(self, samples: Samples, rate: int) -> None:
        """Take a piece of what Lantern says."""


class VirtualAudio:
    """Audio between Lantern and a `Person`, whose clock counts samples.

    While Lantern's speech plays, the person receives it; when it and its tail are over, the person
    speaks.
    """

    rate = RATE

    def __init__(
        self, person: Person, speed: Speed = "fast", writer: ConversationWriter | None = None
    ) -> None:
        """`writer` writes the conversation to a file."""
        self._person = person
        self._speed = speed
        self._writer = writer
        self._lock = threading.Lock()
        self._queue: deque[Sound] = deque()
        self._position = 0
        self._played = 0.0
        self._tail = 0.0
        self._at = 0.0
        self._closed = False

    def blocks(self) -> Iterator[Block]:
        """The person's audio, in order."""
        started = time.monotonic() - self._at
        while not self._closed:
            block = self._next_block()
            self._at = block.at + (block.seconds or (_BLOCK if block.event else 0.0))
            if self._speed == "real":
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
        """Stop playback at once. Returns the seconds played."""
        with self._lock:
            self._queue.clear()
            self._position = 0
            return self._played

    @property
    def playing(self) -> bool:
        """True until the last sample was played."""
        return bool(self._queue)

    def close(self) -> None:
        """End `blocks` and finish the file."""
        self._closed = True
        if self._writer:
            self._writer.close()

    def _next_block(self) -> Block:
        piece = self._next_playback()
        if piece is not None:
            samples, rate = piece
            self._person.receive_speech(samples, rate)
            if self._writer:
                self._writer.write_lantern(samples, rate)
            self._tail = TAIL
            return Block(_silence(len(samples) / rate), self._at, muted=True)
        if self._tail > 0:
            seconds = min(self._tail, _BLOCK)
            self._tail -= seconds
            return Block(self._written(_silence(seconds)), self._at, muted=True)
        pcm = self._person.next_speech(int(RATE * _BLOCK))
        if pcm is None:
            return Block(b"", self._at, event="end")
        return Block(self._written(pcm), self._at)

    def _next_playback(self) -> tuple[Samples, int] | None:
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

    def _written(self, pcm: bytes) -> bytes:
        if self._writer:
            self._writer.write_person(pcm)
        return pcm


class RecordedPerson:
    """A `Person` who speaks from a recording. It advances only while Lantern listens."""

    def __init__(self, path: Path) -> None:
        """Open the recording. Raises Trouble when it cannot be read."""
        self._reader = RecordingReader(path)

    def next_speech(self, samples: int) -> bytes | None:
        """The next samples of the recording; None after its end."""
        return self._reader.read(samples) or None

    def receive_speech(self, samples: Samples, rate: int) -> None:
        """Ignored: a recording does not react."""


def recorded_audio(
    path: Path,
    voice_out: Path | None = None,
    *,
    both_sides: bool = False,
    speed: Speed = "fast",
) -> VirtualAudio:
    """Audio from the recording at `path`; Lantern's side (or both) is written to `voice_out`.

    After the end of the recording every block is an "end". Raises Trouble where a file cannot be
    read or written.
    """
    person = RecordedPerson(path)
    writer = ConversationWriter(voice_out, both_sides) if voice_out else None
    return VirtualAudio(person, speed, writer)


def _silence(seconds: float) -> bytes:
    return np.zeros(int(RATE * seconds), np.int16).tobytes()

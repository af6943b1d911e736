"""Sounds cut out of what a microphone hears, one after the other, whatever kind they are of."""

from __future__ import annotations

from collections import deque

import numpy as np

from assistant.speech.audio.base import RATE

_FRAME = RATE // 50
"""Samples of one frame: 20 ms."""
_ROOM = 150
"""The noise of the room is measured in so many frames before now: three seconds."""
_BEFORE = 15
"""So many frames before a sound belong to it: 0.3 s, for its soft beginning."""
_ENDED = 20
"""A sound has ended after so many quiet frames: 0.4 s, so that "mm" twice is one sound."""
_LONGEST = 100
"""What is louder than the room for more than so many frames is a talk or a noise, and no sound."""
_LOUDER, _LEAST = 12.0, 24.0
"""Decibels above the room, and the least level, from which on there is a sound."""


class Sounds:
    """Finds single sounds by their level alone, since a hum or a click is no voice."""

    def __init__(self) -> None:
        self._rest = b""
        self._levels: deque[float] = deque(maxlen=_ROOM)
        self._frames: deque[bytes] = deque(maxlen=_BEFORE)
        self._sound: list[bytes] = []
        self._quiet = 0

    @property
    def begun(self) -> bool:
        """Whether a sound is being heard, of which it is not known yet what it is."""
        return 0 < len(self._sound) - _BEFORE <= _LONGEST + _ENDED

    def hear(self, pcm: bytes) -> bytes | None:
        """Take the next audio; the whole sound that has just ended in it, `None` for none."""
        self._rest += pcm
        ended = None
        while len(self._rest) >= 2 * _FRAME:
            frame, self._rest = self._rest[: 2 * _FRAME], self._rest[2 * _FRAME :]
            ended = self._take(frame) or ended
        return ended

    def forget(self) -> None:
        """Drop a sound that has begun: it was Lantern's own voice, or is not wanted any more."""
        self._rest, self._sound, self._quiet = b"", [], 0
        self._frames.clear()

    def _take(self, frame: bytes) -> bytes | None:
        samples = np.frombuffer(frame, np.int16).astype(np.float64)
        level = float(10 * np.log10((samples**2).mean() + 1.0))
        room = float(np.percentile(self._levels, 20)) if self._levels else level
        loud = level > max(room + _LOUDER, _LEAST)
        self._levels.append(level)
        if not self._sound and not loud:
            self._frames.append(frame)
            return None
        if not self._sound:
            before = [*self._frames]
            self._sound = [bytes(2 * _FRAME)] * (_BEFORE - len(before)) + before
            self._frames.clear()
        self._sound.append(frame)
        self._quiet = 0 if loud else self._quiet + 1
        if self._quiet < _ENDED:
            return None
        whole, length = b"".join(self._sound), len(self._sound)
        self._sound, self._quiet = [], 0
        return whole if length - _BEFORE - _ENDED <= _LONGEST else None

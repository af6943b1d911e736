"""Voice activity: is somebody speaking in this frame? Cheap enough to run all day."""

from __future__ import annotations

import math

import numpy as np

_QUIETEST_VOICE = 16.0
"""Root mean square below which a 16-bit frame is never a voice: about -66 dB of full scale."""
_ABOVE_FLOOR = 2.0
"""A voice is at least twice (6 dB) the background; a steady fan never becomes speech for long."""
_FLOOR_RISES = 1.006
"""How fast the background estimate follows a louder room: a frame of 20 ms at a time, 2.6 dB a
second. It falls at once, so speech (which has gaps) never lifts it for long."""


class VoiceActivity:
    """WebRTC's detector and an energy check against the room's own noise; both must agree."""

    frame = 0.02
    """Seconds in one frame."""

    def __init__(self, rate: int = 16000, strictness: int = 2) -> None:
        """`strictness`: WebRTC's aggressiveness, 0 (lets much through) to 3."""
        import webrtcvad

        self._detector = webrtcvad.Vad(strictness)
        self._rate = rate
        self._frame_bytes = int(rate * self.frame) * 2
        self._rest = b""
        self._floor = math.inf
        self.speaking = False
        """What the last complete frame was."""

    def accept(self, pcm: bytes) -> list[bool]:
        """Take 16-bit mono `pcm` of any length; one answer for each frame it completes."""
        data = self._rest + pcm
        whole = len(data) - len(data) % self._frame_bytes
        self._rest = data[whole:]
        answers = [
            self._is_speech(data[at : at + self._frame_bytes])
            for at in range(0, whole, self._frame_bytes)
        ]
        if answers:
            self.speaking = answers[-1]
        return answers

    def _is_speech(self, frame: bytes) -> bool:
        samples = np.frombuffer(frame, dtype=np.int16).astype(np.float32)
        level = math.sqrt(float(samples @ samples) / len(samples))
        self._floor = min(max(level, 1.0), self._floor * _FLOOR_RISES)
        # Always asked, even of quiet frames: the detector keeps a picture of the room's noise.
        voiced = bool(self._detector.is_speech(frame, self._rate))
        return voiced and level > max(_QUIETEST_VOICE, _ABOVE_FLOOR * self._floor)

"""Voice activity detection, cheap enough to run all day."""

from __future__ import annotations

import math

import numpy as np

_QUIETEST_VOICE = 16.0
"""Root mean square below which a 16-bit frame is never speech: about -66 dB of full scale."""
_ABOVE_FLOOR = 2.0
"""Speech is at least twice (6 dB) the background level; a steady fan does not count for long."""
_FLOOR_RISES = 1.006
"""Factor by which the background estimate may rise per frame: 2.6 dB a second. It falls at once,
so speech, which has gaps, does not raise it for long."""


class VoiceActivityDetector:
    """Tells for each frame of 20 ms whether it holds speech.

    WebRTC's detector and an energy threshold above the background level must agree.
    """

    frame = 0.02
    """Seconds in one frame."""

    def __init__(self, rate: int = 16000, aggressiveness: int = 2) -> None:
        """`aggressiveness` is WebRTC's mode, 0 (most frames are speech) to 3."""
        import webrtcvad

        self._detector = webrtcvad.Vad(aggressiveness)
        self._rate = rate
        self._frame_bytes = int(rate * self.frame) * 2
        self._rest = b""
        self._floor = math.inf
        self.speaking = False
        """Whether the last complete frame was speech."""

    def detect(self, pcm: bytes) -> list[bool]:
        """Take 16-bit mono `pcm` of any length; one result for each frame it completes."""
        data = self._rest + pcm
        whole = len(data) - len(data) % self._frame_bytes
        self._rest = data[whole:]
        results = [
            self._is_speech(data[at : at + self._frame_bytes])
            for at in range(0, whole, self._frame_bytes)
        ]
        if results:
            self.speaking = results[-1]
        return results

    def _is_speech(self, frame: bytes) -> bool:
        samples = np.frombuffer(frame, dtype=np.int16).astype(np.float32)
        level = math.sqrt(float(samples @ samples) / len(samples))
        self._floor = min(max(level, 1.0), self._floor * _FLOOR_RISES)
        # Called for quiet frames too: the detector adapts to the background noise.
        voiced = bool(self._detector.is_speech(frame, self._rate))
        return voiced and level > max(_QUIETEST_VOICE, _ABOVE_FLOOR * self._floor)

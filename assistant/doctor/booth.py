"""A microphone, a loudspeaker and a voice, taken one step after another."""

from __future__ import annotations

import numpy as np

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Audio, Block
from assistant.speech.sound import Samples, Sound

_LONGEST = 20.0
"""Seconds for which anything is waited for."""


class Booth:
    """Audio to examine. Raises Trouble as soon as a device goes away."""

    def __init__(self, audio: Audio) -> None:
        self.audio = audio
        self._blocks = audio.blocks()

    def play(self, sound: Sound) -> list[Block]:
        """Play to the last sample; what was heard meanwhile."""
        self.audio.play(sound)
        heard: list[Block] = []
        limit = sound.seconds + _LONGEST
        while self.audio.playing or not heard:
            block = self._next()
            heard.append(block)
            limit -= block.seconds or 0.04
            if limit < 0:
                raise Trouble(
                    "The loudspeaker takes sound and does not play it to its end. "
                    "Choose another one in the system's sound settings."
                )
        return heard

    def record(self, seconds: float) -> Samples:
        """What is heard for so long, Lantern's own voice left out."""
        pcm = bytearray()
        while len(pcm) < seconds * RATE * 2:
            block = self._next()
            if not block.muted:
                pcm += block.pcm
        return np.frombuffer(bytes(pcm), np.int16)

    def _next(self) -> Block:
        block = next(self._blocks, None)
        if block is None or block.event in ("lost", "end"):
            raise Trouble(
                "The microphone or the loudspeaker went away meanwhile. "
                "Connect it again, and begin again."
            )
        return block


def decibels(samples: Samples) -> float:
    """Loudness against full scale: 0 is the loudest there can be, -100 is silence."""
    if not len(samples):
        return -100.0
    mean = float(np.mean(samples.astype(np.float64) ** 2))
    return max(-100.0, 10 * float(np.log10(mean / 32768**2 + 1e-12)))

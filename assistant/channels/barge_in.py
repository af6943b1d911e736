"""Barge-in: notices that somebody speaks while Lantern does, and tells that from its own voice."""

from __future__ import annotations

from collections import deque

import numpy as np

from assistant.settings import BargeIn
from assistant.speech.audio.base import RATE, Block, Sound
from assistant.speech.echo import MAX_CORRELATION, measure_echo
from assistant.speech.voice_activity import VoiceActivityDetector

_PROVEN = 1.0
"""Seconds of playback without any voice at the microphone, after which a voice is a person's."""
_VOICE = 0.12
"""Seconds of unbroken voice that interrupt: a click does not."""
_PRE_ROLL = 0.8
"""Seconds of audio before that moment that belong to what the person says."""
_DELAY = 0.6
"""The longest time in seconds from playing a sound to its echo at the microphone."""


class BargeInDetector:
    """Takes the blocks that come while Lantern speaks, and tells when a person speaks over it.

    In the mode "on" any voice interrupts, in the mode "off" none does. In the mode "auto" a voice
    interrupts where the microphone is known not to pick up Lantern's own: after a second of
    playback without any, and only as long as what is heard is unlike what was played.
    """

    def __init__(self, mode: BargeIn = "auto") -> None:
        self._mode = mode
        self._activity = VoiceActivityDetector(RATE, aggressiveness=3)
        self._proven = 0.0 if mode == "auto" else _PROVEN
        self._run = 0.0
        self._blocks: deque[Block] = deque()
        self._samples = 0
        self._played: list[Sound] = []

    @property
    def possible(self) -> bool:
        """Whether a voice can be told from Lantern's own, as far as is known."""
        return self._mode != "off"

    def playback_started(self) -> None:
        """Lantern begins to speak, after a silence."""
        self._played.clear()
        self._samples = 0
        self._blocks.clear()
        self._run = 0.0

    def add_played(self, sound: Sound) -> None:
        """This sound follows what is playing."""
        if self.possible:
            self._played.append(sound)

    def detect(self, block: Block) -> bool:
        """Take a block. True when somebody speaks over Lantern, which is the moment to stop."""
        if not self.possible or not block.pcm:
            return False
        self._keep(block)
        voiced = any(self._activity.detect(block.pcm))
        self._run = self._run + block.seconds if voiced else 0.0
        if self._mode == "auto" and self._proven < _PROVEN:
            self._proven += block.seconds
            if self._run >= _VOICE:  # The echo of its own first words.
                self._mode = "off"
            return False
        if self._run < _VOICE:
            return False
        if self._mode == "auto" and self._is_echo():
            self._mode = "off"
            return False
        return True

    def unheard(self, seconds: float) -> list[Sound]:
        """What was not heard when playback was stopped after `seconds`.

        Begins with the sentence that was interrupted.
        """
        ends = 0.0
        for number, sound in enumerate(self._played):
            ends += sound.seconds
            if ends > seconds:
                return self._played[number:]
        return []

    def take_blocks(self) -> list[Block]:
        """What the person has said so far, from the beginning; given out once."""
        blocks = list(self._blocks)
        self._blocks.clear()
        return blocks

    def _keep(self, block: Block) -> None:
        self._samples += len(block.pcm) // 2
        self._blocks.append(block)
        while self._blocks and block.at - self._blocks[0].at > _PRE_ROLL:
            self._blocks.popleft()

    def _is_echo(self) -> bool:
        """Whether the microphone picks up what was just played, as when headphones are put down."""
        if not self._played:
            return False
        rate = self._played[0].rate
        played = np.concatenate([sound.samples for sound in self._played if sound.rate == rate])
        heard = np.frombuffer(b"".join(block.pcm for block in self._blocks), np.int16)
        delay = np.zeros(int(_DELAY * RATE), np.int16)
        now = self._samples / RATE
        begin = max(0.0, now - (len(heard) + len(delay)) / RATE)
        recent = Sound(played[int(begin * rate) : int(now * rate)], rate)
        echo = measure_echo(delay, np.concatenate([delay, heard]), recent)
        return echo.correlation >= MAX_CORRELATION

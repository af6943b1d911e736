"""Speaking over Lantern: noticing a voice beneath its own, where it does not hear itself."""

from __future__ import annotations

from collections import deque
from typing import Literal

import numpy as np

from assistant.speech.activity import VoiceActivity
from assistant.speech.audio.base import RATE, Block
from assistant.speech.echo import ALIKE, measure
from assistant.speech.sound import Sound

BargeIn = Literal["auto", "on", "off"]
"""on: Lantern may always be interrupted. off: never. auto: where its own words, as they begin,
do not come back through the microphone."""

_PROVEN = 1.0
"""Seconds of Lantern's own voice without any other heard, before one is taken for a person's."""
_VOICE = 0.12
"""Seconds of unbroken voice which interrupt: a click or a "tt" does not."""
_KEPT = 0.8
"""Seconds before that which belong to what the person says."""
_DELAY = 0.6
"""Seconds which its own voice may take to come back."""


class Interruption:
    """Hears the blocks which come while Lantern speaks; tells when somebody speaks over it."""

    def __init__(self, barge_in: BargeIn = "auto") -> None:
        self._mode = barge_in
        self._activity = VoiceActivity(RATE, strictness=3)
        self._proven = 0.0 if barge_in == "auto" else _PROVEN
        self._run = 0.0
        self._kept: deque[Block] = deque()
        self._heard = 0
        self._played: list[Sound] = []

    @property
    def possible(self) -> bool:
        """Whether a voice could be told from Lantern's own, as far as is known."""
        return self._mode != "off"

    def begins(self) -> None:
        """Lantern begins to speak, after a silence."""
        self._played.clear()
        self._heard = 0
        self._kept.clear()
        self._run = 0.0

    def plays(self, sound: Sound) -> None:
        """This follows what is playing."""
        if self.possible:
            self._played.append(sound)

    def hear(self, block: Block) -> bool:
        """A block while Lantern speaks. True when somebody speaks over it: the moment to stop."""
        if not self.possible or not block.pcm:
            return False
        self._keep(block)
        voiced = any(self._activity.accept(block.pcm))
        self._run = self._run + block.seconds if voiced else 0.0
        if self._mode == "auto" and self._proven < _PROVEN:
            self._proven += block.seconds
            if self._run >= _VOICE:  # Its own first words come back.
                self._mode = "off"
            return False
        if self._run < _VOICE:
            return False
        if self._mode == "auto" and self._is_own():
            self._mode = "off"
            return False
        return True

    def unheard(self, seconds: float) -> list[Sound]:
        """What is still to be said when so much was heard since Lantern began: from the beginning
        of the sentence in which it was interrupted."""
        ends = 0.0
        for number, sound in enumerate(self._played):
            ends += sound.seconds
            if ends > seconds:
                return self._played[number:]
        return []

    def said(self) -> list[Block]:
        """What the person said up to now, from its beginning."""
        kept = list(self._kept)
        self._kept.clear()
        return kept

    def _keep(self, block: Block) -> None:
        self._heard += len(block.pcm) // 2
        self._kept.append(block)
        while self._kept and block.at - self._kept[0].at > _KEPT:
            self._kept.popleft()

    def _is_own(self) -> bool:
        """Whether what is heard is what was played just before: headphones were put down."""
        if not self._played:
            return False
        rate = self._played[0].rate
        played = np.concatenate([sound.samples for sound in self._played if sound.rate == rate])
        heard = np.frombuffer(b"".join(block.pcm for block in self._kept), np.int16)
        delay = np.zeros(int(_DELAY * RATE), np.int16)
        now = self._heard / RATE
        begin = max(0.0, now - (len(heard) + len(delay)) / RATE)
        lately = Sound(played[int(begin * rate) : int(now * rate)], rate)
        return measure(delay, np.concatenate([delay, heard]), lately).likeness >= ALIKE

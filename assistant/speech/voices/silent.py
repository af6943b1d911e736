"""A voice that says nothing, for a conversation in which everything is read.

What it would have spoken lasts as long, so that there is time to read, and "slower" gives more.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.speech.audio.base import RATE, Sound
from assistant.speech.earcons import earcon
from assistant.speech.voices.process import Manner


class SilentVoice:
    """In place of a `Synthesizer` where nothing is spoken."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner

    def sentences(self, text: str, *, personal: bool = True) -> Iterator[Sound]:
        """Silence for as long as the words last at the rate of the manner."""
        seconds = 60.0 * len(text.split()) / self.manner.rate
        yield Sound(np.zeros(round(seconds * RATE), np.int16), RATE, text)

    def trouble_sound(self) -> Sound:
        """The earcon for a trouble, which is not asked for."""
        return earcon("trouble")

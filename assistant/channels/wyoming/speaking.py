"""Lantern's voice for satellites: text in, sound out, in the manner the person asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock

import numpy as np

from assistant.channels.speech_output import manner_in
from assistant.practice.preferences import Settings
from assistant.speech.audio.base import Sound
from assistant.speech.language_data import speech_data
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer, split_sentences

CHUNK_SECONDS = 0.2
"""Seconds of sound in one event."""
MANNERS = 2
"""Manners of speaking that are kept ready; each is a process."""


class Voice:
    """Speaks texts of clients, each in the manner of its place. Used by several threads."""

    def __init__(self, usual: Callable[[], Synthesizer], language: str) -> None:
        """`usual` makes a synthesizer that speaks in the manner of the settings file."""
        self._make = usual
        self._ready: OrderedDict[Manner, Synthesizer] = OrderedDict()
        self._lock = Lock()
        self._abbreviations = speech_data(language).abbreviations

    def sounds(self, text: str, settings: Settings | None) -> Iterator[Sound]:
        """The sounds of the sentences of a text. Raises Trouble where the voice does not work."""
        return self._in_manner(settings).sentences(text)

    def split(self, text: str) -> tuple[str, str]:
        """The whole sentences of a text that goes on, and its rest."""
        sentences = list(split_sentences(text, self._abbreviations))
        if len(sentences) < 2:
            return "", text
        rest = text.rfind(sentences[-1])
        return (text[:rest], text[rest:]) if rest > 0 else ("", text)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            while self._ready:
                self._ready.popitem()[1].close()

    def _in_manner(self, settings: Settings | None) -> Synthesizer:
        with self._lock:
            first = next(iter(self._ready.values()), None) or self._make()
            if not self._ready:
                self._usual = first.manner
                self._ready[first.manner] = first
            manner = manner_in(settings, self._usual) if settings else self._usual
            found = self._ready.pop(manner, None)
            if found is None:
                found = self._make()
                found.manner = manner
            self._ready[manner] = found
            while len(self._ready) > MANNERS:
                self._ready.popitem(last=False)[1].close()
            return found


def chunks(sound: Sound) -> Iterator[bytes]:
    """A sound as pieces of 16-bit samples, as they are sent."""
    step = max(1, int(sound.rate * CHUNK_SECONDS))
    samples = np.ascontiguousarray(sound.samples, dtype="<i2")
    for at in range(0, len(samples), step):
        yield samples[at : at + step].tobytes()

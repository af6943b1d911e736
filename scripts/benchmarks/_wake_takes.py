"""How often a taught wake phrase is heard, and how often something else is taken for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import soxr

from assistant.handsfree.wake_phrase import WakePhraseDetector
from assistant.practice.own_voice import KeptTake, OwnVoice
from assistant.speech.recognizers import Transcript
from assistant.speech.takes.features import Extractor, packed
from assistant.speech.takes.learned import LearnedWords
from models.tiny import voices
from models.tiny.espeak import Espeak, Manner
from scripts.benchmarks.wake import (
    ACCENTS,
    NEAR,
    RATE,
    SLEEP,
    WAKE,
    calls,
    pause,
    people,
    sentences,
)

TAUGHT, SAID = (135, 160, 185), (140, 150, 170, 180)
"""Words a minute of the takes, and of what is said later."""
PITCHES = (44, 50, 57)


class Deaf:
    """A recognizer that understands nothing, so that only the takes count."""

    name, rate, closed, passes_over, alike = "deaf", RATE, True, True, 1.0

    def stream(self, phrases: Sequence[str] | None = None) -> Deaf:
        """Start to understand nothing."""
        return self

    def accept(self, pcm: bytes) -> None:
        """Take audio."""

    def partial(self) -> str:
        """No text."""
        return ""

    def finish(self) -> Transcript:
        """No text."""
        return Transcript("")

    def knows(self, word: str) -> bool:
        """Every word, as far as anybody can tell."""
        return True


def measure(extract: Extractor, add: Callable[[str, bool], None]) -> None:
    """Count calls that were heard and other things that were taken for one, with `add`."""
    espeak, rng = Espeak(), np.random.default_rng(3)

    def say(text: str, voice: tuple[str, str], speed: int) -> np.ndarray:
        spoken = espeak.say(text, Manner(*voice, speed, int(rng.choice(PITCHES)), 50))
        sound = soxr.resample(spoken.samples.astype(float), spoken.rate, RATE)
        return np.asarray(sound * rng.uniform(0.5, 1.0))

    def apart(sounds: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
        for sound in sounds:
            yield pause(0.5)
            yield sound
            yield pause(1.0)

    chosen = [(str(accent), str(variant)) for accent, variant in zip(ACCENTS, voices.HELD_OUT)]  # noqa: B905
    reading = sentences(9)
    for voice in chosen:
        takes = []
        for speed in TAUGHT:
            room = np.concatenate([pause(0.3), say(WAKE, voice, speed), pause(0.5)])
            pcm = (room + rng.normal(0, 3, len(room))).astype(np.int16).tobytes()
            takes.append(KeptTake(str(speed), WAKE, packed(extract(pcm))))
        own = OwnVoice()
        own.takes = takes

        def woken(sounds: Iterator[np.ndarray], own: OwnVoice = own) -> int:
            learned = LearnedWords(lambda: own, extract)
            detector = WakePhraseDetector(Deaf(), (WAKE, SLEEP), learned=learned.sure_word)
            return len(calls(detector, apart(sounds)))

        tests = {
            "wake phrase in the taught voice, heard": [say(WAKE, voice, s) for s in SAID],
            "phrases like it in the taught voice, taken for it": [
                say(text, voice, s) for text in NEAR for s in SAID[:2]
            ],
            "sentences in the taught voice, taken for it": [
                say(next(reading), voice, 165) for _ in range(40)
            ],
            "recordings of people, taken for it": people(),
        }
        for what, sounds in tests.items():
            heard = woken(iter(sounds))
            for place in range(len(sounds)):
                add(what, place < heard)

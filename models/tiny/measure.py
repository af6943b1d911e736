"""What the model hears of voices and rates it was never trained on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from vosk import Model, SetLogLevel

from models.tiny import sound, texts, voices
from models.tiny.espeak import Espeak
from models.tiny.hearing import hear, word_errors
from models.tiny.sound import RATE

Sound = tuple[str, NDArray[np.float64]]

OUTSIDE = (
    *("the camel drank purple lemonade", "quantum physics lecture", "elephants never gossip"),
    *("the prime minister resigned", "do you sell umbrellas", "my cousin juggles"),
    *(
        "a volcano erupted near the village",
        "the moon landing was broadcast live",
        "photosynthesis",
    ),
    *("photosynthesis", "rugby league results", "she bought marmalade and pickles", "hippopotamus"),
)
"""Speech to which a closed grammar should answer with nothing but [unk]."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who is measured, and how often each text is said."""

    name: str
    variants: tuple[str, ...]
    speeds: tuple[int, ...]
    sentences: str
    repeats: int
    seed: int


HELD_OUT = Speakers("held out", voices.HELD_OUT, voices.HELD_OUT_SPEEDS, "held_out", 8, 41)
CHOSEN_BY = Speakers("chosen by", voices.CHOSEN_BY, voices.SPEEDS, "chosen_by", 5, 42)


def speech(lines: Sequence[str], speakers: Speakers, noisy: bool) -> list[Sound]:
    """Each text by each voice in turn, at each rate in turn, in a quiet or in any recording."""
    espeak = Espeak()
    rng = np.random.default_rng(speakers.seed + noisy)
    made: list[Sound] = []
    for repeat in range(speakers.repeats):
        for place, line in enumerate(lines):
            variant = speakers.variants[(place + repeat) % len(speakers.variants)]
            manner = voices.manner(rng, (variant,), speakers.speeds)
            spoken = espeak.say(line, manner)
            scene = sound.any_scene(rng, 0.5) if noisy else sound.quiet_scene(rng)
            made.append((line, sound.record(spoken.samples, spoken.rate, scene, rng)))
    return made


def _interval(hits: int, count: int) -> str:
    """Wilson's 95 % interval of a share."""
    z, share = 1.96, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return f"{100 * (middle - half):.1f}-{100 * (middle + half):.1f}"


def _row(model: Model, name: str, sounds: Sequence[Sound], phrases: Sequence[str] | None) -> None:
    started, seconds = time.monotonic(), sum(len(x) for _, x in sounds) / RATE
    heard = [(line, hear(model, x, phrases)) for line, x in sounds]
    took = time.monotonic() - started
    right = sum(line == said for line, said in heard)
    wrong = sum(word_errors(line.split(), said.split()) for line, said in heard)
    words = sum(len(line.split()) for line, _ in heard)
    print(
        f"{name}: {100 * right / len(heard):.1f} % of {len(heard)} right "
        f"({_interval(right, len(heard))}), word error {100 * wrong / words:.1f} %, "
        f"{took / seconds:.3f} x real time"
    )
    missed = Counter((line, said) for line, said in heard if line != said)
    for (line, said), times in missed.most_common(8):
        print(f"    {times} x {line!r} heard as {said!r}")


def _outside(model: Model, speakers: Speakers, phrases: Sequence[str]) -> None:
    said = [hear(model, x, phrases) for _, x in speech(OUTSIDE, speakers, noisy=False)]
    rejected = sum(set(text.split()) <= {texts.UNKNOWN} for text in said)
    print(
        f"speech outside the grammar: {rejected} of {len(said)} answered with {texts.UNKNOWN} alone"
    )


def _nobody(model: Model, seed: int, phrases: Sequence[str], count: int = 60) -> None:
    rng = np.random.default_rng(seed)
    sounds = [sound.nobody_speaking(rng) for _ in range(count)]
    for name, listens_for in (("phrases", phrases), ("open", None)):
        ghosts = [
            text for x in sounds if (text := hear(model, x, listens_for)) not in ("", "[unk]")
        ]
        print(f"silence and noise, {name}: words in {len(ghosts)} of {count} {ghosts[:5]}")


def report(folder: Path, speakers: Speakers) -> None:
    """Print what a model hears of these speakers."""
    SetLogLevel(-1)
    started = time.monotonic()
    model = Model(str(folder))
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{size / 1e6:.2f} MB, loaded in {time.monotonic() - started:.3f} s; {speakers.name}:")
    phrases, sentences = texts.measured("phrases"), texts.measured(speakers.sentences)
    for kind in ("quiet", "noisy"):
        noisy = kind == "noisy"
        _row(model, f"{len(phrases)} phrases, {kind}", speech(phrases, speakers, noisy), phrases)
        _row(model, f"new sentences, {kind}", speech(sentences, speakers, noisy), None)
    _outside(model, speakers, phrases)
    _nobody(model, speakers.seed, phrases)

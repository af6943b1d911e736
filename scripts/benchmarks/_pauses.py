"""Speech with pauses, blocks and repeated syllables put into it, where its words begin and end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 16000
LEAD = 0.6
"""Seconds of quiet before the first word."""
SHORTEST, LONGEST = 0.3, 5.0
"""Seconds a pause lasts."""
_EDGE = 80
"""Samples over which a cut is faded."""

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Spell:
    """A word's place in the samples."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Habit:
    """How a person pauses: how often a turn has one, how long (median, spread of its logarithm),
    how often a word is blocked or its beginning repeated, how often "um" stands before a pause."""

    name: str
    pausing: float
    median: float
    spread: float = 0.5
    stutter: float = 0.0

    def pause(self, chance: random.Random) -> float:
        """The length of one pause."""
        return min(LONGEST, max(SHORTEST, self.median * chance.lognormvariate(0.0, self.spread)))


def habit(name: str, chance: random.Random) -> Habit:
    """A person's own way to pause, of one of three sorts."""
    if name == "fluent":
        return Habit(name, pausing=0.3, median=0.4, spread=0.35)
    if name == "thoughtful":
        return Habit(name, pausing=0.7, median=0.8 * 2.5 ** chance.random())
    return Habit(name, pausing=0.6, median=0.5 * 2.5 ** chance.random(), stutter=0.25)


@dataclass(slots=True)
class Spliced:
    """A turn as sound; `end` is the second in which the last word ends, `pauses` those within."""

    samples: Samples
    end: float
    pauses: list[float] = field(default_factory=list)


def spliced(
    samples: Samples, words: Sequence[Spell], habit: Habit, chance: random.Random, after: float
) -> Spliced:
    """`samples` as this person would say them; `after` seconds of quiet follow."""
    noise = _Room(samples, chance)
    pieces: list[Samples] = [noise(LEAD)]
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        pieces.append(noise(seconds))

    at = words[0].start if words else 0
    between = list(range(1, len(words)))
    wanted = chance.random() < habit.pausing
    places = set(chance.sample(between, min(len(between), chance.choice((1, 1, 2)))))
    for number, word in enumerate(words):
        if wanted and number in places:
            pieces.append(_cut(samples[at : word.start]))
            at = word.start
            pause(habit.pause(chance))
        if chance.random() < habit.stutter and word.end - word.start > RATE // 8:
            pieces.append(_cut(samples[at : word.start]))
            at = word.start
            length = min(word.end - word.start, int(chance.uniform(0.10, 0.22) * RATE))
            if chance.random() < 0.6:  # "se- se- seven"
                for _ in range(chance.choice((1, 2, 3))):
                    pieces.append(_cut(samples[at : at + length]))
                    pause(max(0.08, habit.pause(chance) * 0.5))
            else:  # A block: the word begins, and then no sound comes.
                pieces.append(_cut(samples[at : at + length // 2]))
                at += length // 2
                pause(habit.pause(chance))
    end = words[-1].end if words else len(samples)
    pieces.append(_cut(samples[at:end]))
    spoken = np.concatenate(pieces)
    whole = np.concatenate([spoken, noise(after)])
    return Spliced(whole, _last_sound(spoken) / RATE, pauses)


def words_of(samples: Samples, text: str) -> list[Spell]:
    """Where each word of `text` is said; nothing where it does not fit the sound."""
    decoder = _aligner()
    said = text.lower().replace(",", "").replace(".", "").split()
    if not said or any(decoder.lookup_word(word) is None for word in said):
        return []
    decoder.set_align_text(" ".join(said))
    decoder.start_utt()
    pad = np.random.default_rng(1).normal(0, 3, RATE // 4).astype(np.int16)
    decoder.process_raw(np.concatenate([pad, samples, pad]).tobytes(), False, True)
    decoder.end_utt()
    found = []
    for segment in decoder.seg() or ():
        word = segment.word.split("(")[0]
        if word[0] not in "<[":
            start = max(0, int(segment.start_frame * RATE / 100) - len(pad))
            end = min(len(samples), int((segment.end_frame + 1) * RATE / 100) - len(pad))
            found.append(Spell(word, start, max(start, end)))
    return found if [spell.word for spell in found] == said else []


def at_rate(samples: npt.NDArray[Any], rate: int) -> Samples:
    """Mono samples at 16 kHz."""
    import soxr

    mono = samples if samples.ndim == 1 else samples[:, 0]
    same = mono if rate == RATE else soxr.resample(mono, rate, RATE)
    return np.asarray(same).astype(np.int16)


class _Room:
    """The noise of the room a recording was made in, of any length."""

    def __init__(self, samples: Samples, chance: random.Random) -> None:
        frames = samples[: len(samples) // 320 * 320].reshape(-1, 320).astype(float)
        levels = np.sqrt((frames**2).mean(axis=1)) if len(frames) else np.array([3.0])
        self._level = float(np.clip(levels.min(), 3.0, 40.0))
        self._random = np.random.default_rng(chance.getrandbits(32))

    def __call__(self, seconds: float) -> Samples:
        return self._random.normal(0, self._level, int(seconds * RATE)).astype(np.int16)


def _cut(piece: Samples) -> Samples:
    if len(piece) < 2 * _EDGE:
        return piece
    shape = np.ones(len(piece))
    shape[:_EDGE] = np.linspace(0, 1, _EDGE)
    shape[-_EDGE:] = np.linspace(1, 0, _EDGE)
    return np.asarray(piece * shape).astype(np.int16)


def _last_sound(samples: Samples) -> int:
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160).astype(float)
    levels = np.sqrt((frames**2).mean(axis=1))
    loud = np.flatnonzero(levels > max(60.0, 0.04 * float(np.percentile(levels, 98))))
    return int((loud[-1] + 1) * 160) if len(loud) else len(samples)


@cache
def _aligner() -> Any:
    from pocketsphinx import Decoder, get_model_path

    folder = get_model_path("en-us")
    words = f"{folder}/cmudict-en-us.dict"
    return Decoder(hmm=f"{folder}/en-us", dict=words, lm=None, loglevel="FATAL")

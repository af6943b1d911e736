"""Answers as people say them, for the benchmark of hearing, and the sounds of rooms and noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import soxr

from intents import (
    Choice,
    Date,
    Duration,
    Expectation,
    Importance,
    Invitation,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Time,
    YesNo,
)

Samples = npt.NDArray[np.float32]
RATE = 16000

_VALUES = Choice(("honesty", "family", "courage", "learning"))
_SEVERAL = Several(("honesty", "family", "courage", "learning"))

TUNING: list[tuple[str, Expectation]] = [
    ("yes", YesNo()), ("um yes please", YesNo()), ("no thank you", YesNo()),
    ("well I suppose so", YesNo()), ("not today", YesNo()),
    ("I think seven", Rating()), ("maybe a three", Rating()), ("six out of ten", Rating()),
    ("done, she was pleased", Outcome()), ("not yet", Outcome()), ("I did half of it", Outcome()),
    ("at half past seven", Time()), ("eight in the evening please", Time()),
    ("family", _VALUES), ("the second one", _VALUES), ("twenty minutes", Duration()),
    ("every weekday", Recurrence()), ("honesty and courage", _SEVERAL),
]  # fmt: skip
HELD_OUT: list[tuple[str, Expectation]] = [
    ("no", YesNo()), ("yeah go on", YesNo()), ("oh yes I would like that", YesNo()),
    ("no I don't think so", YesNo()), ("sure why not", YesNo()), ("rather not", YesNo()),
    ("four", Rating()), ("I'd say a nine", Rating()), ("probably about five", Rating()),
    ("ten", Rating()), ("it's a two today", Rating()), ("eight out of ten", Rating()),
    ("partly", Outcome()), ("yes I did it this morning", Outcome()), ("no I forgot", Outcome()),
    ("almost", Outcome()), ("I didn't manage it", Outcome()),
    ("quarter past eight", Time()), ("let's say nine o'clock", Time()),
    ("seven thirty in the morning", Time()), ("twelve", Number(0, 100)),
    ("tomorrow", Date()), ("on Friday please", Date()), ("next Monday", Date()),
    ("half an hour", Duration()), ("about forty five minutes", Duration()),
    ("courage", _VALUES), ("I choose learning", _VALUES), ("the last one", _VALUES),
    ("twice a week", Recurrence()), ("on Tuesdays and Fridays", Recurrence()),
    ("family and learning", _SEVERAL), ("very important", Importance()),
    ("not important to me", Importance()), ("in ten minutes", Invitation()),
    ("stop", YesNo()), ("could you repeat that", Rating()), ("skip this one", Outcome()),
]  # fmt: skip


def quiet(samples: Samples) -> Samples:
    """As it is."""
    return samples


def noisy(decibels: float) -> Callable[[Samples], Samples]:
    """Noise with the spectrum of a fan, this much below the voice."""

    def add(samples: Samples) -> Samples:
        random = np.random.default_rng(5)
        white = random.normal(0, 1, len(samples) + 8).astype(np.float32)
        soft = np.convolve(white, np.ones(8, np.float32) / 8, "valid")[: len(samples)]
        loud = np.sort(np.abs(samples))[-len(samples) // 3 :]
        level = float(np.sqrt((loud**2).mean())) / 10 ** (decibels / 20)
        return (samples + soft * level / float(soft.std())).astype(np.float32)

    return add


def in_a_room(samples: Samples) -> Samples:
    """Two metres away in a living room: half a second of reverberation."""
    random = np.random.default_rng(6)
    length = int(0.5 * RATE)
    tail = random.normal(0, 1, length) * np.exp(-6.9 * np.arange(length) / length)
    tail[: int(0.004 * RATE)] = 0
    response = 0.25 * tail / np.sqrt((tail**2).sum()) * 3
    response[0] = 1.0
    wet = np.convolve(samples, response)[: len(samples)]
    return (wet * (np.abs(samples).max() / max(1e-6, np.abs(wet).max()))).astype(np.float32)


def by_telephone(samples: Samples) -> Samples:
    """At 8 kHz."""
    low = soxr.resample(samples, RATE, 8000)
    return np.asarray(soxr.resample(low, 8000, RATE), np.float32)


PLACES: dict[str, Callable[[Samples], Samples]] = {
    "quiet": quiet,
    "noise 20 dB": noisy(20),
    "noise 10 dB": noisy(10),
    "in a room": in_a_room,
    "8 kHz": by_telephone,
}


def as_pcm(samples: Samples) -> bytes:
    """16-bit samples, with half a second of faint noise before and after."""
    random = np.random.default_rng(7)
    around = random.normal(0, 3, RATE // 2)
    whole = np.concatenate([around, samples * 32767, around])
    return bytes(np.clip(whole, -32768, 32767).astype(np.int16).tobytes())


def music(seconds: float) -> Samples:
    """Three chords, plucked."""
    time = np.arange(int(seconds * RATE)) / RATE
    sound = np.zeros(len(time))
    for number, chord in enumerate(((220, 277, 330), (196, 247, 294), (175, 220, 262))):
        for frequency in chord:
            for begin in np.arange(number * 0.5, seconds, 1.5):
                at = np.clip(time - begin, 0, None)
                strum = (at > 0) * np.exp(-3 * at)
                sound += strum * np.sin(2 * np.pi * frequency * at)
                sound += 0.3 * strum * np.sin(4 * np.pi * frequency * at)
    return (0.5 * sound / np.abs(sound).max()).astype(np.float32)

"""How far hearing holds: simulated rooms, distances, and a fan or a television, at several levels.

    scripts/bench rooms
    LANTERN_KOKORO=FOLDER python scripts/benchmarks/rooms.py [moonshine]

Closed answers are those of `_answers.py` in natural voices that are at hand, and open speech is
recordings of people who read aloud. A room is sound that comes straight, and an exponential tail
behind it, the stronger the farther away one is; walls, furniture and microphones of real rooms
differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.speech.recognizers import Recognizer  # noqa: E402
from assistant.speech.recognizers.moonshine.writing import spoken_words  # noqa: E402
from intents import Expectation  # noqa: E402
from scripts.benchmarks import _natural  # noqa: E402
from scripts.benchmarks._answers import (  # noqa: E402
    HELD_OUT,
    RATE,
    Samples,
    as_pcm,
    music,
    noisy,
    quiet,
)
from scripts.benchmarks.hearing import (  # noqa: E402
    GROUPS,
    LANGUAGE,
    answer,
    errors,
    meaning,
    opened,
    recordings,
    shared,
)

VOLUME = 50.0
"""Cubic metres of the room: a living room."""
OTHERS = ("librivox-austen", "mfa")
"""Who speaks on the television; the other readers are the person."""

Change = Callable[[Samples], Samples]


def room(reverberation: float, distance: float) -> Change:
    """So many metres away, where a sound falls by 60 dB in `reverberation` seconds."""
    near = 0.057 * np.sqrt(VOLUME / reverberation)  # Where the tail is as loud as the direct sound.
    length = int(reverberation * RATE)
    random = np.random.default_rng(6)
    tail = random.normal(0, 1, length) * 10 ** (-3 * np.arange(length) / length)
    tail[: int(0.003 * RATE)] = 0
    response = tail / np.sqrt((tail**2).sum()) * distance / near
    response[0] = 1.0

    def change(samples: Samples) -> Samples:
        size = 1 << (len(samples) + length - 1).bit_length()
        wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(response, size), size)
        wet = wet[: len(samples) + length // 2]
        return (wet * np.abs(samples).max() / max(1e-6, np.abs(wet).max())).astype(np.float32)

    return change


def television(programme: Samples, decibels: float) -> Change:
    """Somebody else who talks, with music, so much below the voice."""

    def change(samples: Samples) -> Samples:
        behind = np.resize(programme, len(samples))
        loud = np.sort(np.abs(samples))[-len(samples) // 3 :]
        level = float(np.sqrt((loud**2).mean())) / 10 ** (decibels / 20)
        mixed: Samples = samples + behind * level / max(1e-6, float(behind.std()))
        return mixed

    return change


def both(first: Change, second: Change) -> Change:
    """One after the other."""
    return lambda samples: second(first(samples))


def places(programme: Samples) -> dict[str, Change]:
    """Every place by its name."""
    found: dict[str, Change] = {"near, quiet": quiet}
    for seconds in (0.3, 0.6, 1.0):
        for metres in (1, 3):
            found[f"{seconds} s of reverberation, {metres} m"] = room(seconds, metres)
    for decibels in (20, 10, 5):
        found[f"fan {decibels} dB below the voice"] = noisy(decibels)
    for decibels in (20, 10, 5):
        found[f"television {decibels} dB below"] = television(programme, decibels)
    found["0.6 s, 2 m, fan 10 dB below"] = both(room(0.6, 2), noisy(10))
    found["0.6 s, 2 m, television 10 dB below"] = both(room(0.6, 2), television(programme, 10))
    return found


def main() -> None:
    humans = shared()
    if humans is None:
        raise SystemExit("the recordings of people are not here")
    readers, others = [], []
    for path, said, pcm in recordings(humans):
        samples = np.frombuffer(pcm, np.int16).astype(np.float32) / 32768
        if path.startswith(OTHERS):
            others.append(samples)
        elif path.startswith(GROUPS["read"]) and said:
            readers.append((said, samples))
    talk = np.concatenate(others)
    melody = np.resize(music(4.5), len(talk))
    programme = talk / talk.std() + 0.5 * melody / melody.std()
    recognizer = opened(sys.argv[1] if len(sys.argv) > 1 else "moonshine")
    answers = list(spoken())
    print("| | answers right | wrong, not asked again | words wrong, read aloud |")
    print("|---|---|---|---|")
    for name, change in places(programme.astype(np.float32)).items():
        right, wrong = closed(recognizer, answers, change)
        share = open_speech(recognizer, readers, change)
        row = f"{right} of {len(answers)} | {wrong} | {share:.1%}"
        print(f"| {name} | {row} |", flush=True)


def spoken() -> Iterator[tuple[str, Expectation, Samples]]:
    """The answers, each by one of the natural voices in turn."""
    with ExitStack() as there:
        names = [name for name in _natural.HELD_OUT if _natural.at_hand(name)]
        voices = cycle([there.enter_context(_natural.voice(name)) for name in names])
        for (said, expects), say in zip(HELD_OUT, voices, strict=False):
            yield said, expects, say(said)


def closed(
    recognizer: Recognizer, answers: list[tuple[str, Expectation, Samples]], change: Change
) -> tuple[int, int]:
    """How many answers are understood as when they are typed, and how many wrongly for sure."""
    right = wrong = 0
    for said, expects, sound in answers:
        taken, _ = answer(recognizer, expects, as_pcm(change(sound)))
        same = meaning(taken) == meaning(LANGUAGE.understand(said.lower(), expects))
        right += same
        wrong += not same and taken.kind in ("answer", "command") and not taken.doubtful
    return right, wrong


def open_speech(
    recognizer: Recognizer, readers: list[tuple[list[str], Samples]], change: Change
) -> float:
    """The share of wrong words."""
    wrong = of = 0
    for said, sound in readers:
        stream = recognizer.stream()
        stream.accept(as_pcm(change(sound)))
        heard = [word for word in spoken_words(stream.finish().text) if word]
        wrong, of = wrong + errors(said, heard), of + len(said)
    return wrong / of


if __name__ == "__main__":
    main()

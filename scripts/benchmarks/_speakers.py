"""Who speaks in the benchmark of turns: synthesized voices, and the people of ../shared/speech."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import soundfile

from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from intents import (
    Choice,
    Duration,
    Expectation,
    Freely,
    Outcome,
    Rating,
    Recurrence,
    Time,
    YesNo,
)
from scripts.benchmarks._pauses import Habit, Spliced, at_rate, habit, spliced, words_of

AFTER = 2.5
"""Seconds of quiet after a turn which are listened to; the quiet goes on for as long as needed."""
LONGEST = 12
"""So many words of a recording are one turn."""
HABITS = ("fluent", "fluent", "thoughtful", "stuttering")
Part = Literal["tuning", "held-out"]

VALUES = Choice(("honesty", "my family", "learning"))
CLOSED: dict[Part, list[tuple[str, Expectation]]] = {
    "tuning": [
        ("yes", YesNo()), ("no not really", YesNo()), ("i think so", YesNo()),
        ("um yes i do", YesNo()), ("seven", Rating()), ("three out of ten", Rating()),
        ("um maybe a five", Rating()), ("half past seven", Time()),
        ("six thirty in the evening", Time()), ("eight o'clock", Time()),
        ("i did it", Outcome()), ("not yet", Outcome()), ("a little", Outcome()),
        ("twenty minutes", Duration()), ("an hour and a half", Duration()),
        ("every weekday", Recurrence()), ("twice a week", Recurrence()),
        ("on mondays and thursdays", Recurrence()), ("learning", VALUES), ("the last one", VALUES),
    ],
    "held-out": [
        ("no", YesNo()), ("yes please", YesNo()), ("i don't think so", YesNo()),
        ("um no i don't", YesNo()), ("four", Rating()), ("eight out of ten", Rating()),
        ("um about a nine", Rating()), ("quarter past eight", Time()),
        ("seven thirty in the morning", Time()), ("ten o'clock", Time()),
        ("partly", Outcome()), ("i didn't", Outcome()), ("almost", Outcome()),
        ("half an hour", Duration()), ("forty five minutes", Duration()),
        ("every other day", Recurrence()), ("three times a week", Recurrence()),
        ("on tuesdays and fridays", Recurrence()), ("my family", VALUES),
        ("the second one", VALUES),
    ],
}  # fmt: skip
OPEN: dict[Part, list[str]] = {
    "tuning": [
        "i want to be more patient with my children because they need me",
        "i want to spend less time on my phone and more time with my family",
        "to be honest with my friends even when it is hard",
        "i was tired and i did not sleep well so i stayed at home",
        "my sister called and we talked about our mother for a long time",
        "i want to learn something new every week and keep at it",
        "i think i was kind today when i helped my neighbour with her garden",
        "being there for the people i love is what matters to me",
        "i had too much work and then i forgot about it",
        "walking in the morning before work with the dog",
        "i would like to read more books and watch less television",
        "it was raining so i did not want to go out for a run",
    ],
    "held-out": [
        "to take better care of my body and to eat well",
        "i am grateful for my friends and for the quiet evening",
        "we had dinner together and nobody looked at a phone",
        "i want to finish what i begin and not give up so soon",
        "i am afraid that i will not be good enough",
        "calling my father once a week even if it is only for ten minutes",
        "i kept putting it off because i did not know where to start",
        "the meeting took much longer than i thought it would",
        "i want to listen to my wife before i answer",
        "making music with other people gives me joy",
        "i felt calm after i went for a walk by the river",
        "to say no when i have too much to do",
        "i spent the evening with my brother and we cooked together",
        "saving some money for a holiday with the kids",
    ],
}
VOICES: dict[Part, tuple[str, ...]] = {
    "tuning": ("en-us", "en-gb-scotland", "en-029"),
    "held-out": ("en-gb", "en-gb-x-rp", "en-us-nyc", "en-gb-x-gbclan"),
}
HUMANS: dict[Part, tuple[tuple[str, ...], ...]] = {
    "tuning": (
        ("fsdd/*_george_*",), ("fsdd/*_nicolas_*",),
        ("ljspeech/LJ001-0001*", "ljspeech/LJ001-0005*"),
        ("librispeech/61*",), ("speechbrain/spk1*",), ("speech-to-phrase/[a-n]*",),
        ("pocketsphinx/cards_00[12]*",),
    ),
    "held-out": (
        ("fsdd/*_jackson_*",), ("fsdd/*_theo_*",),
        ("ljspeech/LJ001-0003*", "ljspeech/LJ001-0007*", "ljspeech/LJ002*"),
        ("librispeech/2412*",), ("speechbrain/spk2*",), ("speech-to-phrase/[p-w]*",),
        ("pocketsphinx/cards_00[345]*",), ("librivox-austen/*",), ("jfk/*",),
        ("google/audio*", "google/230pm*", "google/hello*", "google/two*"),
        ("common-voice/*", "speech-commands/*"),
    ),
}  # fmt: skip


@dataclass(slots=True)
class Asked:
    """One spoken turn: what was asked, the words said, their sound."""

    expects: Expectation
    text: str
    sound: Spliced


@dataclass(slots=True)
class Person:
    """Somebody with a way of pausing, and their turns in order."""

    name: str
    habit: Habit
    turns: list[Asked]


def synthesized(part: Part, persons: int, turns: int) -> Iterator[Person]:
    """`persons` voices who answer `turns` questions each, closed and open ones mixed."""
    for number in range(persons):
        chance = random.Random(f"{part} {number}")
        way = habit(HABITS[number % len(HABITS)], chance)
        rate = {"fluent": 170, "thoughtful": 140, "stuttering": 140}[way.name]
        names = VOICES[part]
        manner = Manner(
            voice=names[number % len(names)],
            rate=rate + chance.randint(-15, 25),
            pitch=chance.randint(20, 80),
        )
        voice = Synthesizer(manner)
        said = [_answer(part, chance) for _ in range(turns)]
        sounds = [(expects, text, voice.synthesize(text)) for text, expects in said]
        voice.close()
        asked = []
        for expects, text, sound in sounds:
            samples = at_rate(sound.samples, sound.rate)
            words = words_of(samples, text)
            asked.append(Asked(expects, text, spliced(samples, words, way, chance, AFTER)))
        yield Person(f"{manner.voice} {number}", way, asked)


def humans(part: Part, folder: Path, turns: int) -> Iterator[Person]:
    """The speakers of `folder`, each in three ways of pausing, each saying their recordings."""
    said = _transcripts(folder)
    for patterns in HUMANS[part]:
        recordings: Sequence[Path] = [p for pattern in patterns for p in folder.glob(pattern)]
        recordings = [p for p in sorted(recordings) if said.get(str(p.relative_to(folder)))]
        for name in dict.fromkeys(HABITS):
            chance = random.Random(f"{patterns[0]} {name}")
            way = habit(name, chance)
            asked = []
            for _ in range(min(turns, 6 * len(recordings))):
                path = chance.choice(recordings)
                text = said[str(path.relative_to(folder))]
                samples = at_rate(*soundfile.read(path, dtype="int16"))
                words = words_of(samples, text)[:LONGEST]
                if words:
                    sound = spliced(samples, words, way, chance, AFTER)
                    asked.append(Asked(_expected(text), text, sound))
            if asked:
                yield Person(f"{patterns[0]} {name}", way, asked)


def _answer(part: Part, chance: random.Random) -> tuple[str, Expectation]:
    if chance.random() < 0.5:
        return chance.choice(CLOSED[part])
    return chance.choice(OPEN[part]), Freely()


def _expected(text: str) -> Expectation:
    digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return Rating() if text in digits else YesNo() if text in ("yes", "no") else Freely()


def _transcripts(folder: Path) -> dict[str, str]:
    rows: defaultdict[str, str] = defaultdict(str)
    with (folder / "manifest.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows[row["path"]] = row["transcript"].lower().replace("-", " ")
    return rows

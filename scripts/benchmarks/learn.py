"""Learned sounds: closed answers with and without three takes, and what is accepted wrongly.

    scripts/bench learn
    python scripts/benchmarks/learn.py --choosing
    python scripts/benchmarks/learn.py --only wrongly --takes 4

The recordings are `../shared/speech/fsdd-takes`: four speakers, ten digits, twenty takes of each.
Settings were chosen on two of them (`--choosing`); what is reported is for the two others.
Each answer is heard as in a conversation: with the noise of a room around it, by `Arbiter`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.conversation.acts import Interpretation  # noqa: E402
from assistant.practice.own_voice import KeptTake, OwnVoice  # noqa: E402
from assistant.speech.arbitration import Arbiter  # noqa: E402
from assistant.speech.recognizers import Recognizer  # noqa: E402
from assistant.speech.takes.extracting import open_extractor  # noqa: E402
from assistant.speech.takes.features import Extractor, packed  # noqa: E402
from assistant.speech.takes.learned import TAKES, LearnedWords  # noqa: E402
from assistant.speech.voice_activity import VoiceActivityDetector  # noqa: E402
from intents import Rating, load  # noqa: E402
from scripts.benchmarks import _wake_takes  # noqa: E402
from scripts.benchmarks._answers import RATE  # noqa: E402
from scripts.benchmarks.hearing import opened, shared, sound_of  # noqa: E402

CHOSEN_ON, REPORTED = ("george", "jackson"), ("lucas", "nicolas")
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COUNT = 20
EVERY = 3
"""Of the takes that were not learned, one in so many is recognized: recognizers are slow."""
BEFORE, AFTER, ROOM = 0.4, 0.8, 8.0
"""Seconds of the room's noise around an answer, and its level."""

LANGUAGE = load("en")
QUESTION = Rating(0, 9)


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording of a word, in a quiet room."""

    speaker: str
    word: str
    take: int
    pcm: bytes


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--choosing", action="store_true", help="the speakers to choose on")
    parser.add_argument("--takes", type=int, default=TAKES, help="how many takes are learned")
    parser.add_argument("--only", choices=("wrongly", "right", "close", "wake"))
    parser.add_argument("--recognizer", choices=("moonshine", "vosk", "pocketsphinx"))
    given = parser.parse_args()
    humans = shared()
    if humans is None or not (humans / "fsdd-takes").is_dir():
        raise SystemExit("the recordings fsdd-takes are not here")
    recordings = list(read(humans / "fsdd-takes"))
    speakers = CHOSEN_ON if given.choosing else REPORTED
    for name, extract in extractors().items():
        if given.only in (None, "wrongly"):
            accepted(name, extract, recordings, speakers, given.takes)
        if given.only in (None, "close"):
            refused(name, extract, recordings, speakers, given.takes)
        if given.only in (None, "wake"):
            tally = Tally()
            _wake_takes.measure(extract, tally.add)
            tally.show(f"The wake phrase by three takes in five synthesized voices, {name}")
    if given.only in (None, "right"):
        names = [given.recognizer] if given.recognizer else ["moonshine", "vosk", "pocketsphinx"]
        for name in names:
            answered(opened(name), recordings, speakers, given.takes)


def read(folder: Path) -> Iterator[Recording]:
    """Every recording, with the noise of a quiet room before, behind and under it."""
    noise = np.random.default_rng(1)
    for digit, speaker, take in product(range(10), CHOSEN_ON + REPORTED, range(COUNT)):
        said = np.frombuffer(sound_of(folder / f"{digit}_{speaker}_{take}.wav"), np.int16)
        sides = int(BEFORE * RATE), int(AFTER * RATE)
        sound = np.pad(said.astype(np.float32), sides)
        sound += noise.normal(0, ROOM, len(sound))
        pcm = np.clip(sound, -32768, 32767).astype(np.int16).tobytes()
        yield Recording(speaker, WORDS[digit], take, pcm)


def extractors() -> dict[str, Extractor]:
    """With Moonshine's encoder, where its model was fetched, and without."""
    best = open_extractor()
    both = {"with Moonshine's encoder": best} if best.embedding else {}
    return both | {"cepstra alone": Extractor()}


class Learner:
    """Features of all recordings, each computed once, and what one person taught."""

    def __init__(self, extract: Extractor) -> None:
        self.extract = extract
        self.kept: dict[bytes, dict[str, str]] = {}
        self.took: list[float] = []

    def learned(self, taught: Sequence[Recording]) -> LearnedWords:
        """The learned words after these takes."""
        own = OwnVoice()
        own.takes = [
            KeptTake(f"{r.speaker}-{r.word}-{r.take}", r.word, self.features(r)) for r in taught
        ]
        return LearnedWords(lambda: own, self.extract)

    def features(self, recording: Recording) -> dict[str, str]:
        """What is kept of a take."""
        if recording.pcm not in self.kept:
            self.kept[recording.pcm] = packed(self.extract(recording.pcm))
        return self.kept[recording.pcm]


def draws(count: int, takes: int, words: int) -> Iterator[tuple[set[int], set[str]]]:
    """Which takes are learned, and of which words, so many times."""
    drawn = np.random.default_rng(7)
    for _ in range(count):
        chosen = drawn.choice(COUNT, takes, replace=False)
        yield set(chosen.tolist()), {WORDS[w] for w in drawn.choice(10, words, replace=False)}


def accepted(
    name: str, extract: Extractor, recordings: Sequence[Recording], speakers: Sequence[str],
    takes: int,
) -> None:  # fmt: skip
    """What is accepted by the sound alone, where half of the words were learned."""
    learner, tally = Learner(extract), Tally()
    for speaker in speakers:
        for known, words in draws(4, takes, 5):
            own = [r for r in recordings if r.speaker == speaker and r.word in words]
            learned = learner.learned([r for r in own if r.take in known])
            for r in recordings:
                if r.take in known or r.take % 2:
                    continue
                group = "the person's own" if r.speaker == speaker else "other people's"
                began = time.process_time()
                nearest = learned.nearest(r.pcm)
                tally.seconds.append(time.process_time() - began)
                found = nearest.word if nearest is not None and nearest.sure else ""
                if r.word in words:
                    tally.add(f"{group} learned words, accepted rightly", found == r.word)
                    tally.add(
                        f"{group} learned words, taken for another", found not in ("", r.word)
                    )
                else:
                    tally.add(f"{group} other words, accepted", bool(found))
    tally.show(f"By the sound alone, five words with {takes} takes, {name}")


def refused(
    name: str, extract: Extractor, recordings: Sequence[Recording], speakers: Sequence[str],
    takes: int,
) -> None:  # fmt: skip
    """How many takes are refused while somebody teaches the ten digits, and the wrong take."""
    learner, tally = Learner(extract), Tally()
    for speaker in speakers:
        for known, _ in draws(3, takes, 5):
            of = [r for r in recordings if r.speaker == speaker]
            taught: list[Recording] = []
            for r in (r for r in of if r.take in known):
                heard = learner.learned(taught).hear(r.pcm, r.word)
                tally.add("takes of ten different words, refused", bool(heard.wrong))
                if not heard.wrong:
                    taught.append(r)
            learned = learner.learned(taught)
            for r in (r for r in of if r.take not in known and r.take % 4 == 0):
                # The same sound for a new word: what must be refused.
                heard = learned.hear(r.pcm, "another word")
                tally.add("a learned word said for a new one, refused", heard.wrong == "close")
    tally.show(f"Teaching, {name}")


def answered(
    recognizer: Recognizer, recordings: Sequence[Recording], speakers: Sequence[str], takes: int
) -> None:
    """Answers to a closed question, without and with learned takes."""
    learner = Learner(open_extractor(recognizer))
    tally = Tally()
    for speaker in speakers:
        (known, _), *_ = draws(1, takes, 10)
        own = [r for r in recordings if r.speaker == speaker]
        learned = learner.learned([r for r in own if r.take in known])
        asked = [r for r in own if r.take not in known][::EVERY]
        for r in asked:
            for label, word in (("without", _nothing), (f"with {takes} takes", learned.word)):
                taken, seconds = answer(recognizer, r.pcm, word)
                tally.took[label].append(seconds)
                right = taken.kind == "answer" and taken.value == WORDS.index(r.word)
                understood = taken.kind in ("answer", "command")
                how = ", but asked to confirm" if taken.doubtful else ""
                for kind, is_so in (("right", right), ("wrong", understood and not right)):
                    for end in ("", ", but asked to confirm"):
                        tally.add(f"{label}: {kind}{end}", is_so and end == how)
                tally.add(f"{label}: not understood", not understood)
    tally.show(f"Ten digits as answers, {recognizer.name}")


def answer(
    recognizer: Recognizer, pcm: bytes, learned: Callable[[bytes], tuple[str, bool] | None]
) -> tuple[Interpretation, float]:
    """What is understood of an answer, and the seconds of computing after the sound has ended."""

    def interpret(text: str) -> Interpretation:
        return Interpretation.of(LANGUAGE.understand(text, QUESTION))

    phrases = LANGUAGE.phrases(QUESTION)
    arbiter = Arbiter(lambda: recognizer, interpret, phrases, learned=learned)
    activity = VoiceActivityDetector(RATE)
    stream = recognizer.stream(phrases)
    stream.accept(pcm)
    voiced = sum(activity.detect(pcm)) * activity.frame
    began = time.process_time()
    taken, *_ = arbiter.decide(stream.finish(), pcm, voiced)
    return taken, time.process_time() - began


def _nothing(pcm: bytes) -> None:
    return None


class Tally:
    """Counts of what happened, of how often it could have."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}
        self.seconds: list[float] = []
        self.took: defaultdict[str, list[float]] = defaultdict(list)

    def add(self, key: str, happened: bool) -> None:
        """Count one."""
        count = self.counts.setdefault(key, [0, 0])
        count[0] += happened
        count[1] += 1

    def show(self, title: str) -> None:
        """Print it as a table."""
        print(f"\n{title}\n\n| | |\n|---|---|")
        for key, (count, of) in self.counts.items():
            print(f"| {key} | {count} of {of} ({100 * count / of:.1f} %) |")
        if self.seconds:
            print(f"| processor time for each utterance, ms | {1000 * np.mean(self.seconds):.1f} |")
        for label, took in self.took.items():
            print(f"| {label}: ms after the end, median | {1000 * float(np.median(took)):.0f} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Understanding beside its peers, on the same phrases and sentences, in one run.

    python scripts/benchmarks/understanding.py [--ours]

Our own sentences first, then CLINC150 with all 150 intents at once, where its file is at hand.
Peers need the `bench` extra. A peer gets its threshold on half of our sentences, or on CLINC150's
validation sentences; Lantern's is fixed, or found by cross-validation on the training sentences
alone. A matcher which is too slow is scored on as many sentences as it manages in --seconds, and is
given up on after --limit seconds of learning and guessing together.
"""
# environment: bench
# peer: ovos-padatious libfann-dev swig g++ python3-dev

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from peers import Guess, Matcher, installed  # noqa: E402

import intents  # noqa: E402
from intents import examples, training  # noqa: E402
from intents.grammar import NEVER  # noqa: E402
from intents.learned import NONE  # noqa: E402

ROUNDS = 12
"""So often the sentences are gone through: twice as often as our own many examples."""
Sentence = tuple[str, str]
"""A sentence, and its intent or "none"."""


class Lantern:
    """Lantern as it is shipped."""

    name = "lantern"

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        self._language = intents.load("en")

    def guess(self, text: str) -> Guess:
        meaning = self._language.understand(text)
        return meaning.intent, meaning.score


class LanternLearning:
    """Lantern's normaliser, features and learned model on somebody else's phrases."""

    name = "lantern (learned)"

    def __init__(self) -> None:
        self._material = examples.read("en")

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        rows = [(i, p) for i, r in phrases.items() for p in r] + [(NONE, p) for p in others]
        self._rows = self._material_of(rows)
        self._train(self._rows)

    def crossed(self, folds: int) -> list[tuple[str, Guess]]:
        """What each training sentence is taken for by a model which has not seen it."""
        found = []
        features = self._material.plain_features
        for fold in range(folds):
            self._train([row for n, row in enumerate(self._rows) if n % folds != fold])
            for meant, words in self._rows[fold::folds]:
                chance, name = self._best(features(words))
                found.append((meant, (None if name == NONE else name, chance)))
        self._train(self._rows)
        return found

    def _material_of(self, rows: Sequence[Sentence]) -> list[tuple[str, tuple[str, ...]]]:
        return [(intent, self._words(said)) for intent, said in rows]

    def _train(self, rows: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        featured = training.featured(iter(rows), self._material.plain_features)
        self._model = training.train(featured, "", {NONE: 3.0}, rounds=ROUNDS)

    def _best(self, features: set[int]) -> tuple[float, str]:
        return self._model.chances(features)[0]

    def guess(self, text: str) -> Guess:
        chance, name = self._model.chances(self._material.plain_features(self._words(text)))[0]
        return (None if name == NONE else name), chance

    def _words(self, text: str) -> tuple[str, ...]:
        return self._material.normaliser(text).words


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--ours", action="store_true", help="leave CLINC150 out")
    parser.add_argument(
        "--seconds", type=float, default=15.0, help="time for each matcher's sentences"
    )
    parser.add_argument("--limit", type=float, default=60.0, help="time for each matcher in all")
    options = parser.parse_args()
    normaliser = examples.read("en").normaliser

    def normal(text: str) -> str:
        return " ".join(normaliser(text).core)

    peers = list(installed(normal))
    times = (options.seconds, options.limit)
    ours(peers, *times)
    if not options.ours:
        clinc(peers, *times)
    scaling()


def ours(peers: list[Matcher], seconds: float, limit: float) -> None:
    """Our sentences (tests/understanding),
    with up to 100 written-out phrases an intent for peers."""
    folder = ROOT / "tests" / "understanding"
    sentences: list[Sentence] = []
    for name in ("commands", "misheard"):
        table = tomllib.loads((folder / f"{name}.toml").read_text())
        sentences += [(said, intent) for intent, part in table.items() for said in part["said"]]
    chatter = tomllib.loads((folder / "chatter.toml").read_text())
    sentences += [(said, NONE) for part in chatter.values() for said in part["said"]]
    phrases = written_out(100)
    count = sum(map(len, phrases.values()))
    print(f"\nour sentences: {len(phrases)} intents, {count} phrases, {len(sentences)} sentences")
    header()
    for matcher in (Lantern(), *peers):
        within(limit, matcher, phrases, [], sentences[::2], sentences[1::2], seconds)


def written_out(each: int) -> dict[str, list[str]]:
    """Phrases of every intent, drawn from its lines."""
    material = examples.read("en")
    rng = random.Random(1)
    found: dict[str, dict[str, None]] = {}
    lines = [n for n, line in enumerate(material.menu.lines) if line.meaning != NEVER]
    for number in lines * 40:
        words = material.menu.sample(number, rng)
        rows = found.setdefault(material.menu.lines[number].meaning, {})
        if len(rows) < each and not any(w.startswith("{") for w in words):
            rows[" ".join(words)] = None
    return {intent: list(rows) for intent, rows in found.items()}


def clinc(peers: list[Matcher], seconds: float, limit: float) -> None:
    """CLINC150: 150 intents from their 15,000 training sentences."""
    path = Path(os.environ.get("LANTERN_SHARED", ROOT.parent / "shared")) / "clinc150.json"
    if not path.exists():
        print(f"CLINC150 is not at {path}; set LANTERN_SHARED to the folder which holds it")
        return
    data = json.loads(path.read_text())
    phrases: dict[str, list[str]] = {}
    for said, intent in data["train"]:
        phrases.setdefault(intent, []).append(said)
    others = [said for said, _ in data["oos_train"]]
    tune = [tuple(row) for row in data["val"]] + [(s, NONE) for s, _ in data["oos_val"]]
    test = [tuple(row) for row in data["test"]] + [(s, NONE) for s, _ in data["oos_test"]]
    random.Random(1).shuffle(tune)
    random.Random(1).shuffle(test)
    print(f"\nCLINC150: {len(phrases)} intents, {sum(map(len, phrases.values()))} phrases")
    header()
    found = report(LanternLearning(), phrases, others, tune, test, seconds)
    for matcher in peers:
        within(limit, matcher, phrases, others, tune[:1500], test, seconds)
    curve(found)


def curve(found: Sequence[tuple[str, Guess]]) -> None:
    """What each threshold gives: in scope against out of scope."""
    inside = sum(meant != NONE for meant, _ in found)
    print("\nlantern (learned) at each threshold: right in scope, recall out of scope")
    for percent in (0, 20, 30, 40, 50, 60, 70, 80, 90, 95):
        right, _, _, false = score(found, percent / 100)
        print(
            f"  {percent / 100:.2f} {right / inside:8.3f} {1 - false / (len(found) - inside):8.3f}"
        )


def header() -> None:
    columns = ("in scope", "out rec.", "p50 ms", "p95 ms", "learn s")
    counts = f"{'of':>5} {'right':>6} {'wrong':>6} {'missed':>6} {'false':>6}"
    print(f"{'':24} {counts} {' '.join(f'{c:>8}' for c in columns)}")


def within(limit: float, matcher: Matcher, *given: Any) -> None:
    """`report` in a process of its own: what takes for ever is ended."""

    def alone() -> None:
        os.setpgrp()  # So that the processes which it starts end with it.
        report(matcher, *given)

    child = multiprocessing.get_context("fork").Process(target=alone)
    child.start()
    child.join(limit)
    if child.is_alive() and child.pid:
        os.killpg(child.pid, signal.SIGKILL)
        child.join()
        print(f"{matcher.name:24} not ready within {limit:.0f} s", flush=True)
    elif child.exitcode:
        print(f"{matcher.name:24} failed", flush=True)


def report(
    matcher: Matcher,
    phrases: Mapping[str, Sequence[str]],
    others: Sequence[str],
    tune: Sequence[Sentence],
    test: Sequence[Sentence],
    seconds: float,
) -> list[tuple[str, Guess]]:
    """Prints one line of the table, and gives the guesses."""
    begun = time.perf_counter()
    matcher.learn(phrases, others)
    learning = time.perf_counter() - begun
    if isinstance(matcher, Lantern):
        least = 0.0
    elif isinstance(matcher, LanternLearning):
        least = threshold(matcher.crossed(3))
    else:
        least = threshold(guesses(matcher, tune, seconds / 3)[0])
    found, times = guesses(matcher, test, seconds)
    right, wrong, missed, false = score(found, least)
    inside = sum(meant != NONE for meant, _ in found) or 1
    outside = len(found) - inside or 1
    times.sort()
    print(
        f"{matcher.name:24} {len(found):5} {right:6} {wrong:6} {missed:6} {false:6} "
        f"{right / inside:8.3f} {1 - false / outside:8.3f} {times[len(times) // 2] * 1e3:8.3f} "
        f"{times[int(len(times) * 0.95)] * 1e3:8.3f} {learning:8.1f}",
        flush=True,
    )
    return found


def guesses(
    matcher: Matcher, sentences: Sequence[Sentence], seconds: float
) -> tuple[list[tuple[str, Guess]], list[float]]:
    found: list[tuple[str, Guess]] = []
    times: list[float] = []
    end = time.perf_counter() + seconds
    for said, meant in sentences:
        if time.perf_counter() > end and found:
            break
        # The processor time of this process: other work on the machine does not count.
        begun = time.process_time()
        guess = matcher.guess(said)
        times.append(time.process_time() - begun)
        found.append((meant, guess))
    return found, times


def score(found: Sequence[tuple[str, Guess]], least: float) -> tuple[int, int, int, int]:
    """Right, wrong, missed, false alarms."""
    right = wrong = missed = false = 0
    for meant, (guess, sure) in found:
        if guess is None or sure < least:
            missed += meant != NONE
        elif meant == NONE:
            false += 1
        else:
            right += guess == meant
            wrong += guess != meant
    return right, wrong, missed, false


def threshold(found: Sequence[tuple[str, Guess]]) -> float:
    """Where the share right less that wrong, and the recall out of scope, are most together."""
    inside = sum(meant != NONE for meant, _ in found) or 1
    outside = len(found) - inside or 1

    def worth(least: float) -> float:
        right, wrong, _, false = score(found, least)
        return (right - wrong) / inside - false / outside

    return max((n / 100 for n in range(101)), key=worth)


def scaling() -> None:
    """150 intents with 100 phrases each, made of rare and common words."""
    rng = random.Random(3)
    words = [w for rows in written_out(100).values() for p in rows for w in p.split()]
    phrases = {
        f"intent_{n}": [" ".join(rng.choices(words, k=rng.randint(2, 7))) for _ in range(100)]
        for n in range(150)
    }
    matcher = LanternLearning()
    matcher.learn(phrases, [])
    said = [(rng.choice(rows), i) for i, rows in phrases.items() for _ in range(4)]
    times = sorted(guesses(matcher, said, 60)[1])
    print(f"\n150 intents, 100 phrases each: p50 {times[len(times) // 2] * 1e3:.3f} ms, "
          f"p95 {times[int(len(times) * 0.95)] * 1e3:.3f} ms")  # fmt: skip


if __name__ == "__main__":
    main()

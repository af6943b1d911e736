"""End of turn: turns cut off against the wait after those which were not, beside other rules."""

from __future__ import annotations

import pickle
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from assistant.speech.recognizers import open_recognizer  # noqa: E402
from assistant.speech.turns.patience import UNLIKELY  # noqa: E402
from intents import load  # noqa: E402
from scripts.benchmarks import _detectors  # noqa: E402
from scripts.benchmarks._rules import (  # noqa: E402
    Engine,
    Fixed,
    Lantern,
    Result,
    Rule,
    median,
    results,
    truncated,
    waits,
)
from scripts.benchmarks._speakers import Part, Person, humans, synthesized  # noqa: E402
from scripts.benchmarks._traces import Trace, trace  # noqa: E402
from tests.audio.talking import vosk_model  # noqa: E402
from tests.speech.materials import HUMANS  # noqa: E402

PERSONS: dict[Part, int] = {"tuning": 12, "held-out": 26}
TURNS = 24
GRID = tuple(0.6 * 0.8**n for n in range(30))
"""What Lantern calls unlikely, from hasty to patient."""
FIXED = (0.5, 0.7, 1.25)
EARLY = 8
"""So many first turns of a person are told apart, to see what was learned."""
RESAMPLED = 400

People = list[tuple[str, list[Trace]]]


def people(part: Part, human: bool) -> People:
    """Every turn of everybody, listened to once."""
    import vosk

    recognizer, language = open_recognizer("vosk", vosk_model()), load("en")
    model = vosk.Model(str(vosk_model()))
    who: Iterator[Person] = (
        humans(part, HUMANS, TURNS // 2) if human else synthesized(part, PERSONS[part], TURNS)
    )
    return [
        (person.habit.name, [trace(asked, recognizer, language, model) for asked in person.turns])
        for person in who
    ]


def line(name: str, found: Sequence[Result]) -> None:
    """One rule's row."""
    if not found:
        return
    after = waits(found) or [float("nan")]
    print(
        f"{name:42} {100 * truncated(found):8.1f} {np.median(after):8.2f} {np.mean(after):8.2f} "
        f"{np.percentile(after, 90):8.2f}"
    )


def at_most(seconds: float, curve: Sequence[list[Result]]) -> list[Result]:
    """The point of a curve with the longest median wait which is no longer than that."""
    fitting = [found for found in curve if waits(found) and median(found) <= seconds]
    return max(fitting, key=median) if fitting else min(curve, key=median)


def ratio_interval(ours: Sequence[Result], theirs: Sequence[Result], persons: int) -> str:
    """Ours by theirs, and where 95 % of it lies when other people had come: by person."""
    chance = random.Random(1)
    a, b = _by_person(ours, persons), _by_person(theirs, persons)
    found = []
    for _ in range(RESAMPLED):
        drawn = [chance.randrange(len(a)) for _ in a]
        theirs_cut = sum(b[n] for n in drawn)
        if theirs_cut:
            found.append(sum(a[n] for n in drawn) / theirs_cut)
    low, high = np.percentile(found, [2.5, 97.5])
    return f"{sum(a) / max(1, sum(b)):.2f} ({low:.2f} to {high:.2f})"


def _by_person(found: Sequence[Result], persons: int) -> list[int]:
    cut: list[int] = []
    for result in found:
        if result.number == 0:
            cut.append(0)
        cut[-1] += result.wait < 0
    assert len(cut) == persons
    return cut


def report(what: str, who: People) -> None:
    """The curve, Lantern beside each rule at the same median wait, and what makes it so."""
    turns = sum(len(traces) for _, traces in who)
    paused = sum(t.paused for _, traces in who for t in traces)
    print(f"\n{what}: {turns} turns of {len(who)} speakers, {paused} with pauses inside")
    print(f"{'':42} {'cut %':>8} {'median':>8} {'mean':>8} {'90th s':>8}")
    theirs = {f"{s} s of silence": results(who, _fixed(s)) for s in FIXED}
    theirs["Vosk's own end-pointing"] = results(who, Engine)
    curve = [results(who, _lantern(unlikely)) for unlikely in GRID]
    silences = [results(who, _fixed(0.3 + 0.05 * n)) for n in range(60)]
    for name, found in theirs.items():
        line(name, found)
        ours = at_most(median(found), curve)
        best = min((at_most(median(found), silences), found), key=truncated)
        line("  Lantern, no longer median wait", ours)
        print(f"  cut, as a share of the best rule's: {ratio_interval(ours, best, len(who))}")
    shipped = results(who, _lantern(UNLIKELY))
    line("Lantern as it is", shipped)
    line("  its first turns with a person", [r for r in shipped if r.number < EARLY])
    line("  its later ones", [r for r in shipped if r.number >= EARLY])
    line("  without learning", results(who, lambda: Lantern(UNLIKELY, learning=False)))
    line("  without the prosody", results(who, lambda: Lantern(UNLIKELY, voice=False)))
    line("  without the words", results(who, lambda: Lantern(UNLIKELY, words=False)))
    for way in dict.fromkeys(r.way for r in shipped):
        line(f"  {way}", [r for r in shipped if r.way == way])
        line("    0.7 s of silence", [r for r in theirs["0.7 s of silence"] if r.way == way])
    print("Lantern's curve (cut %, median s):", end=" ")
    print("; ".join(f"{100 * truncated(f):.1f} {median(f):.2f}" for f in curve[::3]))


def _fixed(seconds: float) -> Callable[[], Rule]:
    return lambda: Fixed(seconds)


def _lantern(unlikely: float) -> Callable[[], Rule]:
    return lambda: Lantern(unlikely)


def main() -> None:
    """`--tuning` shows the part which the numbers in the code were chosen on."""
    part: Part = "tuning" if "--tuning" in sys.argv else "held-out"
    print(f"The {part} part. Waits are of the turns which were not cut, in seconds.")
    for human in (False, True):
        if human and (HUMANS is None or not HUMANS.is_dir()):
            print("\nNo recordings of people are here.")
            continue
        who = people(part, human)
        report("people's recordings" if human else "synthesized", who)
        if len(sys.argv) > 2:
            Path(sys.argv[2]).with_suffix(f".{human:d}").write_bytes(pickle.dumps(who))
    if HUMANS is not None and HUMANS.is_dir():
        _detectors.compare(HUMANS)


if __name__ == "__main__":
    main()

"""Every kind of answer in several voices, quiet, in noise, in a room and by telephone.

    scripts/bench answers
    LANTERN_KOKORO=FOLDER python scripts/benchmarks/answers.py [moonshine] [--tuning] [--why]
    python scripts/benchmarks/answers.py --accepted

Each answer is said by three of the voices in turn, natural ones first (`_natural.py`), and heard in
every place. A closed one is right when it is understood as when it is typed; of open speech the
wrong words are counted. "Wrong" are answers that were taken for something else, with no question.
With `--accepted` other sounds are heard at every closed question: recordings of people who talk of
something else, television, noise, music.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.speech.recognizers import Recognizer  # noqa: E402
from assistant.speech.recognizers.moonshine.writing import spoken_words  # noqa: E402
from intents import (  # noqa: E402
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Duration,
    Expectation,
    Freely,
    Importance,
    Invitation,
    Number,
    Rating,
    Recurrence,
    Several,
    Time,
)
from intents.expectations import names  # noqa: E402
from scripts.benchmarks import _natural  # noqa: E402
from scripts.benchmarks._answers import HELD_OUT, PLACES, TUNING, Samples, as_pcm  # noqa: E402
from scripts.benchmarks.hearing import (  # noqa: E402
    LANGUAGE,
    NAMES,
    answer,
    errors,
    meaning,
    opened,
    others,
    shared,
    tell,
)

_OPTIONS = ("honesty", "family", "courage", "learning")
MORE: list[tuple[str, Expectation]] = [
    ("seven and a half", Rating()), ("um, six I think", Rating()),
    ("half past six in the evening", Time()), ("about fifty", Number(0, 100)),
    ("three", Number(0, 100)), ("thirty five", Number(0, 100)),
    ("the day after tomorrow", Date()), ("two hours", Duration()), ("fifteen minutes", Duration()),
    ("every other day", Recurrence()), ("every morning", Recurrence()),
    ("none of them", Choice(_OPTIONS)), ("all of them", Several(_OPTIONS)),
    ("courage, please", Several(_OPTIONS)), ("the first two", Several(_OPTIONS)),
    ("somewhat important", Importance()), ("really important to me", Importance()),
    ("not now", Invitation()), ("yes, let's", Invitation()), ("in an hour", Invitation()),
    ("what are my goals", Command()), ("I'd like to reflect", Command()),
    ("add a goal, please", Command()), ("let's do the morning check-in", Command()),
]  # fmt: skip
OPEN: list[tuple[str, Expectation]] = [
    ("I want to be more patient with my kids", Aspiration()),
    ("walking with my neighbour every Sunday", Aspiration()),
    ("to finish what I begin", Aspiration()),
    ("my sister called and we talked about our mother", Freely()),
    ("I was tired and it rained all day", Freely()),
    ("I would tell him that I am sorry", Freely()),
    ("today was a long day at work and I am glad that it is over", Dictation()),
    ("we had dinner together and nobody looked at a phone", Dictation()),
    ("I kept putting it off because I did not know where to start", Dictation()),
]
UNSAID = {"sound"}
"""Kinds that no words answer."""
AMONG = 3
"""A question hears one in so many of the sounds that are no answer."""
EACH = 3
"""So many voices say each answer."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("recognizer", choices=NAMES, nargs="?", default="moonshine")
    parser.add_argument("--tuning", action="store_true", help="what thresholds may be chosen on")
    parser.add_argument("--accepted", action="store_true", help="what is no answer instead")
    parser.add_argument("--why", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    closed = TUNING if given.tuning else [*HELD_OUT, *MORE]
    if given.accepted:
        accepted(opened(given.recognizer), given.why)
        return
    missing = names() - {expects.name for _, expects in [*HELD_OUT, *MORE, *OPEN]} - UNSAID
    assert not missing, f"no answers to {missing}"
    measure(opened(given.recognizer), closed, given.tuning, given.why)


def measure(
    recognizer: Recognizer, closed: list[tuple[str, Expectation]], tuning: bool, why: bool
) -> None:
    """Print the table by place, by kind and by voice."""
    right: dict[str, int] = defaultdict(int)
    told: dict[str, int] = defaultdict(int)
    for voice, said, expects, sound in spoken([*closed, *OPEN], tuning):
        natural = "espeak-ng" if voice in _natural.ESPEAK else "natural"
        for place, change in PLACES.items():
            taken, _ = answer(recognizer, expects, as_pcm(change(sound)))
            if (said, expects) in OPEN:
                words = said.lower().split()
                wrong = errors(words, [w for w in spoken_words(taken.text) if w])
                for key in (f"{place}, {natural}: wrong words", f"{expects.name}: wrong words"):
                    told[key] += len(words)
                    right[key] += wrong
                continue
            wanted = meaning(LANGUAGE.understand(said.lower().replace(",", ""), expects))
            found = meaning(taken)
            for key in (f"{place}, {natural}", f"{expects.name}", f"{voice}"):
                told[key] += 1
                right[key] += found == wanted
            sure = taken.kind in ("answer", "command") and not taken.doubtful
            told[f"{place}, {natural}: wrong"] += 1
            right[f"{place}, {natural}: wrong"] += found != wanted and sure
            if why and found != wanted:
                tell(voice, place, expects.name, said, "->", taken.text, found, taken.doubtful)
    for key, of in sorted(told.items()):
        print(f"{key:40} {right[key]:4} of {of:4}  {right[key] / of:6.1%}")


def accepted(recognizer: Recognizer, why: bool) -> None:
    """Print how often what is no answer is taken for one, by question and by sound."""
    humans = shared()
    if humans is None:
        raise SystemExit("the recordings of people are not here")
    questions = list(dict.fromkeys(expects for _, expects in [*HELD_OUT, *MORE] if expects.closed))
    kinds = {expects.name: expects for expects in questions}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, sounds in others(humans).items():
        # Every question hears a third of the sounds, each another third.
        for number, (kind, expects) in enumerate(kinds.items()):
            for pcm in sounds[number % AMONG :: AMONG]:
                taken, _ = answer(recognizer, expects, pcm)
                is_one = taken.kind in ("answer", "command")
                for key in (name, f"at {kind}"):
                    found[key][0] += is_one and not taken.doubtful
                    found[key][1] += is_one and taken.doubtful
                    found[key][2] += 1
                if why and is_one:
                    tell(name, kind, taken.text, meaning(taken), taken.doubtful)
    for key, (sure, doubted, of) in found.items():
        print(f"{key:30} accepted {sure:3}, read back {doubted:3}, of {of:3}")


def spoken(
    material: list[tuple[str, Expectation]], tuning: bool
) -> Iterator[tuple[str, str, Expectation, Samples]]:
    """Each answer in some of the voices: the voice, the words, the question and the sound."""
    wanted = _natural.TUNING if tuning else (*_natural.HELD_OUT, *_natural.ESPEAK[:2])
    with ExitStack() as there:
        voices = [
            (v, there.enter_context(_natural.voice(v))) for v in wanted if _natural.at_hand(v)
        ]
        turn = cycle(voices)
        for said, expects in material:
            for name, say in islice(turn, EACH):
                yield name, said, expects, say(said)


if __name__ == "__main__":
    main()

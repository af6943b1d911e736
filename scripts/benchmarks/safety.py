"""Noticing danger: recall and false alarms by class, on text and through speech; time a sentence.

    python scripts/benchmarks/safety.py [text] [pocketsphinx] [vosk] [moonshine] [natural] [tuning]

Without a name: all but the last two. LANTERN_VOSK_MODEL names another model than models/tiny-en.
Through speech, the held-out sentences are synthesized and heard as open dictation, each by one of
several voices in turn: espeak-ng's, or with `natural` those of `_natural.py` that are at hand. With
`tuning` it is every tenth of the sentences that were learned from, in the voices for tuning. What
is noticed in the words as read stands between what is noticed in the same sentences as text and
what is noticed with the second readings of doubtful words. The intervals are Wilson's, at 95 %. On
text, what is said over several turns is measured too.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.safety import KINDS, notice  # noqa: E402
from assistant.safety.noticing import notice_maybe  # noqa: E402
from assistant.speech.recognizers import Recognizer, Transcript, open_recognizer  # noqa: E402
from scripts.benchmarks import _natural  # noqa: E402
from scripts.benchmarks._answers import RATE, as_pcm  # noqa: E402
from tests.safety.sentences import (  # noqa: E402
    CHOSEN_BY,
    NEWEST_UNSEEN,
    OVER_TURNS,
    PARTS,
    notice_last,
    sentences,
    turns,
    unseen,
)

Voices = Iterator[_natural.Say]

MODEL = Path(os.environ.get("LANTERN_VOSK_MODEL", ROOT / "models" / "tiny-en"))


def interval(found: int, of: int) -> str:
    """A share in per cent with its Wilson score interval."""
    z, share = 1.96, found / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{found:4} of {of:4}  {share:6.1%}  ({low:.1%} to {high:.1%})"


def report(part: str) -> None:
    """Recall of each class, those only softly asked about apart; false alarms of each."""
    concern, quiet = sentences(part)
    for kind in KINDS:
        found = [notice(sentence) for sentence in concern[kind]]
        noticed = [f for f in found if f is not None]
        soft = sum(f.certainty == "uncertain" for f in noticed)
        print(f"  recall  {kind:16} {interval(len(noticed), len(found))}  soft {soft}")
    alarms = of = 0
    for kind, said in quiet.items():
        found = [notice(sentence) for sentence in said]
        wrong = sum(f is not None for f in found)
        soft = sum(f is not None and f.certainty == "uncertain" for f in found)
        alarms, of = alarms + wrong, of + len(said)
        print(f"  alarms  {kind:16} {interval(wrong, len(said))}  soft {soft}")
    print(f"  alarms  {'all of these':16} {interval(alarms, of)}")


def report_turns(part: str) -> None:
    """Of each class, how many last turns are noticed after those before them."""
    report_by_turns(turns(part))


def report_by_turns(by_kind: dict[str, list[list[str]]]) -> None:
    """The same of given turns."""
    for kind, told in by_kind.items():
        found = [notice_last(said) for said in told]
        noticed = [f for f in found if f is not None]
        certain = sum(f.certainty == "certain" for f in noticed)
        print(f"  noticed {kind:16} {interval(len(noticed), len(found))}  certain {certain}")
        if (over := [f for f, said in zip(found, told, strict=True) if len(said) > 1]) and (
            len(over) < len(found)
        ):
            after = sum(f is not None for f in over)
            print(f"          of these over several turns {interval(after, len(over))}")


def speed() -> None:
    """The time of one sentence of the held-out part, each seen before: the best of three."""
    concern, quiet = sentences("held_out")
    for name, said in (("ordinary", quiet["everyday"]), ("all", [
        s for kinds in (concern, quiet) for kind in kinds.values() for s in kind
    ])):  # fmt: skip
        taken = sorted(min(milliseconds(s) for _ in range(3)) for s in said)
        print(f"  {len(said)} sentences, {name}: median {taken[len(taken) // 2]:.3f} ms, "
              f"95 % within {taken[int(len(taken) * 0.95)]:.3f} ms")  # fmt: skip


def milliseconds(sentence: str) -> float:
    """What a sentence costs of the processor."""
    began = time.thread_time()
    notice(sentence)
    return (time.thread_time() - began) * 1000


def spoken(said: list[str], recognizer: Recognizer, voices: Voices) -> Iterator[Transcript]:
    """What the recognizer makes of each sentence, said by the voices in turn."""
    for sentence, say in zip(said, voices, strict=False):
        stream = recognizer.stream(None)
        stream.accept(as_pcm(say(sentence)))
        yield stream.finish()


def report_spoken(part: str, every: int, recognizer: Recognizer, voices: Voices) -> None:
    """Recall of each class and false alarms, as text, as read, and with the second readings."""
    concern, quiet = sentences(part)
    ordinary = [sentence for said in quiet.values() for sentence in said]
    totals = [0, 0, 0, 0]
    print(f"  {'':20} {'as text':>8} {'as read':>8} {'with second readings':>22}")
    for kind, said in [*((k, concern[k]) for k in KINDS), ("false alarms", ordinary)]:
        some = said[::every]
        text = read = both = certain = 0
        for sentence, heard in zip(some, spoken(some, recognizer, voices), strict=True):
            first = notice(heard.text)
            text += notice(sentence) is not None
            read += first is not None
            certain += first is not None and first.certainty == "certain"
            both += (first or notice_maybe(heard.maybe)) is not None
        if kind != "false alarms":
            totals = [a + b for a, b in zip(totals, (text, read, both, len(some)), strict=True)]
        line = f"{text:8} {read:8} {both:8} of {len(some)}, certain as read {certain}"
        print(f"  {kind:20} {line}", flush=True)
    text, read, both, of = totals
    print(f"  {'danger, together':20} {text:8} {read:8} {interval(both, of)}")


def main(wanted: set[str]) -> None:
    """Print what was asked for."""
    if "text" in wanted:
        for part in PARTS:
            print(f"text, {part}:")
            report(part)
        for part in OVER_TURNS:
            print(f"text, {part}:")
            report_turns(part)
        print("text, measured once and learned from since:")
        report_by_turns(unseen())
        print("text, never learned from, a threshold was chosen by it:")
        report_by_turns(unseen(CHOSEN_BY))
        print("text, never learned from:")
        report_by_turns(unseen(NEWEST_UNSEEN))
        print("time:")
        speed()
    tuning = "tuning" in wanted
    natural = _natural.TUNING if tuning else _natural.HELD_OUT
    names = natural if "natural" in wanted else ("en-gb", "en-us+f3") if tuning else _natural.ESPEAK
    with ExitStack() as open_voices:
        there = [name for name in names if _natural.at_hand(name)]
        voices = cycle([open_voices.enter_context(_natural.voice(name)) for name in there])
        for name in ("pocketsphinx", "vosk", "moonshine"):
            if name in wanted and (name != "vosk" or MODEL.exists()):
                recognizer = open_recognizer(name, MODEL if name == "vosk" else None)
                assert recognizer.rate == RATE
                part, every = ("dev", 10) if tuning else ("held_out", 1)
                print(f"through speech, {name}, {part}, by {', '.join(there)}:")
                report_spoken(part, every, recognizer, voices)


if __name__ == "__main__":
    main(set(sys.argv[1:]) or {"text", "pocketsphinx", "vosk", "moonshine"})

"""What the model hears of recordings of people, beside PocketSphinx: reported, without an aim.

The model is made of synthesized speech alone, so this says how far that carries.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pocketsphinx
import soundfile
import soxr
from numpy.typing import NDArray
from vosk import Model, SetLogLevel

from models.tiny.hearing import hear, word_errors
from models.tiny.sound import RATE
from models.tiny.texts import UNKNOWN, words_in

NUMERALS = {"3": "three", "5": "five", "10": "ten", "30": "thirty", "50": "fifty"}
SPELLED = re.compile(r"\d+")
LONGEST_PHRASE = 8
"""Words of the longest recording which is counted as a phrase, and heard with a grammar as well."""
RUN_OUT = np.zeros(RATE // 2)

Signal = NDArray[np.float64]
Hears = Callable[[Signal, Sequence[str] | None], str]


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of the manifest: its group, what is said, and the sound at 16 kHz."""

    group: str
    said: str
    sound: Signal


def recordings(manifest: Path) -> list[Recording]:
    """The recordings of people with a transcript."""
    found = []
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            transcript = row["transcript"]
            path = manifest.parent / row["path"]
            if not transcript or not path.exists():
                continue
            samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
            signal = soxr.resample(samples[:, 0].astype(np.float64), rate, RATE)
            sound = np.concatenate([np.round(signal).clip(-32768, 32767), RUN_OUT])
            spelled = SPELLED.sub(lambda m: NUMERALS.get(m[0], m[0]), transcript)
            found.append(Recording(row["path"].split("/")[0], " ".join(words_in(spelled)), sound))
    return found


def _pocketsphinx(phrases: Sequence[str] | None) -> pocketsphinx.Decoder:
    if phrases is None:
        return pocketsphinx.Decoder(loglevel="FATAL")
    decoder = pocketsphinx.Decoder(lm=None, loglevel="FATAL")
    grammar = f"#JSGF V1.0;\ngrammar said;\npublic <said> = {' | '.join(phrases)};\n"
    decoder.add_jsgf_string("said", grammar)
    decoder.activate_search("said")
    return decoder


class Sphinx:
    """PocketSphinx with the model its package carries; a decoder for each grammar."""

    def __init__(self) -> None:
        self._decoders: dict[tuple[str, ...] | None, pocketsphinx.Decoder] = {}

    def __call__(self, sound: Signal, phrases: Sequence[str] | None) -> str:
        """What was said, with a grammar of phrases or openly."""
        key = None if phrases is None else tuple(phrases)
        if key not in self._decoders:
            self._decoders[key] = _pocketsphinx(phrases)
        decoder = self._decoders[key]
        decoder.start_utt()
        decoder.process_raw(sound.astype("<i2").tobytes(), full_utt=True)
        decoder.end_utt()
        best = decoder.hyp()
        return "" if best is None else str(best.hypstr)


def _line(name: str, hears: Hears, group: Sequence[Recording], closed: bool) -> str:
    phrases = sorted({r.said for r in group}) if closed else None
    heard = [(r.said, hears(r.sound, phrases)) for r in group]
    wrong = sum(
        word_errors(said.split(), [w for w in text.split() if w != UNKNOWN]) for said, text in heard
    )
    words = sum(len(said.split()) for said, _ in heard)
    right = sum(said == text for said, text in heard)
    return f"{name} {right}/{len(heard)} right, word error {100 * wrong / words:.0f} %"


def report(folder: Path, manifest: Path) -> None:
    """Print, group by group, what both recognizers hear with the group's phrases, and open."""
    SetLogLevel(-1)
    model, sphinx = Model(str(folder)), Sphinx()
    groups: defaultdict[str, list[Recording]] = defaultdict(list)
    outside: set[str] = set()
    for recording in recordings(manifest):
        unknown = {w for w in recording.said.split() if model.vosk_model_find_word(w) < 0}
        outside |= unknown
        short = len(recording.said.split()) <= LONGEST_PHRASE
        if short and not unknown:
            groups[f"{recording.group}, phrases"].append(recording)
        groups[f"{recording.group}, all"].append(recording)

    def ours(sound: Signal, phrases: Sequence[str] | None) -> str:
        return hear(model, sound, phrases)

    for name, group in sorted(groups.items()):
        print(f"{name}: {len(group)} recordings")
        for closed in (True, False) if name.endswith("phrases") else (False,):
            lines = [
                _line("tiny-en", ours, group, closed),
                _line("PocketSphinx", sphinx, group, closed),
            ]
            print(f"    {'grammar' if closed else 'open'}: {'; '.join(lines)}")
    print("words of the recordings which tiny-en does not know:", *sorted(outside))

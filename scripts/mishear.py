"""Says sentences of a language in many voices, and writes down what two recognizers hear.

    python scripts/mishear.py --seconds 450 > heard.tsv

One `intent<TAB>said<TAB>heard` a line, where other words were heard than said: real mistakes, for
`intents/languages/en/learning/misheard.toml` (`--pack heard.tsv`). Only text is kept. The voices
are those of espeak-ng and flite; PocketSphinx with its own model and Vosk with ours listen.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
import soxr
import vosk
from numpy.typing import NDArray
from pocketsphinx import Decoder
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from intents import examples  # noqa: E402
from intents.grammar import NEVER, Grammar  # noqa: E402
from intents.learned import NONE  # noqa: E402
from models.tiny.hearing import hear  # noqa: E402

VOICES = (
    "en-us", "en-us+f3", "en-us+m3", "en-gb", "en-gb+f2", "en-gb-scotland", "en-gb-x-rp+f4",
    "en-us+f5", "en-gb+m5", "en-gb-x-gbclan", "en-029", "en-us+m7", "en-us+f1",
)  # fmt: skip
FLITE = ("awb", "rms", "slt", "slt")
RATE = 16000
EACH = 4
"""So many written phrases of an intent are said, beside its sentences."""
IDLE = 300
"""So many sentences which ask for nothing are said."""
CLOSE = 0.35
"""What sounds more different than this from what was said teaches nothing but noise."""
Signal = NDArray[np.float64]


def spoken(sentence: str, rng: random.Random) -> Signal:
    """The sentence in some voice, in a little noise: 16 kHz samples."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        if rng.random() < 0.4:
            command = ["flite", "-voice", rng.choice(FLITE), "-t", sentence, "-o", file.name]
        else:
            command = ["espeak-ng", "-v", rng.choice(VOICES), "-s", str(rng.randint(125, 175)),
                       "-p", str(rng.randint(30, 70)), "-w", file.name, "--", sentence]  # fmt: skip
        subprocess.run(command, capture_output=True, check=True)
        with wave.open(file.name) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
            rate = sound.getframerate()
    signal = soxr.resample(samples.astype(np.float64), rate, RATE)
    signal = np.concatenate([np.zeros(RATE // 4), signal, np.zeros(RATE // 4)])
    noise = np.random.default_rng(rng.randint(0, 1 << 30)).normal(
        0, rng.choice((5, 60, 200)), signal.size
    )
    return np.clip(signal + noise, -32768, 32767)


class PocketSphinx:
    """The whole vocabulary of its own model: as open as hearing can be."""

    def __init__(self) -> None:
        self._decoder = Decoder(loglevel="FATAL")

    def __call__(self, signal: Signal) -> str:
        self._decoder.start_utt()
        self._decoder.process_raw(signal.astype("<i2").tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr if found else ""


def sentences(rng: random.Random) -> list[tuple[str, str]]:
    """(intent, sentence): those in the learning folder, some phrases, some idle talk; mixed."""
    material = examples.read("en")
    found = [row for row in material.said if row[0] != NONE]
    by_meaning: dict[str, list[int]] = {}
    for number, line in enumerate(material.menu.lines):
        by_meaning.setdefault(line.meaning, []).append(number)
    for meaning, numbers in by_meaning.items():
        if meaning != NEVER:
            rows = (material.menu.sample(rng.choice(numbers), rng) for _ in range(EACH))
            found += [(meaning, row) for row in rows if not any(w.startswith("{") for w in row)]
    idle = [row for row in (*material.said, *material.said_in_reflections) if row[0] == NONE]
    idle += [(NONE, row) for row in _drawn(material.others, IDLE, rng)]
    idle += [(NONE, row) for row in _drawn(material.hopes, IDLE // 4, rng)]
    found += rng.sample(idle, IDLE)
    mixed = sorted({(intent, " ".join(words)) for intent, words in found})
    rng.shuffle(mixed)
    return mixed


def _drawn(grammar: Grammar, count: int, rng: random.Random) -> Iterator[tuple[str, ...]]:
    for _ in range(count):
        yield grammar.sample(rng.randrange(len(grammar.lines)), rng)


def listen(seed: int, seconds: float) -> None:
    """Prints what is heard, until there are no more sentences or no more time."""
    rng = random.Random(seed)
    end = time.monotonic() + seconds
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(ROOT / "models" / "tiny-en"))
    sphinx = PocketSphinx()
    for intent, said in sentences(rng):
        if time.monotonic() > end:
            break
        signal = spoken(said, rng)
        for heard in dict.fromkeys((sphinx(signal), hear(model, signal))):
            heard = heard.replace("[unk]", "").strip()
            if heard and heard != said:
                print(intent, said, heard, sep="\t", flush=True)


def pack(path: Path) -> None:
    """Prints `misheard.toml` of what was heard: what still sounds like what was said."""
    material = examples.read("en")
    sound = material.features.sound

    def code(text: str) -> str:
        return "".join(map(sound, text.split()))

    rows = sorted({tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines()})
    print("# What recognizers heard of what synthesized voices said: made by scripts/mishear.py.")
    for intent, part in groupby(rows, key=lambda row: row[0]):
        near = [
            f'    "{said} > {heard}",'
            for _, said, heard in part
            if Levenshtein.normalized_distance(code(said), code(heard)) <= CLOSE
        ]
        if near:
            print(f"\n[{intent}]\nsaid = [", *near, "]", sep="\n")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=450)
    parser.add_argument("--pack", type=Path, metavar="TSV")
    options = parser.parse_args()
    if options.pack:
        pack(options.pack)
    else:
        listen(options.seed, options.seconds)


if __name__ == "__main__":
    main()

"""Reads sentences, says them with espeak-ng in many voices, and prints what PocketSphinx hears.

One `meant<TAB>heard` a line: the real mistakes of a recognizer, for the development set and for
training. Only text is kept.

    python scripts/mishear.py --seed 1 < sentences.txt > heard.tsv
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys

import numpy as np
import soxr
from pocketsphinx import Decoder

VOICES = (
    "en-us", "en-us+f3", "en-us+m3", "en-gb", "en-gb+f2", "en-gb-scotland", "en-gb-x-rp+f4",
    "en-us+f5", "en-gb+m5", "en-gb-x-gbclan", "en-029", "en-us+m7", "en-us+f1",
)  # fmt: skip


def heard(decoder: Decoder, sentence: str, rng: random.Random) -> str:
    wav = subprocess.run(
        ["espeak-ng", "-v", rng.choice(VOICES), "-s", str(rng.randint(125, 175)), "-p",
         str(rng.randint(30, 70)), "--stdout", "--", sentence],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    sound = np.frombuffer(wav[44:], dtype=np.int16).astype(np.float32)
    sound = np.concatenate([np.zeros(4000, np.float32), soxr.resample(sound, 22050, 16000)])
    sound += np.random.default_rng(rng.randint(0, 1 << 30)).normal(
        0, rng.choice((5, 60, 200)), sound.size
    )
    decoder.start_utt()
    decoder.process_raw(np.clip(sound, -32768, 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return found.hypstr if found else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    rng = random.Random(parser.parse_args().seed)
    decoder = Decoder(loglevel="FATAL")
    for line in sys.stdin:
        sentence = line.strip()
        if sentence:
            print(sentence, heard(decoder, sentence, rng), sep="\t", flush=True)


if __name__ == "__main__":
    main()

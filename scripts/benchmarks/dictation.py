"""Dictation: joined recordings of people with pauses; word error, boundaries, silence, memory.

scripts/bench dictation
python scripts/benchmarks/dictation.py --recognizer moonshine --minutes 10
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.formatting import format_dictation  # noqa: E402
from assistant.speech.recognizers.moonshine.writing import spoken_words  # noqa: E402
from scripts.benchmarks.hearing import NAMES, RATE, errors, opened, recordings, shared  # noqa: E402

FOLDERS = ("librispeech", "ljspeech", "librivox-austen", "speechbrain", "jfk")
PAUSES = (0.3, 6.0)
"""Seconds of pause between two recordings, drawn evenly by their logarithm."""
PIECE = RATE // 25 * 2


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--recognizer", choices=NAMES, action="append")
    parser.add_argument("--minutes", type=float, default=10.0)
    given = parser.parse_args()
    humans = shared()
    if humans is None:
        raise SystemExit("the recordings of people are not here")
    for name in given.recognizer or ["moonshine"]:
        measure(name, humans, given.minutes)


def measure(name: str, humans: Path, minutes: float) -> None:
    """Dictate the joined recordings, and print the figures."""
    recognizer = opened(name)
    rng = np.random.default_rng(3)
    read = [(s, p) for path, s, p in recordings(humans) if s and path.startswith(FOLDERS)]
    stream = recognizer.stream()
    said: list[str] = []
    ends: list[float] = []
    quiet: list[tuple[float, float]] = []
    seconds = took = 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = {}
    while seconds < 60 * minutes:
        words, pcm = read[int(rng.integers(len(read)))]
        pause = float(np.exp(rng.uniform(*np.log(PAUSES))))
        silence = rng.normal(0, 3, int(pause * RATE)).astype(np.int16).tobytes()
        began = time.process_time()
        for at in range(0, len(pcm + silence), PIECE):
            stream.accept((pcm + silence)[at : at + PIECE])
        took += time.process_time() - began
        said += words
        seconds += len(pcm) / 2 / RATE
        ends.append(seconds)
        quiet.append((seconds + 0.3, seconds + pause - 0.3))
        seconds += pause
        grown[int(seconds // 60)] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    began = time.process_time()
    heard = stream.finish()
    last = time.process_time() - began
    text = format_dictation(heard.words).text
    wrong = errors(said, [w for w in spoken_words(heard.text) if w])
    closed = [w.end for w in heard.words if w.written.rstrip().endswith((".", "?", "!"))]
    near = sum(any(abs(end - at) < 0.7 for at in closed) for end in ends)
    # A word that lies wholly in a pause was invented there.
    invented = sum(any(a <= w.start and w.end <= b for a, b in quiet) for w in heard.words)
    print(f"{name}: {seconds / 60:.1f} minutes, {len(said)} words, {len(ends)} recordings")
    print(f"  word error {wrong / len(said):.1%}; words in pauses {invented}")
    if closed:
        print(
            f"  {near} of {len(ends)} ends of recordings end a sentence; {len(closed)} ends in all"
        )
    print(f"  processor time {took / seconds:.3f} of real time, {last:.2f} s at the end")
    print(f"  memory by minute, MB: {[round(grown[k] / 1000) for k in sorted(grown)]}")
    print(f"  it begins: {text[:300]}")


if __name__ == "__main__":
    main()

"""The waking phrase: false wakes an hour, misses in many voices, and what silence costs."""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from assistant.handsfree.wake_phrase import (  # noqa: E402
    WakeCall,
    WakePhraseDetector,
    wake_phrases,
)
from assistant.speech.audio.base import RATE, Block  # noqa: E402
from assistant.speech.models.installed import find_model  # noqa: E402
from assistant.speech.recognizers import Recognizer, open_recognizer  # noqa: E402
from intents import Command, load  # noqa: E402
from models.tiny import flite, sound, texts, voices  # noqa: E402
from models.tiny.espeak import Espeak, Manner  # noqa: E402
from tests.audio.pulse import missing, pulse_server  # noqa: E402

SHARED = Path(os.environ.get("LANTERN_SHARED", ROOT.parent / "shared"))
BLOCK = RATE // 25
ROOM = 3.0
"""Root mean square of a quiet room, of 32767."""
PHRASES = wake_phrases("en")
WAKE, SLEEP = PHRASES.wake, PHRASES.sleep
NOISES = (None, 20, 10)
"""Decibels from the noise up to the voice; None: none but the room's."""
ACCENTS = ("en-US", "en", "en-GB-x-rp", "en-GB-scotland", "en-US-nyc")
NEAR = (
    "hello lamb turn", "yellow lantern", "hello london", "hello land", "the lantern was lit",
    "a lantern in the window", "hello landlord", "below the lantern", "hollow lantern",
    "hello linda how are you", "hello anton", "follow the lantern",
)  # fmt: skip
"""What comes as near to the phrase as anybody will."""
SETTLING, SILENCE = 14.0, 60.0
"""Seconds until the open loudspeaker rests, and seconds of silence measured after that."""

Say = Callable[[str], np.ndarray]


class Speaker:
    """Says texts in voices drawn at random: some to choose settings by, others to measure with."""

    def __init__(self, kind: str, choosing: bool, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._espeak = Espeak() if kind == "espeak" else None
        self._variants = voices.CHOSEN_BY if choosing else voices.HELD_OUT
        self._people = voices.FLITE[::2] if choosing else voices.FLITE[1::2]

    def say(self, text: str, noise: float | None = None) -> np.ndarray:
        rng = self._rng
        if self._espeak:
            manner = Manner(
                str(rng.choice(ACCENTS)), str(rng.choice(self._variants)),
                int(rng.choice(voices.HELD_OUT_SPEEDS)), int(rng.integers(30, 71)), 50,
            )  # fmt: skip
            spoken, faster = self._espeak.say(text, manner), 1.0
        else:
            spoken = flite.say(text, str(rng.choice(self._people)), rng.uniform(0.85, 1.35))
            faster = rng.uniform(0.9, 1.12)  # a smaller or a larger person
        scene = sound.Scene(before=0.0, after=0.0, level=rng.uniform(-26, -6))
        signal = sound.record(spoken.samples, spoken.rate * faster, scene, rng)
        if noise is not None:
            power = float(np.sqrt(np.mean(signal**2)))
            hiss = sound.coloured_noise(len(signal) + RATE, rng) * power * 10 ** (-noise / 20)
            return hiss + np.concatenate([np.zeros(RATE // 2), signal, np.zeros(RATE // 2)])
        return np.asarray(signal)


def blocks(pieces: Iterator[np.ndarray]) -> Iterator[Block]:
    """Sound in blocks, in a quiet room, as a microphone gives it."""
    rng = np.random.default_rng(5)
    for piece in pieces:
        heard = piece + rng.normal(0, ROOM, len(piece))
        pcm = np.clip(heard, -32768, 32767).astype(np.int16).tobytes()
        for at in range(0, len(pcm), BLOCK * 2):
            yield Block(pcm[at : at + BLOCK * 2], at / 2 / RATE)


def pause(seconds: float) -> np.ndarray:
    return np.zeros(int(RATE * seconds))


def calls(detector: WakePhraseDetector, pieces: Iterator[np.ndarray]) -> list[WakeCall]:
    return [call for block in blocks(pieces) if (call := detector.accept(block))]


def new_detector(
    recognizer: Recognizer, looked: list[tuple[str, str, float]]
) -> WakePhraseDetector:
    return WakePhraseDetector(
        recognizer, (WAKE, SLEEP), _commands(), "en", lambda *look: looked.append(look)
    )


@cache
def _commands() -> tuple[str, ...]:
    return load("en").phrases(Command()) or ()


def rate_interval(count: int, hours: float) -> tuple[float, float]:
    """The 95 % interval of a rate an hour, from a count (exact, Poisson)."""

    def at_most(mean: float, k: int) -> float:
        return sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k + 1))

    def solve(k: int, chance: float) -> float:
        low, high = 0.0, 10.0 + 3.0 * (k + 1)
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if at_most(middle, k) > chance else (low, middle)
        return low

    lower = solve(count - 1, 0.975) if count else 0.0
    return lower / hours, solve(count, 0.025) / hours


def share_interval(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    z, p = 1.96, count / of
    middle = (p + z * z / 2 / of) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / 4 / of / of) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def report_false(what: str, count: int, seconds: float, looks: int, spent: float) -> None:
    hours = seconds / 3600
    low, high = rate_interval(count, hours)
    print(
        f"  {what:34} {count:3} in {hours:5.2f} h: {count / hours:6.2f} an hour "
        f"({low:.2f} to {high:.2f}); {looks} second looks; {spent / seconds:.3f} x real time",
        flush=True,
    )


def report_misses(what: str, missed: int, of: int) -> None:
    low, high = share_interval(missed, of)
    print(f"  {what:34} {missed:3} of {of:4} missed: {100 * missed / of:5.1f} % "
          f"({100 * low:.1f} to {100 * high:.1f})", flush=True)  # fmt: skip


def people() -> list[np.ndarray]:
    """The recordings of people; none of them says the phrase."""
    found = []
    manifest = SHARED / "speech" / "manifest.tsv"
    if not manifest.is_file():
        return found
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            path = manifest.parent / row["path"]
            if path.is_file() and "lantern" not in row["transcript"].lower():
                samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
                found.append(soxr.resample(samples[:, 0].astype(float), rate, RATE))
    return found


def sentences(seed: int) -> Iterator[str]:
    """Sentences to read aloud, without end: other people's where they are, else made up ones."""
    path = SHARED / "clinc150.json"
    if path.is_file():
        table = json.loads(path.read_text("utf-8"))
        mine = [s for part in table.values() for s, _ in part]
    else:
        mine = texts.made_up(20_000, seed)
    rng = np.random.default_rng(seed)
    mine = [s for s in mine if "lantern" not in s.lower()]
    while True:
        yield re.sub(r"[^a-z0-9' ]", " ", mine[int(rng.integers(len(mine)))].lower())


def reading(speaker: Speaker, seed: int, seconds: float, told: list[float]) -> Iterator[np.ndarray]:
    """Somebody reads aloud: a few sentences in a row with short pauses, then a longer one."""
    rng = np.random.default_rng(seed)
    for number, sentence in enumerate(sentences(seed)):
        for piece in (
            speaker.say(sentence),
            pause(1.5 if number % 6 == 5 else rng.uniform(0.1, 0.7)),
        ):
            told.append(len(piece) / RATE)
            yield piece
        if sum(told) >= seconds:
            return


def false_wakes(recognizer: Recognizer, hours: float, choosing: bool) -> None:
    print(f" False wakes of {recognizer.name}")
    looked: list[tuple[str, str, float]] = []

    def measure(what: str, pieces: Iterator[np.ndarray], told: list[float]) -> None:
        looked.clear()
        began = time.process_time()
        woken = calls(new_detector(recognizer, looked), pieces)
        report_false(what, len(woken), sum(told), len(looked), time.process_time() - began)
        for phrase, heard, alike in looked[:40]:
            print(f"      {alike:.2f} {phrase}: {heard!r}")

    if not choosing and (recordings := people()):
        measured = [part for r in recordings for part in (r, pause(1.0))]
        measure("people", iter(measured), [sum(map(len, measured)) / RATE])
    for kind, share in (("espeak", 1.0), ("flite", 0.25)):
        if kind == "flite" and not shutil.which("flite"):
            continue
        speaker, told = Speaker(kind, choosing, 11), []
        seed = 21 if choosing else 22
        measure(f"reading, {kind}", reading(speaker, seed, hours * share * 3600, told), told)
    speaker, told, near = Speaker("espeak", choosing, 13), [], []
    for text in NEAR * 4:
        near += [speaker.say(text), pause(1.0)]
    looked.clear()
    woken = calls(new_detector(recognizer, looked), iter(near))
    print(f"  of {len(NEAR) * 4} phrases made to sound like it, {len(woken)} woke it")


def misses(recognizer: Recognizer, count: int, choosing: bool) -> None:
    print(f" Misses of {recognizer.name}")
    looked: list[tuple[str, str, float]] = []
    for kind in ("espeak", "flite"):
        if kind == "flite" and not shutil.which("flite"):
            continue
        speaker = Speaker(kind, choosing, 31)
        for noise in NOISES:
            for what, text in (("alone", WAKE), ("with a command", f"{WAKE}, start my check in")):
                missed, after = 0, 0
                for _ in range(count):
                    detector = new_detector(recognizer, looked)
                    said = speaker.say(text, noise)
                    found = calls(detector, iter([pause(0.6), said, pause(1.0)]))
                    missed += not found or found[0].phrase != WAKE
                    after += bool(found and found[0].after)
                named = "quiet" if noise is None else f"{noise} dB"
                report_misses(f"{kind}, {named}, {what}", missed, count)
                if what != "alone" and count > missed:
                    print(f"      what followed was taken along {after} times of {count - missed}")
    alikes = sorted(alike for _, _, alike in looked)
    if alikes:
        tenths = [round(float(np.percentile(alikes, p)), 2) for p in (1, 5, 10, 25, 50)]
        print(f"  how alike the second look found it, 1st to 50th percentile: {tenths}")


def silence(options: list[str]) -> None:
    """Percent of a core which `lantern listen` takes while nobody speaks: all of its processes."""
    if reason := missing():
        print(f" What silence costs cannot be measured here: {reason}.")
        return
    with tempfile.TemporaryDirectory(prefix="lantern-wake-") as folder, pulse_server() as server:
        command = [sys.executable, "-m", "assistant", "listen", "--data", folder, *options]
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | server.env | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout
        print(f"  ({process.stdout.readline().strip()})")
        time.sleep(SETTLING)
        shares = []
        for _ in range(3):
            before, began = _used(process.pid), time.monotonic()
            time.sleep(SILENCE / 3)
            shares.append(100 * (_used(process.pid) - before) / (time.monotonic() - began))
        process.terminate()
        process.wait()
    print(
        f" Silence: {min(shares):.2f} to {max(shares):.2f} % of one core, capture included; aim 3 %"
    )


def _used(pid: int) -> float:
    """Seconds of processor time of a process and its children up to now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(n) for n in fields[11:13]) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_used(int(child)) for child in children)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--hours", type=float, default=2.0, help="of synthesized reading")
    given.add_argument("--count", type=int, default=60, help="phrases in each condition")
    given.add_argument("--choosing", action="store_true", help="voices to choose settings by")
    given.add_argument("--recognizer", choices=["vosk", "moonshine", "pocketsphinx"])
    given.add_argument("--only", choices=["false", "misses", "silence"])
    options = given.parse_args()
    tiny = ROOT / "models" / "tiny-en"
    models = [tiny, *([bigger] if (bigger := find_model()) and bigger != tiny else [])]
    recognizers: list[tuple[str, Callable[[], Recognizer], list[str]]] = [
        (f"Vosk, {model.name}", lambda model=model: open_recognizer("vosk", model),
         ["--recognizer", "vosk", "--model", str(model)])
        for model in models
    ]  # fmt: skip
    recognizers.append(
        ("Moonshine", lambda: open_recognizer("moonshine"), ["--recognizer", "moonshine"])
    )
    recognizers.append(
        ("PocketSphinx", lambda: open_recognizer("pocketsphinx"), ["--recognizer", "pocketsphinx"])
    )
    for name, opened, arguments in recognizers:
        if options.recognizer and options.recognizer not in arguments:
            continue
        print(name)
        recognizer = opened()
        if options.only in (None, "misses"):
            misses(recognizer, options.count, options.choosing)
        if options.only in (None, "false"):
            false_wakes(recognizer, options.hours, options.choosing)
        if options.only in (None, "silence"):
            silence(arguments)


if __name__ == "__main__":
    main()

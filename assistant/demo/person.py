"""A simulated person, who hears Lantern only as sound and answers its questions aloud.

Lantern's speech is recognized, the question is found by its words, and the answer is the next one
that the script has for it, spoken by another voice.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import soxr
from rapidfuzz import fuzz

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Samples, Sound
from assistant.speech.recognizers import Recognizer, Stream, recognizable
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.wording import Wording
from intents.languages import folder_of

MIN_SIMILARITY = 60.0
"""The similarity (0 to 100) to a question from which on what was recognized is that question."""
SILENCE = "(silence)"
MUMBLE = "(mumble)"
"""Answers of a script: nothing is said, or nothing that can be understood."""

Script = Mapping[str, Sequence[str]]
"""The answers to each question, in turn, by the key of the question in the wording."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class LivedGoal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A goal of a simulated life: `value` is the place of the value it serves, from 0; -1: none.

    `done` is how often it is done when its day has come, from 0 to 1.
    """

    title: str
    value: int
    rrule: str
    done: float
    times: int = 0
    domain: str = ""
    plan: str = ""


class LifeData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person of a simulated life tells, each in turn.

    `values` are names, each with what was said of it. `ways` are ways on, by their ids, with the
    words said there; `obstacles` names of obstacles with the words they were told in.
    """

    values: tuple[tuple[str, str], ...]
    goals: tuple[LivedGoal, ...]
    barriers: tuple[str, ...]
    obstacles: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]
    intentions: tuple[str, ...]
    proud: tuple[str, ...]
    hard: tuple[str, ...]
    toward: tuple[str, ...]
    reflections: tuple[str, ...]


class DemoData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `demo.toml` of a language.

    `voice` is that of the person; `skip` and `repeat` are what they say without an answer for a
    question and without a question; `mumble` is spoken unintelligibly. `values` and `goal` are in
    the journal before the conversation.
    """

    voice: str
    skip: str
    repeat: str
    mumble: str
    values: tuple[str, ...]
    goal: str
    answers: dict[str, str | list[str]]
    life: LifeData | None = None


@cache
def demo_data(language: str = "en") -> DemoData:
    """The demo of a language. Raises Trouble where it has none."""
    try:
        text = (folder_of(language) / "demo.toml").read_bytes()
    except FileNotFoundError:
        raise Trouble("language.no_demo", language=language) from None
    return msgspec.toml.decode(text, type=DemoData)


def read_script(path: Path | None = None, language: str = "en") -> dict[str, list[str]]:
    """The script in the file `path` (TOML), or the usual one of the language."""
    table = tomllib.loads(path.read_text("utf-8")) if path else demo_data(language).answers
    return {key: [said] if isinstance(said, str) else list(said) for key, said in table.items()}


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """What the person says next: the words, and their sound; `None` where they stay silent."""

    question: str
    words: str
    sound: Sound | None


class SimulatedPerson:
    """One person with a script; a `Person` for `assistant.speech.audio.virtual`."""

    def __init__(
        self,
        recognizer: Recognizer,
        synthesizer: Synthesizer,
        wording: Wording,
        script: Script,
        on_answer: Callable[[ScriptedAnswer], None] = lambda answer: None,
        language: str = "en",
    ) -> None:
        """`on_answer` is called with each answer when the person begins to say it."""
        self.recognizer = recognizer
        self.synthesizer = synthesizer
        self.on_answer = on_answer
        self._data = demo_data(language)
        self._left: defaultdict[str, deque[str]] = defaultdict(deque)
        for key, answers in script.items():
            self._left[key].extend(answers)
        lines = {
            text: key
            for key, variants in wording.variants.items()
            if any(key.startswith(question) for question in script)
            for text in _as_spoken(variants)
        }
        self._questions = {
            text: question
            for text, key in lines.items()
            for question in script
            if key.startswith(question)
        }
        known = set(recognizable(recognizer, sorted({w for text in lines for w in text.split()})))
        parts = (" ".join(w for w in text.split() if w in known) for text in lines)
        self._grammar = [part for part in parts if part]
        self._stream: Stream | None = None
        self._resampler: soxr.ResampleStream | None = None
        self._resampler_rate = 0
        self._speech = b""

    def receive_speech(self, samples: Samples, rate: int) -> None:
        """Recognize a piece of what Lantern says."""
        if self._stream is None:
            self._stream = self.recognizer.stream(self._grammar)
            self._speech = b""
        if self._resampler is None or rate != self._resampler_rate:
            self._resampler = soxr.ResampleStream(rate, self.recognizer.rate, 1, dtype="int16")
            self._resampler_rate = rate
        self._stream.accept(self._resampler.resample_chunk(samples).tobytes())

    def next_speech(self, samples: int) -> bytes:
        """The next `samples` samples of the person's speech, silence after its end."""
        if self._stream is not None:
            text = self._stream.finish().text
            self._stream = self._resampler = None
            answer = self.answer(text)
            self.on_answer(answer)
            self._speech = bytes(int(RATE * 0.3) * 2) + _pcm(answer.sound)
        said, self._speech = self._speech[: samples * 2], self._speech[samples * 2 :]
        return said + bytes(samples * 2 - len(said))

    def answer(self, text: str) -> ScriptedAnswer:
        """The next answer of the script to the question in a recognized text."""
        question = self.question_in(text)
        answers = self._left[question]
        otherwise = self._data.skip if question else self._data.repeat
        words = answers.popleft() if answers else otherwise
        if words == SILENCE:
            return ScriptedAnswer(question, words, None)
        if words == MUMBLE:
            sound = _unintelligible(self.synthesizer.synthesize(self._data.mumble))
            return ScriptedAnswer(question, words, sound)
        return ScriptedAnswer(question, words, self.synthesizer.synthesize(words))

    def question_in(self, text: str) -> str:
        """The key of the question at the end of a recognized text; "" for none."""
        words = text.split()
        endings = [" ".join(words[at:]) for at in range(len(words))]
        best = ("", 0.0)
        for spoken, key in self._questions.items():
            for ending in endings:
                score = fuzz.ratio(ending, spoken)
                if score > best[1]:
                    best = (key, score)
        return best[0] if best[1] >= MIN_SIMILARITY else ""


def _as_spoken(variants: Iterable[str]) -> list[str]:
    """Wordings as lower-case words, without their parameters."""
    texts = (re.sub(r"\{[^}]*\}", " ", variant) for variant in variants)
    return [" ".join(_WORD.findall(text.lower())) for text in texts]


def _pcm(sound: Sound | None) -> bytes:
    if sound is None:
        return b""
    samples = soxr.resample(sound.samples, sound.rate, RATE)
    return bytes(samples.astype(np.int16).tobytes())


def _unintelligible(sound: Sound) -> Sound:
    """Speech that cannot be understood: played backwards under noise."""
    noise = np.random.default_rng(7).normal(0, 900, len(sound.samples))
    mixed = np.clip(sound.samples[::-1] * 0.3 + noise, -32768, 32767)
    return Sound(mixed.astype(np.int16), sound.rate)

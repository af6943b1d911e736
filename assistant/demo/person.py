"""A simulated person: hears only Lantern's sound, knows its questions, answers aloud.

Lantern's voice goes through a recognizer, as it would go through an ear; the question is found by
its words, and the answer is the next one the script has for it, in another voice.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from rapidfuzz import fuzz

from assistant.speech.audio.base import RATE, Samples, Sound
from assistant.speech.recognizers import Recognizer, Stream, recognizable
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.wording import Wording
from intents.languages import folder_of

SURE = 60.0
"""How alike (0 to 100) what was heard must be to a question to be taken for it."""
SILENCE = "(silence)"
MUMBLE = "(mumble)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person says next: the words, and their sound; `None` where they stay silent."""

    question: str
    words: str
    sound: Sound | None


def read_script(path: Path | None = None) -> dict[str, list[str]]:
    """What a person answers to each question, in turn: by the key of the question."""
    text = path.read_text("utf-8") if path else (folder_of("en") / "demo.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {key: [said] if isinstance(said, str) else list(said) for key, said in table.items()}


class SimulatedPerson:
    """One person with a script; a `Person` for `assistant.speech.audio.virtual`."""

    def __init__(
        self,
        recognizer: Recognizer,
        voice: Synthesizer,
        wording: Wording,
        script: Mapping[str, Sequence[str]],
        told: Callable[[Answer], None] = lambda answer: None,
    ) -> None:
        """`told` is called with each answer when the person begins to say it."""
        self.recognizer = recognizer
        self.voice = voice
        self.told = told
        self.left: defaultdict[str, deque[str]] = defaultdict(deque)
        for key, answers in script.items():
            self.left[key].extend(answers)
        lines = {
            text: key
            for key, variants in wording.variants.items()
            if any(key.startswith(question) for question in script)
            for text in _spoken(variants)
        }
        self.questions = {
            text: question
            for text, key in lines.items()
            for question in script
            if key.startswith(question)
        }
        known = set(recognizable(recognizer, _words(lines)))
        self._grammar = [part for text in lines if (part := _known_part(text, known))]
        self._stream: Stream | None = None
        self._ear: soxr.ResampleStream | None = None
        self._ear_rate = 0
        self._saying = b""

    def receive_speech(self, samples: Samples, rate: int) -> None:
        """Lantern says this."""
        if self._stream is None:
            self._stream = self.recognizer.stream(self._grammar)
            self._saying = b""
        if self._ear is None or rate != self._ear_rate:
            self._ear = soxr.ResampleStream(rate, self.recognizer.rate, 1, dtype="int16")
            self._ear_rate = rate
        self._stream.accept(self._ear.resample_chunk(samples).tobytes())

    def next_speech(self, samples: int) -> bytes:
        """The next `samples` of what the person says, quiet where that is nothing."""
        if self._stream is not None:
            heard = self._stream.finish().text
            self._stream = self._ear = None
            answer = self.answer(heard)
            self.told(answer)
            self._saying = _breath() + self._pcm(answer.sound)
        said, self._saying = self._saying[: samples * 2], self._saying[samples * 2 :]
        return said + bytes(samples * 2 - len(said))

    def answer(self, heard: str) -> Answer:
        """What to say to what was heard: the next answer the script has for the question."""
        question = self.question_in(heard)
        answers = self.left[question]
        words = answers.popleft() if answers else "skip" if question else "repeat"
        if words == SILENCE:
            return Answer(question, words, None)
        if words == MUMBLE:
            return Answer(question, words, _mumbled(self.voice.synthesize("wobble gobble")))
        return Answer(question, words, self.voice.synthesize(words))

    def _pcm(self, sound: Sound | None) -> bytes:
        if sound is None:
            return b""
        samples = soxr.resample(sound.samples, sound.rate, RATE)
        return bytes(samples.astype(np.int16).tobytes())

    def question_in(self, heard: str) -> str:
        """The key of the question which was heard last; "" for none."""
        tail = _ends(heard)
        best = ("", 0.0)
        for text, key in self.questions.items():
            for ending in tail:
                score = fuzz.ratio(ending, text)
                if score > best[1]:
                    best = (key, score)
        return best[0] if best[1] >= SURE else ""


def _ends(heard: str) -> list[str]:
    """Every ending of what was heard: the question comes last, after who knows what."""
    words = heard.split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _spoken(variants: Iterable[str]) -> list[str]:
    """Wordings as they sound, without the words put into them."""
    texts = (re.sub(r"\{[^}]*\}", " ", variant) for variant in variants)
    return [" ".join(re.findall(r"[a-z']+", text.lower())) for text in texts]


def _breath() -> bytes:
    return bytes(int(RATE * 0.3) * 2)


def _words(texts: Iterable[str]) -> list[str]:
    return sorted({word for text in texts for word in text.split()})


def _known_part(text: str, known: set[str]) -> str:
    return " ".join(word for word in text.split() if word in known)


def _mumbled(sound: Sound) -> Sound:
    """Speech of which nothing can be made out: played backwards under a hiss."""
    hiss = np.random.default_rng(7).normal(0, 900, len(sound.samples))
    mixed = np.clip(sound.samples[::-1] * 0.3 + hiss, -32768, 32767)
    return Sound(mixed.astype(np.int16), sound.rate)

"""Whisper: an extra that reads recordings again. It is too slow for a conversation.

Its model comes in a package of its own, so nothing is downloaded by the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from assistant.errors import Trouble
from assistant.speech.language_data import speech_data
from assistant.speech.recognizers.base import Transcript, Word
from assistant.speech.recognizers.moonshine.stretches import (
    FRAME,
    RATE,
    Stretch,
    Stretches,
    load_detector,
)
from assistant.speech.recognizers.moonshine.writing import (
    can_be_written,
    is_ghost,
    portions,
    spoken_words,
)

_BRIEF = 0.3
"""Seconds of voice below which a text that the model writes for noise is dropped."""


def find_whisper(language: str = "en") -> Path | None:
    """The folder of the model for a language; None where it, or the library, is not installed."""
    offered = speech_data(language).whisper
    if offered is None or find_spec("faster_whisper") is None:
        return None
    spec = find_spec(offered.module)
    if spec is None or not spec.origin:
        return None
    folder = Path(spec.origin).parent / offered.folder
    return folder if (folder / "model.bin").is_file() else None


class WhisperRecognizer:
    """The model, loaded. Its streams run one after the other."""

    name = "whisper tiny.en"
    rate = RATE
    closed = False
    passes_over = True
    alike = 0.8

    def __init__(self, folder: Path, language: str = "en") -> None:
        """Load the model in `folder`. Raises Trouble where it cannot be loaded."""
        load_detector()
        from faster_whisper import WhisperModel

        self.language = language
        try:
            self.model = WhisperModel(
                str(folder), device="cpu", compute_type="int8", local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise Trouble("models.whisper_does_not_load", reason=str(error)) from error

    def stream(self, phrases: Sequence[str] | None = None) -> WhisperStream:
        """Start to recognize anything; with `phrases`, all else is rejected."""
        return WhisperStream(self, phrases)

    def knows(self, word: str) -> bool:
        """Whether the word can be written with letters: the model has no fixed vocabulary."""
        return can_be_written(word)


class WhisperStream:
    """A recording. Its text is known only when a stretch of speech is over."""

    def __init__(self, owner: WhisperRecognizer, phrases: Sequence[str] | None) -> None:
        self._owner = owner
        self._phrases = phrases
        self._rest = b""
        self._stretches = Stretches()
        self._words: list[Word] = []
        self._finished: Transcript | None = None

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at 16 kHz."""
        data = self._rest + pcm
        whole = len(data) - len(data) % 2
        self._rest = data[whole:]
        for stretch in self._stretches.accept(data[:whole]):
            self._words += self._read(stretch)

    def partial(self) -> str:
        """The text so far."""
        return " ".join(word.text for word in self._words)

    def finish(self) -> Transcript:
        """End the stream."""
        if self._finished is None:
            last = self._stretches.finish()
            if last is not None:
                self._words += self._read(last)
            openly = Transcript(self.partial(), tuple(self._words))
            self._finished = openly
            if self._phrases is not None and openly.text not in self._phrases:
                self._finished = replace(openly, rejected=bool(openly.text), openly=openly)
        return self._finished

    def _read(self, stretch: Stretch) -> list[Word]:
        samples = np.frombuffer(stretch.pcm, np.int16).astype(np.float32) / 32768
        segments, _ = self._owner.model.transcribe(
            samples,
            language=self._owner.language,
            beam_size=1,
            # With others it would try again by chance, and read the same sound in two ways.
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
        )
        words = [word for segment in segments for word in segment.words or ()]
        language = self._owner.language
        found = [
            word
            for each in words
            for word in _as_spoken(
                each.word.strip(),
                stretch.start + float(each.start),
                stretch.start + float(each.end),
                float(each.probability),
                language,
            )
        ]
        brief = len(stretch.voiced) * FRAME < _BRIEF
        ghost = brief and is_ghost([word.text for word in found], language)
        return [] if ghost else found


def _as_spoken(
    written: str, start: float, end: float, confidence: float, language: str
) -> Iterator[Word]:
    """A written word as it is spoken: "10%" is two words, which share its time."""
    spoken = spoken_words(written, language)
    step = (end - start) / max(1, len(spoken))
    for place, (text, part) in enumerate(zip(spoken, portions(written, spoken), strict=True)):
        begins = start + place * step
        yield Word(text, round(begins, 3), round(begins + step, 3), confidence, part)

"""Reads recordings as one of a few phrases, or as the answer to a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.conversation.acts import Interpretation
from assistant.errors import Trouble
from assistant.speech.arbitration import Arbiter
from assistant.speech.audio.base import RATE
from assistant.speech.audio.files import RecordingReader
from assistant.speech.recognizers.base import Recognizer, Transcript
from assistant.speech.voice_activity import VoiceActivityDetector
from intents import Dictation, Expectation, Language

_PIECE = RATE // 5


@dataclass(frozen=True, slots=True)
class ClosedReading:
    """What was heard in one file.

    `text` is the phrase; where no phrase was accepted, the words that were heard. `score` is the
    least confidence of a word. With a question, `answer` is its meaning. `trouble` is why the file
    could not be read.
    """

    file: str
    text: str = ""
    accepted: bool = False
    score: float = 0.0
    answer: Interpretation | None = None
    trouble: Trouble | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data; `answer` and `value` only where there was a question."""
        found: dict[str, Any] = {
            "file": self.file,
            "text": self.text,
            "accepted": self.accepted,
            "score": round(self.score, 3),
        }
        if self.answer is not None:
            meaning = self.answer
            found |= {
                "kind": meaning.kind,
                "intent": meaning.intent if meaning.kind == "command" else None,
                "value": meaning.value if meaning.kind == "answer" else None,
                "doubtful": meaning.doubtful,
            }
        return found


def read_phrases(
    files: Iterable[Path], recognizer: Recognizer, phrases: Sequence[str]
) -> Iterator[ClosedReading]:
    """Read each file as one of `phrases`, lower-case words, or as none of them."""
    for file in files:
        try:
            heard, _, _ = _listen(file, recognizer, phrases)
        except Trouble as trouble:
            yield ClosedReading(str(file), trouble=trouble)
            continue
        accepted = bool(heard.text) and not heard.rejected
        text = _phrase_in(heard.text, phrases) if accepted else heard.text
        yield ClosedReading(str(file), text, accepted, _score(heard))


def read_answers(
    files: Iterable[Path], recognizer: Recognizer, expects: Expectation, language: Language
) -> Iterator[ClosedReading]:
    """Read each file as the answer to a question, in the same way as in a conversation."""

    def interpret(text: str) -> Interpretation:
        return Interpretation.of(language.understand(text, expects))

    phrases = language.phrases(expects)
    commands = language.dictation_phrases() if isinstance(expects, Dictation) else ()
    arbiter = Arbiter(
        lambda: recognizer, interpret, phrases, commands, open_answer=expects.patience == "open"
    )
    for file in files:
        try:
            heard, pcm, voiced = _listen(file, recognizer, phrases)
        except Trouble as trouble:
            yield ClosedReading(str(file), trouble=trouble)
            continue
        meaning, *readings = arbiter.decide(heard, pcm, voiced)
        texts = {reading.transcript.text: reading.transcript for reading in readings}
        taken = texts.get(meaning.text, heard)
        accepted = meaning.kind in ("answer", "command")
        yield ClosedReading(str(file), meaning.text, accepted, _score(taken), meaning)


def _listen(
    file: Path, recognizer: Recognizer, phrases: Sequence[str] | None
) -> tuple[Transcript, bytes, float]:
    """The recognition of a file, its sound, and the seconds of voice in it."""
    reader = RecordingReader(file)
    stream = recognizer.stream(phrases)
    activity = VoiceActivityDetector(RATE)
    pcm, voiced = bytearray(), 0.0
    try:
        while piece := reader.read(_PIECE):
            stream.accept(piece)
            pcm += piece
            voiced += sum(activity.detect(piece)) * activity.frame
    finally:
        reader.close()
    return stream.finish(), bytes(pcm), voiced


def _phrase_in(text: str, phrases: Sequence[str]) -> str:
    """The longest phrase in a text, where other words may stand around it."""
    inside = (phrase for phrase in phrases if f" {phrase} " in f" {text} ")
    return max(inside, key=len, default=text)


def _score(heard: Transcript) -> float:
    return min((word.confidence for word in heard.words), default=0.0)

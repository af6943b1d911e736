"""Recordings, transcribed: what `lantern hear FILE...` gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE
from assistant.speech.audio.reading import Reading
from assistant.speech.recognizers.base import Recognizer, Word

_PIECE = RATE // 5


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording: its text and words, its length in seconds, and which recognizer heard it.

    `trouble` is the sentence to tell when it could not be heard (to its end); what was heard up to
    there is kept.
    """

    file: str
    text: str
    words: tuple[Word, ...]
    seconds: float
    recognizer: str
    trouble: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data, one key for each field; `trouble` only where there was some."""
        plain = asdict(self)
        if self.trouble is None:
            del plain["trouble"]
        return plain


Progress = Callable[[Path, float, float], None]
"""Told which file, how many seconds of it were heard, and of how many."""


def _untold(file: Path, seconds: float, of: float) -> None:
    """Nobody is waiting to see."""


def hear(
    files: Iterable[Path], recognizer: Recognizer, progress: Progress = _untold
) -> Iterator[Heard]:
    """Transcribe recordings of any kind, one after another. One which cannot be read keeps none
    of the others from being heard: its `trouble` says why."""
    for file in files:
        yield _hear(file, recognizer, progress)


def _hear(file: Path, recognizer: Recognizer, progress: Progress) -> Heard:
    try:
        reading = Reading(file)
    except Trouble as trouble:
        return Heard(str(file), "", (), 0.0, recognizer.name, str(trouble))
    stream = recognizer.stream()
    said: str | None = None
    heard_of = 0.0
    try:
        while piece := reading.read(_PIECE):
            stream.accept(piece)
            heard_of += len(piece) / 2 / RATE
            progress(file, heard_of, reading.seconds)
    except Trouble as trouble:
        said = str(trouble)
    finally:
        reading.close()
    heard = stream.finish()
    return Heard(
        str(file), heard.text, heard.words, round(reading.seconds, 3), recognizer.name, said
    )

"""Recognizers: one class for each engine, behind one interface."""

from assistant.speech.recognizers.base import (
    UNKNOWN,
    Recognizer,
    Spotter,
    Stream,
    Transcript,
    Word,
    missing_words,
    recognizable,
)
from assistant.speech.recognizers.choose import (
    RecognizerName,
    open_recognizer,
    open_whisper,
)

__all__ = [
    "UNKNOWN",
    "Recognizer",
    "RecognizerName",
    "Spotter",
    "Stream",
    "Transcript",
    "Word",
    "missing_words",
    "open_recognizer",
    "open_whisper",
    "recognizable",
]

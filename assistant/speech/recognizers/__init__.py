"""Recognizers: sound in, words out. One small class for each engine, behind one protocol."""

from assistant.speech.recognizers.base import (
    UNKNOWN,
    Recognizer,
    Stream,
    Transcript,
    Word,
    hearable,
    missing_words,
)
from assistant.speech.recognizers.choose import (
    RecognizerName,
    find_model,
    open_recognizer,
)

__all__ = [
    "UNKNOWN",
    "Recognizer",
    "RecognizerName",
    "Stream",
    "Transcript",
    "Word",
    "find_model",
    "hearable",
    "missing_words",
    "open_recognizer",
]

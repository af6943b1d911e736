"""Understanding: words, and what is expected now, to a meaning, or honestly nothing."""

from intents.errors import LanguageError
from intents.expectations import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Duration,
    Expectation,
    Freely,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Time,
    YesNo,
)
from intents.language import Language
from intents.loading import load
from intents.meaning import Alternative, Meaning

__all__ = [
    "Alternative",
    "Aspiration",
    "Choice",
    "Command",
    "Date",
    "Dictation",
    "Duration",
    "Expectation",
    "Freely",
    "Language",
    "LanguageError",
    "Meaning",
    "Number",
    "Outcome",
    "Rating",
    "Recurrence",
    "Time",
    "YesNo",
    "load",
]

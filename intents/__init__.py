"""Understanding: words, and what is expected now, to a meaning, or honestly nothing.

`Language` and `load` are imported when they are first asked for: a dialogue names what it expects
long before there is something to understand.
"""

from typing import TYPE_CHECKING, Any

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
    Importance,
    Invitation,
    Number,
    Open,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Sound,
    Time,
    YesNo,
)
from intents.meaning import Alternative, Meaning

if TYPE_CHECKING:
    from intents.language import Language
    from intents.loading import load

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
    "Importance",
    "Invitation",
    "Language",
    "LanguageError",
    "Meaning",
    "Number",
    "Open",
    "Outcome",
    "Rating",
    "Recurrence",
    "Several",
    "Sound",
    "Time",
    "YesNo",
    "load",
]


def __getattr__(name: str) -> Any:
    if name == "load":
        from intents.loading import load

        return load
    if name == "Language":
        from intents.language import Language

        return Language
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

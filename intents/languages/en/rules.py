"""The rules of English under the names every language has: see `intents.rules`."""

from intents.languages.en.durations import duration
from intents.languages.en.numbers import (
    NUMBER_WORDS,
    number,
    numbers,
    ordinal,
    spoken_number,
    whole_number,
)
from intents.languages.en.once_meant import once_by
from intents.languages.en.one_day import day
from intents.languages.en.periods import period
from intents.languages.en.recurrences import recurrence, rhythm_in
from intents.languages.en.reminder_sentences import plainly_asked, reminder
from intents.languages.en.sounds import sound, stem
from intents.languages.en.spans import span
from intents.languages.en.times import moment

__all__ = [
    "NUMBER_WORDS",
    "day",
    "duration",
    "moment",
    "number",
    "numbers",
    "once_by",
    "ordinal",
    "period",
    "plainly_asked",
    "recurrence",
    "reminder",
    "rhythm_in",
    "sound",
    "span",
    "spoken_number",
    "stem",
    "whole_number",
]

"""The rules of English under the names every language has: see `intents.rules`."""

from intents.languages.en.aspirations import (
    aspiration_title,
    deed,
    may_be_a_step,
    of_oneself,
    own_step,
    sorrow,
    tells,
)
from intents.languages.en.choices import choose
from intents.languages.en.dates import day, speaks_of_time
from intents.languages.en.degrees import degree
from intents.languages.en.durations import duration
from intents.languages.en.feelings import answered_before, feeling
from intents.languages.en.importances import importance
from intents.languages.en.invitations import invitation
from intents.languages.en.listening import rating_phrases, time_phrases, typed_phrases
from intents.languages.en.numbers import WORDS as NUMBER_WORDS
from intents.languages.en.outcomes import outcome
from intents.languages.en.periods import period
from intents.languages.en.pronouns import meant_of
from intents.languages.en.ratings import rating
from intents.languages.en.recurrences import ONCE, UNTIL, once_by, recurrence, rhythm_in
from intents.languages.en.severals import several
from intents.languages.en.sounds import sound, stem
from intents.languages.en.times import time_of_day
from intents.languages.en.unfinished import UNFINISHED
from intents.languages.en.yesno import names, yes_or_no

__all__ = [
    "NUMBER_WORDS",
    "ONCE",
    "UNFINISHED",
    "UNTIL",
    "answered_before",
    "aspiration_title",
    "choose",
    "day",
    "deed",
    "degree",
    "duration",
    "feeling",
    "importance",
    "invitation",
    "may_be_a_step",
    "meant_of",
    "names",
    "of_oneself",
    "once_by",
    "outcome",
    "own_step",
    "period",
    "rating",
    "rating_phrases",
    "recurrence",
    "rhythm_in",
    "several",
    "sorrow",
    "sound",
    "speaks_of_time",
    "stem",
    "tells",
    "time_of_day",
    "time_phrases",
    "typed_phrases",
    "yes_or_no",
]

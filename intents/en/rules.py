"""The rules of English under the names every language has: see `intents.rules`."""

from intents.en.aspirations import (
    aspiration_title,
    deed,
    may_be_a_step,
    of_oneself,
    own_step,
    sorrow,
    tells,
)
from intents.en.choices import choose
from intents.en.dates import day, speaks_of_time
from intents.en.degrees import degree
from intents.en.durations import duration
from intents.en.feelings import answered_before, feeling
from intents.en.importances import importance
from intents.en.invitations import invitation
from intents.en.listening import rating_phrases, time_phrases, typed_phrases
from intents.en.numbers import WORDS as NUMBER_WORDS
from intents.en.outcomes import outcome
from intents.en.periods import period
from intents.en.pronouns import meant_of
from intents.en.ratings import rating
from intents.en.recurrences import ONCE, UNTIL, once_by, recurrence, rhythm_in
from intents.en.severals import several
from intents.en.sounds import sound, stem
from intents.en.times import time_of_day
from intents.en.unfinished import UNFINISHED
from intents.en.yesno import names, yes_or_no

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

"""Conditions of a reminder that no rule says: "except when I'm on lates", "unless it rains"."""

from __future__ import annotations

from intents.languages.en.numbers import TABLES
from intents.recurrence_set import RecurrenceSet
from intents.rules import Rhythm
from intents.tables import Words

_WHO = TABLES.words("bounds", "who")
_CONDITIONS, _OPENS, _DAYS, _EXCEPT = (
    TABLES.phrases("wishing", "conditions"),
    TABLES.phrases("wishing", "opens_an_exception"),
    TABLES.phrases("wishing", "days_of_an_exception"),
    TABLES.phrases("bounds", "except"),
)


def condition_at(words: Words, at: int) -> int:
    """How many words a condition begins with at `at`; 0 where none does."""
    return max(_CONDITIONS.at(words, at), exception_at(words, at))


def exception_at(words: Words, at: int) -> int:
    """The same of an exception: "except when", "bar the nights"."""
    begun = [at + size for size in _EXCEPT.sizes(words, at)]
    ends = [begin + size for begin in begun if (size := _OPENS.at(words, begin))]
    days = [begin + size for begin in begun if (size := _DAYS.at(words, begin))]
    ends += [end for end in days if words[end : end + 1] != () and words[end] in _WHO]
    return max(ends, default=at) - at


def on_condition(rhythm: Rhythm, condition: Words) -> Rhythm:
    """A rhythm with a condition in words, after the one it has."""
    made = RecurrenceSet.parse(rhythm[0])
    said = " ".join((*made.as_said.split(), *condition))
    return RecurrenceSet(made.rule, made.start, made.without, said).text(), rhythm[1]

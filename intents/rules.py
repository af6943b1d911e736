"""What a language must read besides its phrases: numbers, times, days and rhythms.

Every language has a module `rules` in its folder with these names. All readers take words in normal
form (see `intents.text`), take time linear in the words, never raise, and return nothing where they
are not sure: a wrong value is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

Words = tuple[str, ...]
Rhythm = tuple[str, int | None]
"""The text of a `RecurrenceSet`, an iCalendar rule at its simplest, and how many times in each of
its periods, where that is said."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number, and the words `start` to `end` which said it."""

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class Reminding:
    """What somebody wants to be reminded of, in their words, and when.

    `hours` are hours and minutes; `half`: of one of them the half of the day was not said. `day` is
    the one day, `rhythm` the days; neither, where no day was said, or where it was not read:
    `unclear`. `within`: a week or a month was named, of which one day is meant. `also`: other days
    that have hours of their own. Where it comes `every` so many minutes and the span of that is
    open, `hours` has its beginning or nothing, and `last` is its end. `rest` are words which say
    when and were not read.
    """

    words: Words
    hours: tuple[tuple[int, int], ...]
    rhythm: Rhythm | None
    day: date | None
    half: bool
    unclear: bool = False
    within: bool = False
    also: tuple[Reminding, ...] = ()
    every: int = 0
    last: tuple[int, int] | None = None
    rest: Words = ()


class Rules(Protocol):
    """The rules of one language."""

    @property
    def NUMBER_WORDS(self) -> frozenset[str]:
        """Words whose repetition means something: "twenty twenty"."""

    def stem(self, word: str) -> str:
        """A word without its ending: one for "review", "reviewing" and "reviewed"."""

    def sound(self, word: str) -> str:
        """What a word sounds like, coarsely."""

    def numbers(self, words: Words) -> Sequence[Found]:
        """Every number in the words, from left to right."""

    def number(self, words: Words, at: int) -> Found | None:
        """The longest number which begins at `at`."""

    def whole_number(self, words: Words, at: int) -> tuple[int, int] | None:
        """A whole number which begins at `at`, and where it ends."""

    def ordinal(self, words: Words, at: int) -> tuple[int, int] | None:
        """A place in a row, "third", which begins at `at`, and where it ends."""

    def spoken_number(self, number: int) -> str:
        """A whole number from 0 to 100 in words."""

    def moment(self, words: Words, now: datetime | None) -> tuple[int, int] | None:
        """The hour and the minute of a time of day."""

    def day(self, text: str, words: Words, today: date) -> date | None:
        """A day; `text` is what was said before it was cut into words."""

    def period(self, words: Words, today: date) -> tuple[date, date, Words] | None:
        """A stretch of time gone by, from its first day to its last, and the words without it."""

    def span(self, words: Words, today: date) -> tuple[date | None, date | None]:
        """A stretch of days to come: its first day, and the day after its last one."""

    def duration(self, words: Words) -> int | None:
        """A length of time in seconds."""

    def recurrence(self, words: Words, today: date) -> Rhythm | None:
        """How often something comes, from when and until when."""

    def reminder(self, words: Words, now: datetime) -> Reminding | None:
        """What somebody wants to be reminded of, and when."""

    def plainly_asked(self, words: Words, now: datetime) -> bool:
        """Whether the words are a wish to be reminded and nothing else, with what and when."""

    def rhythm_in(self, words: Words, today: date) -> tuple[Rhythm, int] | None:
        """The rhythm which ends a sentence, and where it begins there."""

    def once_by(self, text: str, words: Words, today: date) -> date | None:
        """The day by which something is meant a single time: "by Friday", "once, tomorrow"."""

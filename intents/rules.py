"""What a language must be able to read besides its phrases: numbers, times, dates, yes and no.

Every language has a module `rules` in its folder, with these names. All readers take words in
normal form (see `intents.normal`) and return nothing where they are not sure: a wrong value is
worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

Words = tuple[str, ...]


class Place(Protocol):
    """A choice: the place of an option, or -1 for a refusal of all."""

    @property
    def place(self) -> int: ...  # noqa: D102


class Rules(Protocol):
    """The rules of one language."""

    @property
    def NUMBER_WORDS(self) -> frozenset[str]: ...  # noqa: D102

    @property
    def UNFINISHED(self) -> frozenset[str]:
        """Words after which a sentence goes on."""

    def stem(self, word: str) -> str:
        """A word without its ending."""

    def sound(self, word: str) -> str:
        """What a word sounds like, coarsely."""

    def rating(self, words: Words, low: float | None, high: float | None) -> float | None:
        """A number from `low` to `high`."""

    def degree(self, words: Words, low: float, high: float) -> float | None:
        """The number from `low` to `high` which words such as "very much" come close to."""

    def meant_of(self, words: Words, about: str) -> Iterator[Words]:
        """`words` with what is talked of in the place of "it" or "one": "pause my goal"."""

    def time_of_day(self, words: Words, now: datetime | None = None) -> str | None:
        """A time as "HH:MM"."""

    def day(self, text: str, words: Words, today: date) -> date | None:
        """A day; `text` is what was said before it was cut into words."""

    def speaks_of_time(self, words: Words) -> bool:
        """Whether it speaks of days, weeks or years at all."""

    def period(self, words: Words, today: date) -> tuple[date, date, Words] | None:
        """A stretch of time gone by, from its first day to its last, and the words without it."""

    def duration(self, words: Words) -> int | None:
        """A length of time in seconds."""

    def recurrence(self, words: Words) -> tuple[str, int | None] | None:
        """An iCalendar rule, and how many times in each of its periods."""

    @property
    def ONCE(self) -> str:
        """The rule of a single time."""

    def rhythm_in(self, words: Words) -> tuple[tuple[str, int | None], int] | None:
        """The recurrence which ends a sentence, and where it begins there."""

    @property
    def UNTIL(self) -> frozenset[str]:
        """Words before the day on which something ends."""

    def once_by(self, text: str, words: Words, today: date) -> date | None:
        """The day by which something is meant a single time: "by Friday", "once, tomorrow"."""

    def yes_or_no(self, words: Words) -> bool | None:
        """Yes or no."""

    def invitation(self, words: Words, now: datetime | None = None) -> str | int | None:
        """ "now", "not_today", or the seconds until later."""

    def names(self, words: Words, name: Words) -> bool:
        """Whether nothing but the thing asked for is named."""

    def outcome(self, words: Words) -> str | None:
        """done, partly, not_yet or skip."""

    def importance(self, words: Words) -> str | None:
        """very, somewhat or not."""

    def several(self, words: Words, options: tuple[Words, ...]) -> tuple[int, ...] | None:
        """The places of those options which are meant: all, none, or some."""

    def choose(self, words: Words, options: tuple[Words, ...]) -> Place | None:
        """One of the options, or their refusal."""

    def aspiration_title(self, words: Words) -> Words:
        """The words without "i want to" and the like."""

    def own_step(self, title: Words) -> bool:
        """Whether it is something one does oneself to or with somebody."""

    def deed(self, title: Words) -> bool:
        """Whether it is a verb and the thing it is done to, which is no person."""

    def may_be_a_step(self, title: Words) -> bool:
        """Whether it may be a step at all: it tells of no third person, and of no "something"."""

    def sorrow(self, words: Words) -> bool:
        """Whether it tells of a loss, which no question is to be put to."""

    def feeling(self, words: Words) -> bool:
        """Whether it says no more than that things are heavy, or that one can't."""

    def answered_before(self, words: Words) -> bool | None:
        """The yes or no which comes before a feeling: "no, I'm so tired"."""

    def of_oneself(self, words: Words) -> bool:
        """Whether it tells what one did or felt."""

    def tells(self, words: Words) -> bool:
        """Whether it tells something, though it was not asked for: a sentence about people."""

    def rating_phrases(self, low: float | None, high: float | None) -> tuple[str, ...]:
        """Numbers worth listening for."""

    def time_phrases(self) -> tuple[str, ...]:
        """Times worth listening for."""

    def typed_phrases(self, name: str) -> tuple[str, ...]:
        """Answers worth listening for, by the name of the expectation."""

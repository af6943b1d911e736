"""The rules of the toy language: three numbers, and nothing of days and hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from intents.rules import Found, Reminding, Rhythm, Words

_NUMBERS = {"nul": 0, "ba": 1, "bi": 2, "bo": 3}
NUMBER_WORDS = frozenset(_NUMBERS)


def stem(word: str) -> str:
    return word


def sound(word: str) -> str:
    return word


def numbers(words: Words) -> Sequence[Found]:
    return [found for at in range(len(words)) if (found := number(words, at)) is not None]


def number(words: Words, at: int) -> Found | None:
    value = _NUMBERS.get(words[at])
    return None if value is None else Found(at, at + 1, value)


def whole_number(words: Words, at: int) -> tuple[int, int] | None:
    value = _NUMBERS.get(words[at])
    return None if value is None else (value, at + 1)


def ordinal(words: Words, at: int) -> tuple[int, int] | None:
    return None


def spoken_number(number: int) -> str:
    return next((word for word, value in _NUMBERS.items() if value == number), str(number))


def moment(words: Words, now: datetime | None) -> tuple[int, int] | None:
    return None


def day(text: str, words: Words, today: date) -> date | None:
    return None


def period(words: Words, today: date) -> tuple[date, date, Words] | None:
    return None


def span(words: Words, today: date) -> tuple[date | None, date | None]:
    return None, None


def duration(words: Words) -> int | None:
    return None


def recurrence(words: Words, today: date) -> Rhythm | None:
    return None


def reminder(words: Words, now: datetime) -> Reminding | None:
    return None


def plainly_asked(words: Words, now: datetime) -> bool:
    return False


def rhythm_in(words: Words, today: date) -> tuple[Rhythm, int] | None:
    return None


def once_by(text: str, words: Words, today: date) -> date | None:
    return None

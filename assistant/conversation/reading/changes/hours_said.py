"""Reads several hours said one after the other: "at eight in the morning and six at night"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.conversation.reading.phrases import phrases_of
from intents import Recurrence, Time

if TYPE_CHECKING:
    from intents import Language

MOST = 4
"""More hours than these are a list of something else."""
A_TAIL = 6
"""So many words after the last hour may tell how often, or that it was told before."""


def hours_said(language: Language, text: str, now: datetime | None) -> tuple[str, ...]:
    """The hours that are all that `text` says; empty where there is one, or more is said.

    How often may follow the last: "and again at six in the evening, twice a day".
    """
    phrases = phrases_of(language.name)
    pieces: list[list[str]] = [[]]
    for word in language.words(text):
        if phrases.has("reminder.joins_hours", word):
            pieces.append([])
        else:
            pieces[-1].append(word)
    pieces = [piece for piece in pieces if piece]
    if not 1 < len(pieces) <= MOST:
        return ()
    *first, last = pieces
    hours = [_hour(language, piece, now) for piece in first]
    hours.append(_hour_first(language, last, now))
    return tuple(hours) if all(hours) else ()


def _hour(language: Language, words: Sequence[str], now: datetime | None) -> str:
    phrases, rest = phrases_of(language.name), list(words)
    while len(rest) > 1 and phrases.has("reminder.leads_to_hours", rest[0]):
        rest.pop(0)
    read = language.understand(" ".join(rest), Time(), now=now)
    return str(read.value) if read.kind == "answer" and isinstance(read.value, str) else ""


def _hour_first(language: Language, words: Sequence[str], now: datetime | None) -> str:
    """The hour that words begin with, where nothing follows but how often."""
    phrases = phrases_of(language.name)
    for end in range(len(words), max(len(words) - A_TAIL, 1) - 1, -1):
        hour, rest = _hour(language, words[:end], now), " ".join(words[end:])
        told = phrases.longest_start("told_already", rest)
        if hour and (not rest or told == rest or _is_rhythm(language, rest, told, now)):
            return hour
    return ""


def _is_rhythm(language: Language, rest: str, told: str, now: datetime | None) -> bool:
    words = rest.split()
    for end in range(len(words), 0, -1):
        after = " ".join(words[end:])
        known = not after or phrases_of(language.name).longest_start("told_already", after) == after
        read = language.understand(" ".join(words[:end]), Recurrence(), now=now)
        if known and read.kind == "answer":
            return True
    return False

"""Reads hours with the days of each, where nothing else is said: "nine in the morning and at five".

"Mornings at half seven, at the weekend nine" has two hours and the days of each; "yes, at ten and
at four, that makes two" has two of each day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.reading.phrases import Phrases, phrases_of
from intents import Command

if TYPE_CHECKING:
    from intents import Language

SET = "set_reminder"
A_STORY = 30
"""In more words no hours are looked for."""
WISHES = ("wish_at_an_hour", "wish_at_an_hour_at")
EACH_DAY = ("wish_each_day", "wish_each_day_at")
"""What is put before hours to read them: with days of their own, else on each day."""
A_DEED = 2
"""The words of what to be reminded of in a lead: "do it"."""
WHEN_SLOTS = ("hours", "half", "rrule", "date", "also")
"""The slots of a reminder that tell when."""


def hours_of_days(language: Language, text: str, now: datetime | None) -> dict[str, Any]:
    """The slots of a reminder at these hours; none where anything else is said.

    `rrule` is there where days were said; without it they are those of the step.
    """
    phrases = phrases_of(language.name)
    words = _hours_alone(language.words(text), phrases)
    if not 0 < len(words) <= A_STORY:
        return {}
    for slots in (_read(language, lead, words, now) for lead in _leads(WISHES, phrases)):
        if slots.get("rrule") or slots.get("also"):
            return slots if slots.get("hours") and not slots.get("date") else {}
        if slots.get("date"):
            return {}
    each = [_read(language, lead, words, now) for lead in _leads(EACH_DAY, phrases)]
    found = max(each, key=lambda slots: len(slots.get("hours", ())))
    return {name: value for name, value in found.items() if name != "rrule"}


def _leads(names: Sequence[str], phrases: Phrases) -> list[str]:
    return [next(iter(phrases.table[f"reminder.{name}"])) for name in names]


def several_hours(language: Language, text: str, now: datetime | None) -> dict[str, Any]:
    """The same, where there are several hours; none for one."""
    found = hours_of_days(language, text, now)
    return found if len(found.get("hours", ())) > 1 or found.get("also") else {}


def _read(
    language: Language, lead: str, words: Sequence[str], now: datetime | None
) -> dict[str, Any]:
    """What is read of hours and days, where what to be reminded of is only that of the lead."""
    wish = language.understand(f"{lead} {' '.join(words)}", Command(), now=now)
    phrases, slots = phrases_of(language.name), wish.slots
    if wish.intent != SET or slots.get("unclear") or slots.get("a_day") or slots.get("every"):
        return {}
    deed = _leads(WISHES, phrases)[0]
    own = [
        word
        for word in language.words(str(slots.get("words", "")))
        if not phrases.has("reminder.fill", word)
    ]
    if len(own) != A_DEED or not deed.endswith(" ".join(own)):
        return {}  # Something else is said.
    return {name: slots[name] for name in WHEN_SLOTS if slots.get(name)}


def _hours_alone(words: Sequence[str], phrases: Phrases) -> list[str]:
    """The words without a yes before them and a count after them: "that makes two"."""
    left = list(words)
    while left and phrases.has("reminder_answers", left[0]):
        if phrases.has("correction_not", left[0]):
            return []
        left = left[1:]
    for at in range(1, len(left)):
        counts = phrases.longest_start("reminder.counts_hours", " ".join(left[at:]))
        if counts and at + len(counts.split()) == len(left):
            return left[:at]
    return left

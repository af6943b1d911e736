"""The time that a page is to be about, and who it is for, as named with the wish for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from assistant.conversation.reading.phrases import Phrases
from intents import Language

_BACK = "looking_back."
"""The lists of lengths of time up to today; each is named by its number of days."""


def page_slots(said: str, language: Language, phrases: Phrases, today: date) -> dict[str, Any]:
    """Return what was named: `since` and `until` (YYYY-MM-DD), and the `reader`."""
    words = f" {' '.join(said.lower().replace('?', '').rstrip('.! ').split())} "
    slots: dict[str, Any] = {}
    if any(f" {reader} " in words for reader in phrases.table["therapist"]):
        slots["reader"] = "therapist"
    lengths = [
        (len(phrase), int(name.removeprefix(_BACK)))
        for name, listed in phrases.table.items()
        if name.startswith(_BACK)
        for phrase in listed
        if f" {phrase} " in words
    ]
    if lengths:
        days = max(lengths)[1]
        slots |= {"since": str(today - timedelta(days=days - 1)), "until": str(today)}
    elif timed := language.period(said, today):
        slots |= {"since": str(timed[0]), "until": str(timed[1])}
    return slots

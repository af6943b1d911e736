"""Reminders whose time is reckoned from the step kept just now: "an hour before"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.reminder import A_WAKING_HOUR, half_a_day_on
from intents import Duration, Time

if TYPE_CHECKING:
    from intents import Language

AN_EVENING_HOUR = "19:00"
"""The hour of "the evening before"; it is said back."""
A_TIME = 5
"""An hour, and a length of time, have no more words."""


def before_the_step(language: Language, text: str, context: Context) -> Mapping[str, Any] | None:
    """When to remind of the step that was kept just now: "the evening before"; `None` for none.

    The day is that of the step, and the hour is reckoned from the one in its name.
    """
    kept = next((say for say in reversed(context.said) if say.key == "goal.kept"), None)
    often = kept.words.get("often") if kept is not None else None
    by = str(often[2]) if isinstance(often, Sequence) and often[2] else ""
    if kept is None or not by:
        return None
    words = list(language.words(text))
    if _ends_with(words, "reminder.evening_before", language):
        day = date.fromisoformat(by) - timedelta(days=1)
        return {"date": str(day), "hours": [AN_EVENING_HOUR]}
    end = _ends_with(words, "reminder.before_then", language)
    hour = _hour_in(language, str(kept.words.get("goal", "")))
    if not end or not hour:
        return None
    for size in range(A_TIME, 0, -1):
        length = language.understand(" ".join(words[-end - size : -end]), Duration())
        if length.kind == "answer":
            at = datetime.fromisoformat(f"{by}T{hour}") - timedelta(seconds=float(length.value))
            return {"date": str(at.date()), "hours": [at.strftime("%H:%M")]}
    return None


def _hour_in(language: Language, title: str) -> str:
    """The hour in a step's name, of the waking half of the day; "" for none."""
    words = title.split()
    for at in range(len(words)):
        for end in range(min(len(words), at + A_TIME), at, -1):
            read = language.understand(" ".join(words[at:end]), Time())
            if read.kind == "answer":
                hour = str(read.value)
                return half_a_day_on(hour) if hour < A_WAKING_HOUR else hour
    return ""


def _ends_with(words: Sequence[str], name: str, language: Language) -> int:
    """How many words at the end are one of a list; 0 for none."""
    phrases, sizes = phrases_of(language.name), range(min(5, len(words)), 0, -1)
    return next((size for size in sizes if phrases.has(name, " ".join(words[-size:]))), 0)

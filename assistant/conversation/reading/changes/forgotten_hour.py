"""Reads the hour of a reminder that was left out: "and the one of nine, you have forgotten it".

It is one more of what the reminders that were set just now are of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.hours_of_days import hours_of_days
from assistant.conversation.reading.changes.reminder_told import SET
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.rephrasing import tidy
from intents import Dictation, Meaning, Sound

if TYPE_CHECKING:
    from intents import Language

A_SENTENCE = 24
"""In more words something else is told."""


def forgotten_hour(language: Language, text: str, context: Context) -> Interpretation | None:
    """The wish for one more reminder of what was set just now; `None` for no such wish."""
    if context.ask is None or context.paused or context.one_part or context.safety_talk:
        return None
    words, phrases = list(language.words(text)), phrases_of(language.name)
    fresh = [one for one in context.reminders if one.fresh]
    if not fresh or isinstance(context.expects, Dictation | Sound) or len(words) > A_SENTENCE:
        return None
    forgotten, rest = False, list[str]()
    while words:
        said = " ".join(words)
        told = phrases.longest_start("reminder.forgotten", said)
        idle = told or phrases.longest_start("reminder.one_of_them", said)
        forgotten = forgotten or bool(told)
        rest += [] if idle else words[:1]
        words = words[len(idle.split()) or 1 :]
    slots = hours_of_days(language, " ".join(rest), context.now) if forgotten else {}
    last = fresh[-1]
    there = {one.time for one in fresh if (one.step, one.words) == (last.step, last.words)}
    if not slots or not there.isdisjoint(slots["hours"]):
        return None
    of: dict[str, Any] = {"goal": last.step} if last.step else {"words": last.words}
    days = {"date": last.day} if last.day else {"rrule": last.rrule}
    wish = {**days, **slots, "time": slots["hours"][0], **of}
    return Interpretation.of(Meaning(tidy(text, language.name), "command", SET, 1.0, slots=wish))

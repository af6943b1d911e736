"""Reads answers to "by which day?" and "how often?" in which something was taken back.

"Thursday, no, make it Friday, I'm on till late Thursday" is Friday; "Sundays, nah, she's at church
Sundays, say Wednesdays and Fridays" leaves Sunday out. What was said last counts, where a word
leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.when_said import (
    WhenSaid,
    is_reason,
    taken_back,
    when_said,
)
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.core import is_spoken_to
from assistant.formatting.rephrasing import tidy
from intents import Date, Meaning, Recurrence
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

A_STORY = 40
"""In more words nothing is looked for."""
A_CONDITION = 16
"""A rhythm with its condition has no more words; in more something is told besides."""


def day_or_rhythm(language: Language, text: str, context: Context) -> Meaning | None:
    """The day or the rhythm that was said last, after another was taken back; else `None`."""
    expects, words = context.expects, list(language.words(text))
    if not isinstance(expects, Date | Recurrence) or not 2 < len(words) <= A_STORY:
        return None
    for _, start in taken_back(words, phrases_of(language.name)):
        for end in range(len(words), start, -1):
            if end < len(words) and not is_reason(words[end:], language.name):
                continue
            when = when_said(language, words[start:end], context.now)
            value = _value(when, expects) if when is not None else None
            if value:
                return Meaning(tidy(text, language.name), "answer", value=value, score=1.0)
    return None


def rhythm_with_its_condition(language: Language, text: str, context: Context) -> Meaning | None:
    """The rhythm that the whole answer is, with a condition in words: "except when I'm on nights".

    So no part of it is taken for something told beside it.
    """
    if not isinstance(context.expects, Recurrence) or len(text.split()) > A_CONDITION:
        return None
    if language.tells(text) == "sorrow":
        return None
    read = language.understand(text, Recurrence(), now=context.now)
    if read.kind != "answer" or not isinstance(read.value, Mapping):
        return None
    rhythm = RecurrenceSet.parse(str(read.value["rrule"]))
    condition = rhythm.as_said
    if not condition or is_spoken_to(condition, language.name):
        return None
    words = text.split()
    tails = (" ".join(words[at:]) for at in range(len(words)))
    said = next((t for t in tails if " ".join(language.words(t)) == condition), condition)
    value = {**read.value, "rrule": replace(rhythm, as_said=said).text()}
    return replace(read, text=tidy(text, language.name), value=value, score=1.0)


def _value(when: WhenSaid, expects: Date | Recurrence) -> object:
    if isinstance(expects, Date):
        return when.date
    rrule = "" if when.hours or when.part else when.rrule
    return {"rrule": rrule, "times": None} if rrule else None

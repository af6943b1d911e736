"""The answer to "how often?" in a sentence: "every night that I work", "not on Sundays"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.step_said import (
    A_STORY,
    plain_words,
    rhythm_read,
    with_condition,
)
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.core import is_spoken_to
from assistant.practice.schedule import left_out
from intents import Meaning, Recurrence
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

EVERY_DAY = "FREQ=DAILY"
AN_OCCASION = 7
"""So many words at most tell an occasion: "whenever she rings"."""


def rhythm_said(text: str, context: Context, language: Language) -> Meaning | None:
    """The answer to "how often?" in a sentence, where the rules read none, or read too much.

    "Once would be a miracle" is once; "three times a week, days I'm not on an early" keeps the
    rest in words; what is said to Lantern in the same breath is no part of the rhythm.
    """
    if not isinstance(context.expects, Recurrence):
        return None
    phrases, words = phrases_of(language.name), text.split()
    plain = plain_words(words)
    if len(words) > A_STORY:
        return None
    if any(phrases.has("rhythm_too_much", word) for word in plain):
        return Meaning(text)
    if each_time := _each_time(words, phrases, language):
        return _rhythm(
            text, with_condition({"rrule": EVERY_DAY, "times": None}, each_time, language)
        )
    if words and phrases.has("rhythm_starts", plain[0]):
        return Meaning(text)  # "Starting tomorrow" does not tell how often.
    if less := _all_but(words, phrases, language, context.now):
        return _rhythm(text, less)
    for at in range(1, len(words)):
        if phrases.longest_start("rhythm_condition", " ".join(plain[at:])):
            head = rhythm_read(language, words[:at], context.now)
            if head is not None:
                rest = " ".join(words[at:])
                return _rhythm(text, with_condition(head, rest, language))
    whole = rhythm_read(language, words, context.now)
    if whole is not None:
        rhythm = RecurrenceSet.parse(str(whole["rrule"]))
        if rhythm.as_said and is_spoken_to(rhythm.as_said, language.name):
            return _rhythm(text, {**whole, "rrule": replace(rhythm, as_said="").text()})
        return None
    if any(phrases.has("rhythm_denied", word) for word in plain):
        return None
    for end in range(len(words) - 1, 0, -1):
        head = rhythm_read(language, words[:end], context.now)
        if head is not None and not phrases.has("rhythm_goes_on", plain[end].partition("'")[0]):
            return _rhythm(text, head)
    return None


def _all_but(
    words: list[str], phrases: Phrases, language: Language, now: datetime | None
) -> Mapping[str, Any] | None:
    """Every day but those that are named: "not on Sundays"."""
    lead = phrases.longest_start("rhythm_without", " ".join(plain_words(words)))
    named = rhythm_read(language, ["on", *words[len(lead.split()) :]], now) if lead else None
    rrule = str(named["rrule"]) if named else ""
    left = left_out(EVERY_DAY, rrule) if "BYDAY" in rrule else ""
    return {"rrule": left, "times": None} if left else None


def _each_time(words: list[str], phrases: Phrases, language: Language) -> str:
    """The occasion at which a step is done that has no days: "well, whenever she rings"."""
    plain = plain_words(words)
    for at in range(len(words)):
        rest = " ".join(plain[at:])
        if phrases.longest_start("rhythm_occasion", rest):
            ends = (
                end
                for end in range(at + 2, len(words))
                if phrases.longest_start("rhythm_occasion_ends", " ".join(plain[end:]))
            )
            said = " ".join(words[at : next(ends, len(words))])
            return said if len(said.split()) <= AN_OCCASION else ""
        if phrases.longest_start("rhythm_when", rest) and len(words) - at <= AN_OCCASION:
            return " ".join(words[at:])  # "When I'm on nights".
        if not phrases.has("repair.before_naming", plain[at]):
            break
    if any(phrases.longest_start("no_rhythm", " ".join(plain[at:])) for at in range(len(words))):
        return next(iter(phrases.table["rhythm_as_it_comes"]), "")
    return ""


def _rhythm(text: str, often: Mapping[str, Any]) -> Meaning:
    return Meaning(text, "answer", value=dict(often), score=1.0)

"""Reads that somebody is away from a place told: "I'll be at my sister's from Friday till Tuesday".

Both days have to be told. Lantern asks whether that is an absence before anything rests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.rephrasing import tidy
from intents import Command, Meaning, Time

if TYPE_CHECKING:
    from intents import Language

AWAY = "going_away"
A_SENTENCE = 24
"""In more words it is not looked for."""


def told_to_be_away(language: Language, text: str, context: Context) -> Meaning | None:
    """The absence that is told at a menu, with its first day and the day of return, or `None`."""
    words, phrases = list(language.words(text)), phrases_of(language.name)
    if not isinstance(context.expects, Command) or len(words) > A_SENTENCE:
        return None
    places = range(len(words))
    if not any(phrases.longest_start("reminder.is_elsewhere", " ".join(words[n:])) for n in places):
        return None
    lead = next(iter(phrases.table["reminder.is_away"]), "")
    for at in places:
        if not phrases.has("reminder.from", words[at]):
            continue
        rest = " ".join(words[at:])
        if language.understand(rest, Time(), now=context.now).kind == "answer":
            return None
        read = language.understand(f"{lead} {rest}", Command(), now=context.now)
        if read.intent == AWAY and read.slots.get("date") and read.slots.get("since"):
            slots = {name: read.slots[name] for name in ("date", "since")}
            return Meaning(tidy(text, language.name), "command", AWAY, score=1.0, slots=slots)
    return None

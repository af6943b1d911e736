"""What is erased can't be brought back, so only a plain yes agrees to it."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.phrases import phrases_of
from intents import Meaning, load

ERASES = "journal."
"""How the questions begin whether to erase something for good."""


def surely_agreed(said: Interpretation, context: Context, language: str) -> Interpretation:
    """The interpretation; a yes to erasing something counts only without any word of doubt.

    After "yeah no wait, hold on, keep it" it is asked again.
    """
    ask = context.ask
    if said.value is not True or ask is None or not ask.key.startswith(ERASES):
        return said
    phrases, words = phrases_of(language), load(language).words(said.text)
    if not any(phrases.has("erase_doubts", word) for word in words):
        return said
    unclear = Act("unclear", 0, len(said.text.split()), words=said.text)
    return replace(said, meaning=Meaning(said.text), acts=(unclear,))

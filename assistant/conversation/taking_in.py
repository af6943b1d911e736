"""What was understood, as it is kept: tidy words, and names without the "I guess" at their ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.formatting.rephrasing import strip_hedges, tidy
from intents import Meaning


def tidied(meaning: Meaning) -> Meaning:
    """With the words of the person as they are to be kept. What was chosen of several stays."""
    value = meaning.value
    if isinstance(value, str) and value == " ".join(meaning.text.split()):
        value = tidy(value)
    elif isinstance(value, Mapping) and isinstance(value.get("words"), str):
        words = tidy(value["words"])
        value = {**value, "words": words if value.get("kind") == "words" else strip_hedges(words)}
    slots = dict(meaning.slots)
    if isinstance(slots.get("goal"), str):
        slots["goal"] = strip_hedges(tidy(slots["goal"]))
    return replace(meaning, text=tidy(meaning.text), value=value, slots=slots)

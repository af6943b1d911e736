"""Puts the words of a meaning as they are to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.formatting.rephrasing import strip_hedges, tidy
from intents import Expectation, Meaning
from intents.expectations import Open


def tidied(meaning: Meaning, language: str, expects: Expectation | None = None) -> Meaning:
    """With the words as they are to be kept: spelled well, names without the hedges at their ends.

    What was chosen of several options stays as it is. `expects`: the words are a part of the text.
    """
    value = meaning.value
    own = isinstance(expects, Open) or value == " ".join(meaning.text.split())
    if isinstance(value, str) and own:
        value = tidy(value, language)
        named = isinstance(expects, Open) and expects.names
        value = strip_hedges(value, language) if named else value
    elif isinstance(value, Mapping) and isinstance(value.get("words"), str):
        words = tidy(value["words"], language)
        if value.get("kind") != "words":
            words = strip_hedges(words, language)
        value = {**value, "words": words}
        if isinstance(value.get("name"), str):
            value["name"] = strip_hedges(tidy(value["name"], language), language)
    slots = dict(meaning.slots)
    if isinstance(slots.get("goal"), str):
        slots["goal"] = strip_hedges(tidy(slots["goal"], language), language)
    return replace(meaning, text=tidy(meaning.text, language), value=value, slots=slots)

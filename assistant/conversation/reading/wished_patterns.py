"""The patterns and the word lists of wishes, from the language's `wished.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.formatting.language import optional_table
from intents.patterns import any_of

WORDS = frozenset({"leads", "before_it", "tells_on", "tells_of", "no_more"})
"""The lists that are words, not patterns."""


@cache
def patterns_of(language: str, table: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of one table by their names; empty where the language has none."""
    return {
        name: any_of(lines)
        for name, lines in optional_table(language, "wished.toml").get(table, {}).items()
        if name not in WORDS
    }


@cache
def words_of(language: str, table: str, name: str) -> frozenset[str]:
    """A list of words or phrases."""
    lists = optional_table(language, "wished.toml").get(table, {})
    return frozenset(lists.get(name, ()))


def without(said: str, before: frozenset[str], after: frozenset[str] = frozenset()) -> str:
    """Words without the phrases they begin and end with, the longest first."""
    said = said.strip(" ,.!?")
    while said:
        plain = said.lower().replace("\u2019", "'")
        heads = [
            each for each in before if plain == each or plain.startswith((f"{each} ", f"{each},"))
        ]
        tails = [
            each for each in after if plain == each or plain.endswith((f" {each}", f",{each}"))
        ]
        if heads:
            said = said[len(max(heads, key=len)) :].strip(" ,.!?")
        elif tails:
            said = said[: -len(max(tails, key=len))].strip(" ,.!?")
        else:
            break
    return said

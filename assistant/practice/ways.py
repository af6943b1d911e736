"""The ways of a decision in what was said: several in a sentence, one that is decided, none more.

The patterns stand in the language's `ways.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents.patterns import Patterns, Signs

A_WAY = 9
"""A way has at most so many words where two are told in one sentence."""
NO_WAY = "no_way"


@dataclass(frozen=True, slots=True)
class WaysSaid:
    """`ways` are several told at once, `decided` is the one that is decided already.

    `drops`: what was taken for a way is none. `gone`: one that was told goes again. `later`: not
    now.
    """

    ways: tuple[str, ...] = ()
    decided: str = ""
    drops: bool = False
    gone: bool = False
    later: bool = False


def ways_said(said: str, language: str = "en") -> WaysSaid:
    """What `said` tells of the ways of a decision; nothing for a plain way or answer."""
    known = _known(language)
    spans = WordSpans(said)
    found = {name: pattern.search(spans.searchable) for name, pattern in known.items()}
    if (match := found.get("decided")) is not None:
        way = _trimmed(spans.rest(match.end()), language)
        if len(way.split()) > 1:
            return WaysSaid(decided=way)
    if found.get("gone") is not None:
        return WaysSaid(gone=True)
    ways = _split(said, language)
    if ways:
        return WaysSaid(ways=ways)
    return WaysSaid(drops=found.get("drops") is not None, later=found.get("later") is not None)


def _split(said: str, language: str) -> tuple[str, ...]:
    known = _known(language)
    spans = WordSpans(said)
    lead = known["leads"].search(spans.searchable) if "leads" in known else None
    text = spans.rest(lead.end()) if lead is not None else said
    words = _words(language)
    ways, way = [], list[str]()
    for word in text.split():
        if word.lower().strip(",.") in words.get("joins", ()):
            ways.append(way)
            way = []
        else:
            way.append(word)
    parts = [_trimmed(" ".join(each), language) for each in (*ways, way)]
    sound = all(
        0 < len(part.split()) <= A_WAY and part.split()[0].lower() not in words.get(NO_WAY, ())
        for part in parts
    )
    bare = len(said.split()) == len(parts) * 2 - 1  # "Stay or go."
    short = bare or lead is not None or all(len(part.split()) > 1 for part in parts)
    return tuple(dict.fromkeys(parts)) if len(parts) > 1 and sound and short else ()


def _trimmed(words: str, language: str) -> str:
    """A way without what only leads up to it: "I should", "if"."""
    before = _words(language).get("before", ())
    said = words.strip(" ,.").split()
    while said and said[0].lower().strip(",") in before:
        said.pop(0)
    after = _words(language).get("after", ())
    while said and said[-1].lower().strip(",.") in after:
        said.pop()
    return " ".join(said)


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    patterns = Patterns({}, Signs())
    table = optional_table(language, "ways.toml").get("patterns", {})
    return {
        name: re.compile(f"(?<= )(?:{'|'.join(patterns(line).expression for line in lines)})")
        for name, lines in table.items()
    }


@cache
def _words(language: str) -> Mapping[str, frozenset[str]]:
    table = optional_table(language, "ways.toml").get("words", {})
    return {name: frozenset(words) for name, words in table.items()}

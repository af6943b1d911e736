"""How the person feels in what they tell, so that a reply can fit it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents import load
from intents.patterns import Patterns, Signs
from intents.spans import Mood

NEAR = 3
"""A negator within so many words before a phrase takes it back."""
HEAVY, HEAVIEST = 2, 3
"""The weights from which on nothing light is replied, and nothing more is asked."""


class Feeling(NamedTuple):
    """A mood and how heavy it is, from 0 to 3; "none" where it is only said that nothing was."""

    mood: Mood | Literal["none"]
    weight: int = 0

    @property
    def heavy(self) -> bool:
        """Whether nothing light is to be said to it."""
        return self.weight >= HEAVY


PLAIN = Feeling("plain")
LIGHT: frozenset[Mood] = frozenset({"plain", "good", "ironic"})
DARK: frozenset[Mood] = frozenset({"grief", "despair"})


@lru_cache(maxsize=128)  # A replayed conversation asks for the same words again.
def mood_of(said: str, language: str = "en") -> Feeling:
    """How the person feels in `said`.

    The phrases of the language's `moods.toml` come first, then what the language has learned.
    """
    known = _known(language)
    spans = WordSpans(said)
    if known.says_nothing(spans.tokens):
        return Feeling("none")
    words = spans.words()
    denied = set()
    for mood, phrases in known.moods:
        for found in phrases.finditer(words):
            before = words[: found.start()].split()[-NEAR:]
            if known.negators.isdisjoint(before):
                weight = 0 if mood in LIGHT else HEAVIEST if mood in DARK else HEAVY
                return Feeling(mood, weight)
            denied.add(mood)
    mood, weight = load(language).mood(said)
    unsure = mood == "good" and not known.negators.isdisjoint(spans.tokens)
    if mood in denied or unsure:  # "I wasn't tired at all", "I didn't ring her."
        return PLAIN
    return Feeling(mood, weight if mood not in LIGHT else 0)


@dataclass(frozen=True, slots=True)
class _Known:
    """`moods.toml` of one language, compiled."""

    none: re.Pattern[str]
    around_none: frozenset[str]
    negators: frozenset[str]
    moods: tuple[tuple[Mood, re.Pattern[str]], ...]

    def says_nothing(self, tokens: list[str]) -> bool:
        """Whether nothing is told but that there is nothing."""
        words = " ".join(token for token in tokens if token[0].isalnum())
        left = self.none.sub(" ", f" {words} ").split()
        return len(left) < len(words.split()) and self.around_none.issuperset(left)


@cache
def _known(language: str) -> _Known:
    table = optional_table(language, "moods.toml")
    patterns = Patterns({}, Signs())

    def either(lines: list[str]) -> re.Pattern[str]:
        found = [patterns(line).expression for line in sorted(lines, key=len, reverse=True)]
        return re.compile(f"(?<= )(?:{'|'.join(found)})" if found else "(?!)")

    return _Known(
        none=either(table.get("none", [])),
        around_none=frozenset(table.get("around_none", "").split()),
        negators=frozenset(table.get("negators", "").split()),
        moods=tuple(
            (mood, either(lines))
            for mood, lines in table.get("moods", {}).items()
            if mood in get_args(Mood)
        ),
    )

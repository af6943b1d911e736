"""Detect obstacles in a person's words, with the words each was detected from.

There is a list of patterns for each obstacle in the `obstacles.toml` of the language. What is
detected is a suggestion and is kept only if the person agrees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.language import optional_table
from intents.patterns import Patterns, Signs
from intents.text import Habits, Normaliser

STRONG, WEAK = 2, 1
ENOUGH = 2
"""The weight an obstacle needs to be detected: one strong pattern, or two weak ones."""
AT_MOST_LINKS = 3

GENTLE = frozenset(
    {"numbness", "burnout", "a time of change", "healing", "losing sight of yourself"}
)
"""The ids of those that lead to the gentler path, which never asks what happened."""

Spans = dict[tuple[int, int], tuple[int, str]]
"""Where patterns of one obstacle match, with their weights and the words."""


@dataclass(frozen=True, slots=True)
class DetectedObstacle:
    """An obstacle: its id, the words it was detected from, and the weight of these."""

    name: str
    because: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    weight: int
    pattern: re.Pattern[str]


class Lexicon:
    """Detects the obstacles of one language, from its `obstacles.toml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        patterns = Patterns({}, Signs())
        obstacles = table.get("name", {})
        negation = table.get("negation", {})
        negators = "|".join(patterns(line).expression for line in negation.get("negators", ()))
        links = "|".join(f"{re.escape(word)} " for word in negation.get("links", ()))
        self._negated = re.compile(
            f"(?<= )(?:{negators})(?:{links}){{0,{AT_MOST_LINKS}}}$" if negators else "(?!)"
        )
        self._normaliser = Normaliser(
            Habits(table.get("contractions", {}), endings=table.get("endings", {}))
        )
        self._cues = [
            _Cue(name, weight, re.compile(f"(?<= ){patterns(line).expression}"))
            for name, words in obstacles.items()
            for weight, kind in ((STRONG, "strong"), (WEAK, "weak"))
            for line in words.get(kind, ())
        ]
        self.names: tuple[str, ...] = tuple(obstacles)

    def detect(self, said: str) -> DetectedObstacle | None:
        """Return the likeliest obstacle; None if the words name none."""
        return next(iter(self.detect_all(said)), None)

    def detect_all(self, said: str) -> tuple[DetectedObstacle, ...]:
        """Return all obstacles that the words allow, the likeliest first.

        Of two with the same weight, the one said first is likelier.
        """
        text = f" {' '.join(self._normaliser.tokens(said))} "
        found: dict[str, Spans] = {}
        for cue in self._cues:
            for match in cue.pattern.finditer(text):
                if self._negated.search(text[: match.start()]):
                    continue
                spans = found.setdefault(cue.name, {})
                if not any(_overlap(match.span(), span) for span in spans):
                    spans[match.span()] = (cue.weight, match.group().strip())
        able = [
            (_detected(name, spans), min(spans))
            for name, spans in found.items()
            if sum(weight for weight, _ in spans.values()) >= ENOUGH
        ]
        return tuple(one for one, _ in sorted(able, key=lambda pair: (-pair[0].weight, pair[1])))


@cache
def load(language: str = "en") -> Lexicon:
    """Return the lexicon of a language; an empty one if it has no `obstacles.toml`."""
    return Lexicon(optional_table(language, "obstacles.toml"))


def _detected(name: str, spans: Spans) -> DetectedObstacle:
    because = tuple(spans[span][1] for span in sorted(spans))
    return DetectedObstacle(name, because, sum(weight for weight, _ in spans.values()))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]

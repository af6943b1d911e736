"""What something told is about, so that a reply can speak of it without repeating the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents.patterns import Patterns, Signs


@lru_cache(maxsize=128)
def subject_of(said: str, mood: str, language: str = "en") -> str:
    """The subject of `said` that has words of its own for this mood; "" for none."""
    words = WordSpans(said).words()
    about = (one for one in _subjects(language) if mood in one.moods and one.says.search(words))
    return next((one.name for one in about), "")


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    moods: frozenset[str]
    says: re.Pattern[str]


@cache
def _subjects(language: str) -> tuple[_Subject, ...]:
    """`subjects.toml` of one language, compiled."""
    patterns = Patterns({}, Signs())

    def either(lines: list[str]) -> re.Pattern[str]:
        return re.compile(f"(?<= )(?:{'|'.join(patterns(line).expression for line in lines)})")

    return tuple(
        _Subject(name, frozenset(table["moods"].split()), either(table["says"]))
        for name, table in optional_table(language, "subjects.toml").items()
    )

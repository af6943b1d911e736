"""The person's words as they are quoted on a page: as said, without what slipped in by speaking."""

from __future__ import annotations

from functools import cache

from assistant.formatting.capitals import first
from assistant.formatting.gist import without_stutter
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import tidy

_MARKS = ".,;:!?\u2026"


def as_quoted(said: str, language: str = "en") -> str:
    """The words with usual capitals, and without "um" and what was said twice running."""
    words = without_hesitations(said, language).split()
    return first(" ".join(without_stutter(words))) or said.strip()


def without_hesitations(said: str, language: str = "en") -> str:
    """The words with usual capitals, and without "um"; all of them where nothing else is there."""
    hesitations, said = _hesitations(language), tidy(said, language)
    words = (w for w in said.split() if w.casefold().strip(_MARKS) not in hesitations)
    return " ".join(words) or said


@cache
def _hesitations(language: str) -> frozenset[str]:
    quoting = optional_table(language, "rephrasing.toml").get("quoting", {})
    return frozenset(str(quoting.get("hesitations", "")).split())

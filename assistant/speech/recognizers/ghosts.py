"""Words which engines hear where nobody spoke."""

from __future__ import annotations

from collections.abc import Iterable

_GHOSTS = frozenset({"the", "huh", "a", "uh", "ah", "oh", "hm", "hmm", "mm", "and"})
SPOKEN = 0.12
"""Seconds of voice below which nobody said even the shortest word."""


def is_ghost(words: Iterable[str], voiced: float) -> bool:
    """Whether `words` are only fillers, heard in a stretch with just `voiced` seconds of voice."""
    return voiced < SPOKEN and all(word in _GHOSTS for word in words)

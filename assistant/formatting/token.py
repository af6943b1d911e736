"""A word as it will be written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """Written text of one or several words heard; `start` and `end` are seconds.

    `confidence` is that of the least certain of the words.
    """

    text: str
    start: float
    end: float
    confidence: float

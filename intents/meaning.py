"""What was understood of an utterance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal["answer", "command", "unsure", "nothing"]
"""answer: `value` answers what was expected. command: `intent` is what to do. unsure: the first of
`alternatives` may be meant, ask "did you mean …?". nothing: it was not understood."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What may have been meant: an intent, how well it fits (0 to 1), the phrase it fits."""

    intent: str
    score: float
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of one utterance, given what was expected.

    `score` runs from 0 to 1. `value` is plain JSON (see `intents.expectations`). `intent` is set
    for commands only, `slots` are what a command carries (`search_journal` has `query`).
    """

    text: str
    kind: Kind = "nothing"
    intent: str | None = None
    value: Any = None
    score: float = 0.0
    slots: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    alternatives: tuple[Alternative, ...] = ()
    doubtful: bool = False
    """Heard so badly that it should be asked whether it was said; without text, that words were
    said but none was understood."""
    beneath: bool = False
    """It answers the question before the last, which only asked back: "did you mean …?"."""

"""How the words so far stand: a whole answer, the beginning of one, or nobody can tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from assistant.speech.recognizers import UNKNOWN
from intents import Meaning

Standing = Literal["complete", "extensible", "unclear", "unfinished"]
"""complete: plainly a whole answer, or a command. extensible: one too, but more words could make
another of it ("twenty", "seven"). unfinished: it goes on ("half past", "because", "um"), or there
are no words yet. unclear: nobody can tell."""

PLAINLY = 0.95
"""From this score on, words are taken for a whole answer before the pause after them."""
GROWING = frozenset({"recurrence", "several"})
"""The names of expectations whose whole answer may be made longer, as a list of days is."""
_TAIL = 6
"""So many last words may be a phrase, or the beginning of one."""


def standing(
    text: str,
    phrases: Sequence[str] | None,
    understand: Callable[[str], Meaning],
    unfinished: Callable[[str], bool],
    grows: bool = False,
) -> Standing:
    """How `text` stands where one of `phrases` (`None`: anything) is expected.

    `grows`: a whole answer may still be made longer, as a list of days is.
    """
    if phrases is None:
        return _free(text, understand, unfinished)
    words = text.split()
    tails = [" ".join(words[at:]) for at in range(max(0, len(words) - _TAIL), len(words))]
    whole = next((tail for tail in tails if tail in phrases), "")
    if not whole:
        if not words or unfinished(text) or _begins(tails, phrases):
            return "unfinished"
        return "extensible" if _plain(understand(text)) and UNKNOWN not in words else "unclear"
    if grows or whole != text or _may_change(whole, phrases, understand):
        return "extensible"
    return "complete" if _plain(understand(whole)) else "unclear"


def _free(
    text: str, understand: Callable[[str], Meaning], unfinished: Callable[[str], bool]
) -> Standing:
    if not text or unfinished(text):
        return "unfinished"
    return "complete" if understand(text).kind == "command" else "unclear"


def _plain(meaning: Meaning) -> bool:
    return meaning.kind in ("answer", "command") and meaning.score >= PLAINLY


def _begins(tails: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether the last words are how some phrase begins."""
    return any(phrase.startswith(tail + " ") for tail in tails for phrase in phrases)


def _may_change(said: str, phrases: Sequence[str], understand: Callable[[str], Meaning]) -> bool:
    """Whether a longer phrase would mean something else."""
    longer = [phrase for phrase in phrases if phrase.startswith(said + " ")]
    known = _gist(understand(said)) if longer else None
    return any(_gist(understand(phrase)) != known for phrase in longer)


def _gist(meaning: Meaning) -> tuple[object, ...]:
    return meaning.kind, meaning.value, meaning.intent

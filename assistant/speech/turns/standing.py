"""How the words so far stand: a whole answer, the beginning of one, or nobody can tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from assistant.conversation.acts import Interpretation
from assistant.speech.recognizers import UNKNOWN

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
    interpret: Callable[[str], Interpretation],
    unfinished: Callable[[str], bool],
    grows: bool = False,
) -> Standing:
    """How `text` stands where one of `phrases` (`None`: anything) is expected.

    `grows`: a whole answer may still be made longer, as a list of days is.
    """
    if phrases is None:
        return _free(text, interpret, unfinished)
    words = text.split()
    tails = [" ".join(words[at:]) for at in range(max(0, len(words) - _TAIL), len(words))]
    whole = next((tail for tail in tails if tail in phrases), "")
    if not whole:
        if not words or unfinished(text) or _begins(tails, phrases):
            return "unfinished"
        return "extensible" if _plain(interpret(text)) and UNKNOWN not in words else "unclear"
    if grows or whole != text or _may_change(whole, phrases, interpret):
        return "extensible"
    return "complete" if _plain(interpret(whole)) else "unclear"


def _free(
    text: str, interpret: Callable[[str], Interpretation], unfinished: Callable[[str], bool]
) -> Standing:
    if not text or unfinished(text):
        return "unfinished"
    return "complete" if interpret(text).kind == "command" else "unclear"


def _plain(said: Interpretation) -> bool:
    return said.kind in ("answer", "command") and said.score >= PLAINLY


def _begins(tails: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether the last words are how some phrase begins."""
    return any(phrase.startswith(tail + " ") for tail in tails for phrase in phrases)


def _may_change(
    said: str, phrases: Sequence[str], interpret: Callable[[str], Interpretation]
) -> bool:
    """Whether a longer phrase would mean something else."""
    longer = [phrase for phrase in phrases if phrase.startswith(said + " ")]
    known = _gist(interpret(said)) if longer else None
    return any(_gist(interpret(phrase)) != known for phrase in longer)


def _gist(said: Interpretation) -> tuple[object, ...]:
    return said.kind, said.value, said.intent

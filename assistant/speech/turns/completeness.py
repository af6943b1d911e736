"""Whether the words so far are a whole answer, may become another one, or are unfinished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from assistant.conversation.acts import Interpretation
from assistant.speech.recognizers.base import UNKNOWN

Completeness = Literal["complete", "extensible", "unclear", "unfinished"]
"""complete: clearly a whole answer, or a command. extensible: the same, but more words could make
another answer of it ("twenty", "seven"). unfinished: the words go on ("half past", "because",
"um"), or there are none yet. unclear: none of these can be told."""

MIN_SCORE = 0.95
"""From this score on, an interpretation counts as clear before the pause after it has passed."""
GROWING = frozenset({"recurrence", "several"})
"""The names of expectations whose whole answer may be extended, such as a list of days."""
_TAIL = 6
"""The number of last words in which a phrase, or the beginning of one, is searched for."""


def completeness(
    text: str,
    phrases: Sequence[str] | None,
    interpret: Callable[[str], Interpretation],
    unfinished: Callable[[str], bool],
    grows: bool = False,
) -> Completeness:
    """The completeness of `text` where one of `phrases` (`None`: anything) is expected.

    `interpret` interprets a text. The text is passed to it at most once; a caller who
    needs the meaning of the same text afterwards passes a function that remembers its results.
    `grows`: a whole answer may be extended, such as a list of days.
    """
    if phrases is None:
        if not text or unfinished(text):
            return "unfinished"
        return "complete" if interpret(text).kind == "command" else "unclear"
    words = text.split()
    tails = [" ".join(words[at:]) for at in range(max(0, len(words) - _TAIL), len(words))]
    whole = next((tail for tail in tails if tail in phrases), "")
    if not whole:
        if not words or unfinished(text) or _begins_phrase(tails, phrases):
            return "unfinished"
        return "extensible" if UNKNOWN not in words and _clear(interpret(text)) else "unclear"
    if grows or whole != text:
        return "extensible"
    meaning = interpret(whole)
    if _may_change(meaning, whole, phrases, interpret):
        return "extensible"
    return "complete" if _clear(meaning) else "unclear"


def _clear(meaning: Interpretation) -> bool:
    return meaning.kind in ("answer", "command") and meaning.score >= MIN_SCORE


def _begins_phrase(tails: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether the last words are the beginning of a phrase."""
    return any(phrase.startswith(tail + " ") for tail in tails for phrase in phrases)


def _may_change(
    meaning: Interpretation,
    text: str,
    phrases: Sequence[str],
    interpret: Callable[[str], Interpretation],
) -> bool:
    """Whether a longer phrase that begins with `text` means something else."""
    longer = (phrase for phrase in phrases if phrase.startswith(text + " "))
    return any(_essence(interpret(phrase)) != _essence(meaning) for phrase in longer)


def _essence(meaning: Interpretation) -> tuple[object, ...]:
    return meaning.kind, meaning.value, meaning.intent

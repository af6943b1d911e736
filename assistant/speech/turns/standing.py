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
_TAIL = 3
"""So many last words may be the beginning of a phrase."""


def standing(
    text: str,
    phrases: Sequence[str] | None,
    understand: Callable[[str], Meaning],
    unfinished: Callable[[str], bool],
) -> Standing:
    """How `text` stands where one of `phrases` (`None`: anything) is expected."""
    if not text or unfinished(text):
        return "complete" if phrases and text in phrases else "unfinished"
    words = [word for word in text.split() if word != UNKNOWN]
    said = " ".join(words)
    meaning = understand(said) if said else Meaning("")
    if phrases is None:
        return "complete" if meaning.kind == "command" else "unclear"
    if meaning.kind not in ("answer", "command") or meaning.score < PLAINLY:
        return "unfinished" if _begins(words, phrases) else "unclear"
    if UNKNOWN in text:
        return "unclear"
    return "extensible" if _may_change(said, meaning, phrases, understand) else "complete"


def _begins(words: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether the last words are how some phrase begins."""
    tails = [" ".join(words[at:]) + " " for at in range(max(0, len(words) - _TAIL), len(words))]
    return any(phrase.startswith(tail) for tail in tails for phrase in phrases)


def _may_change(
    said: str, meaning: Meaning, phrases: Sequence[str], understand: Callable[[str], Meaning]
) -> bool:
    """Whether a longer phrase would mean something else."""
    for phrase in phrases:
        if phrase.startswith(said + " "):
            longer = understand(phrase)
            if (longer.kind, longer.value, longer.intent) != (
                meaning.kind,
                meaning.value,
                meaning.intent,
            ):
                return True
    return False

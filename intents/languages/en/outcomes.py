"""How a goal went: done, partly, not yet, or rather not said."""

from __future__ import annotations

import itertools

from intents.languages.en.answered import answers
from intents.languages.en.numbers import number_at
from intents.languages.en.yesno import UNCLEAR, yes_or_no

Words = tuple[str, ...]

_SKIP = frozenset(answers("outcome", "skip"))
_PARTLY = frozenset(answers("outcome", "partly"))
_DONE = frozenset(answers("outcome", "done"))
_NOT_YET = frozenset(answers("outcome", "not_yet"))
_WHOLE = {"skip": _SKIP, "partly": _PARTLY, "not_yet": _NOT_YET, "done": _DONE}
_LONGEST = max(len(p) for phrases in _WHOLE.values() for p in phrases)
_NEGATORS = frozenset(
    [
        "not",
        "never",
        "no",
        "nothing",
        "none",
        "hardly",
        "barely",
        "without",
        "nobody",
        "neither",
        "nor",
    ]
)


_UNBEGUN = frozenset([("not", "started"), ("not", "begun"), ("not", "tried"), ("never", "started")])
_SOMEBODY_ELSE = frozenset(["you", "your", "remind"])
"""What begins so is said to Lantern, and tells of no goal."""


def outcome(words: Words) -> str | None:
    """ "done", "partly", "not_yet" or "skip"; nothing where it cannot be told."""
    if not words or len(words) > 30:
        return None
    for name, phrases in _WHOLE.items():
        if words in phrases:
            return name
    if words[0] in _SOMEBODY_ELSE or (words in UNCLEAR and not _has(words, _PARTLY)):
        return None
    words = _without_times(_without_marvel(words))
    share = _share(words)
    if share is not None:
        return share
    if words[:3] in (("i", "do", "not"), ("do", "not")) and "know" in words[:5]:
        return None
    if _has(words, _SKIP) and len(words) <= 10:
        return "skip"
    if any(pair in _UNBEGUN for pair in itertools.pairwise(words)):
        return "not_yet"
    negated = not _NEGATORS.isdisjoint(words)
    if _has(words, _PARTLY):
        return "partly"
    if _has(words, _NOT_YET):
        return "not_yet"
    if _has(words, _DONE):
        return None if negated else "done"
    answer = yes_or_no(words)
    if answer is None:
        return None
    return "done" if answer else "not_yet"


def _without_marvel(words: Words) -> Words:
    """The words without "believe it or not", which denies nothing."""
    for at in range(len(words) - 3):
        if words[at : at + 4] == ("believe", "it", "or", "not"):
            return words[:at] + words[at + 4 :]
    return words


def _without_times(words: Words) -> Words:
    """The words without "half past seven": half of it is not meant."""
    if "past" not in words:
        return words
    at = words.index("past")
    return words[: max(0, at - 1)] + words[at + 2 :]


def _share(words: Words) -> str | None:
    """ "two out of three": of all, some or none."""
    for at in range(1, len(words) - 2):
        if words[at : at + 2] == ("out", "of"):
            part = number_at(words, at - 1) or (
                number_at(("one",), 0) if words[at - 1] == "once" else None
            )
            whole = number_at(words, at + 2)
            if part and whole and whole.value:
                return (
                    "done" if part.value >= whole.value else "partly" if part.value else "not_yet"
                )
    return None


def _has(words: Words, phrases: frozenset[Words]) -> bool:
    return any(
        words[at : at + size] in phrases
        for at in range(len(words))
        for size in range(1, min(_LONGEST, len(words) - at) + 1)
    )

"""The name of somebody to call, out of what was said: "bernadette i just said" is Bernadette."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.formatting.language import optional_table
from assistant.safety.rules import FILE

LONGEST = 5
"""A name of more words is none: "my sister Bernadette" has three."""


def named_in(said: str, language: str = "en") -> str:
    """The name in `said`, with "my sister" where that was said; "" for none, and for nobody."""
    name = _named_in(said, language)
    return "" if name.casefold() in _nobody(language) else name


def _named_in(said: str, language: str) -> str:
    before, after, ends = _table(language)
    words = [word.strip(".,;:!?") for word in said.split()]
    words = [word for word in words if word]
    plain = [word.casefold() for word in words]
    if len(plain) > LONGEST and plain[0] in _refusals(language):
        return ""  # "No, I'm going nowhere, because …" names nobody.
    start, end = 0, len(plain)
    while (size := _longest(plain[start:end], before, first=True)) and start + size <= end:
        start += size
    for at in range(start, end):
        if plain[at] in ends:
            end = at
            break
    while (size := _longest(plain[start:end], after, first=False)) and end - size >= start:
        end -= size
    return " ".join(words[start:end]) if end - start <= LONGEST else ""


def _longest(words: Sequence[str], phrases: frozenset[tuple[str, ...]], *, first: bool) -> int:
    """How many words the longest phrase has with which `words` begin, or else end."""
    for size in range(len(words), 0, -1):
        if tuple(words[:size] if first else words[-size:]) in phrases:
            return size
    return 0


@cache
def _table(
    language: str,
) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]], frozenset[str]]:
    table = optional_table(language, FILE).get("whom", {})
    before, after = (
        frozenset(tuple(line.split()) for line in table.get(name, ()))
        for name in ("before", "after")
    )
    return before, after, frozenset(table.get("ends", ()))


@cache
def _nobody(language: str) -> frozenset[str]:
    return frozenset(optional_table(language, FILE).get("whom", {}).get("nobody", ()))


@cache
def _refusals(language: str) -> frozenset[str]:
    return frozenset(optional_table(language, FILE).get("whom", {}).get("refusals", ()))

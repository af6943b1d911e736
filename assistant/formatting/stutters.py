"""Takes away the beginnings of words that a stutter repeats: "ph phoning", "t t tabla".

The letters and words of a language stand in `[stutter]` of its `rephrasing.toml`.
"""

from __future__ import annotations

from functools import cache

from assistant.formatting.language import optional_table

LONGEST = 3
"""A repeated beginning has at most so many letters."""


def without_stutters(said: str, language: str) -> str:
    """The words without repeated beginnings, each a few consonants that the next word begins with.

    "Vitamin d daily" keeps its letter.
    """
    vowels, leads, whole = _known(language)
    if not vowels:
        return said
    kept: list[str] = []
    words = said.split()
    for at in range(len(words) - 1, -1, -1):
        word, before = words[at].lower(), words[at - 1].lower() if at else ""
        begins = bool(kept) and len(word) < len(kept[-1]) and kept[-1].lower().startswith(word)
        part = len(word) <= LONGEST and word.isalpha() and vowels.isdisjoint(word)
        part = part and word not in whole
        letter = before in leads and len(word) == 1
        if not (begins and part) or letter:
            kept.append(words[at])
    return " ".join(reversed(kept))


@cache
def _known(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The letters of which a word needs one, the words that a letter may follow, and those without
    such letters that are words by themselves.
    """
    table = optional_table(language, "rephrasing.toml").get("stutter", {})
    leads, whole = (frozenset(table.get(key, "").split()) for key in ("before_a_letter", "words"))
    return frozenset(table.get("vowels", "")), leads, whole

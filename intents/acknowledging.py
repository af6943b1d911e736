"""Whether a sentence that a language model made may be said to a person.

The model may be wrong. So a sentence is said only where each of its words is the person's own, of
what was said before, or one of the plain words of such sentences, and where nothing in it speaks of
what Lantern does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NOTHING = "-"
"""What the model gives where nothing need be acknowledged."""
_STEM = 4
"""So many letters at the beginning, or all but three, make two words the same."""
_NO_LETTERS = re.compile(r"[^\w']")


@dataclass(frozen=True)
class AllowedWords:
    """Which words a sentence may have besides those that were said.

    Attributes:
        plain: words that a sentence may have though nobody said them.
        never: words that no sentence may have: "my" in it would be of Lantern.
    """

    plain: frozenset[str]
    never: frozenset[str]


def may_be_said(
    sentence: str, said_before: str, words: Sequence[str], allowed: AllowedWords
) -> bool:
    """Whether `sentence`, of what was said in `words` after `said_before`, may be said."""
    if sentence == NOTHING or "?" in sentence or not sentence.endswith((".", "!")):
        return False
    if allowed.never.intersection(_bare_words(sentence)):
        return False
    return words_beside(sentence, said_before, words) <= allowed.plain


def words_beside(sentence: str, said_before: str, words: Sequence[str]) -> set[str]:
    """The words of a sentence that are neither of `words` nor of what was `said_before` them."""
    own = {*_bare_words(" ".join(words)), *_bare_words(said_before)}
    found = set(_bare_words(sentence)) - own
    return {word for word in found if not any(_are_forms(word, one) for one in own)}


def _bare_words(text: str) -> list[str]:
    """The words of a text in small letters, without marks, and without "'s" at their end."""
    words = (_bare(word) for word in text.lower().replace("-", " ").split())
    return [word for word in words if word]


def _bare(word: str) -> str:
    return _NO_LETTERS.sub("", word.replace("\u2019", "'")).strip("'").removesuffix("'s")


def _are_forms(one: str, other: str) -> bool:
    """Whether two words are forms of one: "walk", "walked"."""
    size = max(_STEM, len(one) - 3, len(other) - 3)
    return min(len(one), len(other)) >= _STEM and one[:size] == other[:size]

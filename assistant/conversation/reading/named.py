"""Finds which of the person's own things some words name.

A name that is said whole wins, also as it is read out ("being there for your boys" is the kept
"being there for my boys"). Else the words that tell count: days, numbers, "one" and "thing" name
nothing. Where two names are said equally, none is meant for certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import inflection
from assistant.practice.naming import as_theirs, mentioned
from intents import Number, Recurrence, load

if TYPE_CHECKING:
    from intents import Language

NOTHING = ("function_words", "question_words", "before_a_name", "goal_word", "kind.goal",
           "rhythm_words", "repair.kind_goal", "repair.kind_value",
           "repair.names_nothing")  # fmt: skip
"""The lists of words that tell no name from another."""
PLACES = ("first", "second", "third", "fourth", "last")
"""The places by which one of several is named."""


def named_in(
    language: Language, words: Sequence[str], names: Sequence[str], weak: Sequence[str] = ()
) -> str:
    """The one of `names` that `words`, in normal form, mention; "" for none or several.

    `weak` words name nothing.
    """
    if whole := named_whole(language, words, names):
        return whole[0] if len(whole) == 1 else ""
    strong: dict[str, str] = {}
    for name in names:
        told = " ".join(w for w in telling(language, language.words(name)) if w not in weak)
        strong[told] = "" if told in strong else name  # Two that nothing tells apart.
    found = mentioned(words, [one for one in strong if one], (), inflection(language.name))
    return strong[found[0]] if found else ""


def named_whole(language: Language, words: Sequence[str], names: Sequence[str]) -> list[str]:
    """Those of `names` that stand whole in `words`, as they are said; none within a longer one."""
    said, found = as_theirs(words, language.name), list[tuple[int, int, str]]()
    for name in dict.fromkeys(names):
        own = as_theirs(language.words(name), language.name)
        places = range(len(said) - len(own) + 1) if own else ()
        at = next((at for at in places if said[at : at + len(own)] == own), None)
        if at is not None:
            found.append((at, at + len(own), name))
    whole = [
        one
        for one in found
        if not any(o[0] <= one[0] and one[1] <= o[1] and o[:2] != one[:2] for o in found)
    ]
    return [name for _, _, name in sorted(whole)]


def named_by_place(words: Sequence[str], names: Sequence[str], phrases: Phrases, kind: str) -> str:
    """The one of `names` that is named by its place: "the second value"; "" for none.

    `kind` is the list of the words for what they are.
    """
    for word, after in pairwise(words):
        places = (n for n, of in enumerate(PLACES) if phrases.has(f"repair.place_{of}", word))
        place = next(places, None)
        if place is not None and phrases.has(kind, after):
            place = len(names) - 1 if PLACES[place] == "last" else place
            return names[place] if 0 <= place < len(names) else ""
    return ""


def telling(language: Language, words: Sequence[str]) -> list[str]:
    """Those of some words, in normal form, that can tell one name from another."""
    return [word for word in words if not names_nothing(word, language.name)]


def nothing_in(language: Language, names: Sequence[str]) -> tuple[str, ...]:
    """The words of some names that tell none of them from another."""
    words = dict.fromkeys(word for name in names for word in name.lower().split())
    return tuple(w for w in words if not telling(language, language.words(w)))


@lru_cache(maxsize=4096)
def names_nothing(word: str, language: str) -> bool:
    """Whether a word names nothing by itself: "one", "thing", "five", "Monday", "for"."""
    phrases = phrases_of(language)
    if any(phrases.has(name, word) for name in NOTHING):
        return True
    read = load(language).understand
    return read(word, Number()).kind == "answer" or read(word, Recurrence()).kind == "answer"


def bare_name(named: str, phrases: Phrases) -> str:
    """A name without the word before it: "my", "the"."""
    first, _, rest = named.partition(" ")
    return rest if rest and phrases.has("before_a_name", first.lower()) else named

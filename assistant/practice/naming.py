"""Names: a short one for what was said, and which of several a person meant.

A name is found also if it is said only in part or misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.formatting.gist import MOST_WORDS, gist, gives_reason, said_twice
from assistant.formatting.inflection import Inflection
from assistant.formatting.rephrasing import as_action, as_value_name, is_sentence, without_it_is
from intents import load

A_NAME = 6
"""A name of a value has no more words than this; that of a step as many as a gist."""
A_TITLE = 10
"""The words of a step are its title up to this many."""
NEAR = 72.0
"""The similarity (0 to 100) that a name needs to match."""
NEARLY = 86.0
"""The similarity (0 to 100) that two words need to be the same word misspelt."""
CLEARLY = 12.0
"""How much more similar than the next name the match must be."""


def short_name(said: str, language: str = "en", *, step: bool = False) -> str:
    """A name for what was said, of its own words; "" where none can be taken.

    `step`: it is something to do, else a value.
    """
    named = as_action if step else as_value_name
    said = without_it_is(said, language)
    if not step and (twice := said_twice(said, language)):
        return as_value_name(twice, language)
    core, clean = load(language).core(said), gist(said, language)
    if step and len(core.split()) == 1:
        core = ""  # One word tells no step.
    # "The nearness" of "the nearness of the Lord" says less than all of it.
    pieces = (clean, core) if core and core in clean else (core, clean)
    names = (named(said, language), *(named(piece, language) for piece in pieces if piece))
    most = MOST_WORDS if step else A_NAME
    return next((name for name in names if is_name(name, language, most)), "")


def step_title(said: str, language: str = "en") -> str:
    """A title for a step: its words where they are few, else a short name or all of them."""
    if len(said.split()) <= A_TITLE and not gives_reason(said, language):
        return said
    return short_name(said, language, step=True) or said


def is_name(words: str, language: str = "en", most: int = A_NAME) -> bool:
    """Whether the words are a name: at most so many, in one clean piece, and no sentence."""
    short = gist(words, language)
    whole = len(short.split()) == len(words.split()) or len(words.split()) == 1
    return whole and 0 < len(words.split()) <= most and not is_sentence(words, language)


def nearest(named: str, names: Sequence[str]) -> int | None:
    """Return the index of the name that `named` means; None if that is not clear."""
    if not named.strip() or not names:
        return None
    scores = [_alike(named.lower(), name.lower()) for name in names]
    order = sorted(range(len(names)), key=lambda place: -scores[place])
    runner_up = scores[order[1]] if len(order) > 1 else 0.0
    best = order[0]
    return best if scores[best] >= NEAR and scores[best] - runner_up >= CLEARLY else None


def all_near(named: str, names: Sequence[str]) -> list[int]:
    """Return the indexes of all names that `named` may mean, as two of one name; [] for none."""
    if not named.strip() or not names:
        return []
    scores = [_alike(named.lower(), name.lower()) for name in names]
    best = max(scores)
    near = [place for place, score in enumerate(scores) if best - score < CLEARLY]
    return near if best >= NEAR else []


def _alike(named: str, name: str) -> float:
    # Compare word by word, each with its best match: "running" matches "go for a run".
    words, own = named.split(), name.split()
    by_word = sum(max((_alike_word(w, o) for o in own if len(o) > 2), default=0.0) for w in words)
    return max(fuzz.ratio(named, name), by_word / len(words) if own else 0.0)


def _alike_word(word: str, other: str) -> float:
    shorter, longer = sorted((word, other), key=len)
    # Only the beginning counts: "art" does not match "start".
    return 100.0 if len(shorter) > 2 and longer.startswith(shorter) else fuzz.ratio(word, other)


def is_named_in(name: str, said: str) -> bool:
    """Whether `name` occurs in `said` as whole words, in any case."""
    own, words = _words(name), _words(said)
    places = range(len(words) - len(own) + 1) if own else ()
    return any(words[at : at + len(own)] == own for at in places)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text.casefold())


def mentioned(
    words: Sequence[str], names: Sequence[str], weak: Sequence[str], inflection: Inflection
) -> tuple[str, int, int] | None:
    """The name that most of `words` belong to, and the places of its first and after its last.

    Two words are the same if one is a form of the other or both are forms of a third ("swim",
    "swims", "swimming"), or if one is the other misspelt. `weak` words of a name do not count.
    None if no word belongs to a name, or if two names have equally many.
    """
    said = [word.lower().strip(".,!?") for word in words]
    found: list[tuple[int, str, list[int]]] = []
    for name in names:
        own = [word for word in name.lower().split() if word not in weak]
        places = [
            at for at, word in enumerate(said) if any(_same(word, one, inflection) for one in own)
        ]
        if places:
            found.append((len(places), name, places))
    found.sort(key=lambda one: -one[0])
    if not found or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    _, name, places = found[0]
    return name, places[0], places[-1] + 1


def _same(word: str, other: str, inflection: Inflection) -> bool:
    if min(len(word), len(other)) <= 2:
        return False
    shared = _bases(inflection, word) & _bases(inflection, other)
    return bool(shared) or fuzz.ratio(word, other) >= NEARLY


@lru_cache(maxsize=4096)
def _bases(inflection: Inflection, word: str) -> frozenset[str]:
    return inflection.bases(word)

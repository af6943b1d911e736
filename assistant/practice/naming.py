"""Names: a short one for what was said, and which of several a person meant.

A name is found also if it is said only in part or misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from assistant.formatting.core import (
    as_a_thing,
    cores,
    deed_at,
    is_phrase,
    leads_to_deed,
    plain_core,
    starts_addition,
    to_edges,
    whole_core,
)
from assistant.formatting.gist import said_twice
from assistant.formatting.inflection import Inflection
from assistant.formatting.language import optional_table
from assistant.formatting.naming import naming
from assistant.formatting.quoting import without_hesitations
from assistant.formatting.rephrasing import as_action, as_value_name
from intents import load

A_NAME = 8
"""A name of a value has no more words than this."""
A_TITLE = 12
"""The words of a step are its title up to this many."""
A_FEW = 2
"""A core that comes late is a name by itself in so few words."""
NEAR = 72.0
"""The similarity (0 to 100) that a name needs to match."""
NEARLY = 86.0
"""The similarity (0 to 100) that two words need to be the same word misspelt."""
CLEARLY = 12.0
"""How much more similar than the next name the match must be."""


def short_name(said: str, language: str = "en", *, step: bool = False, core: str = "") -> str:
    """A name for what was said, of its own words; "" where none can be taken.

    `step`: it is something to do, else a value. `core`: the words that were found to be its core;
    they decide between several clauses, and are completed to whole phrases.
    """
    said, most = without_hesitations(said, language), A_TITLE if step else A_NAME
    twice = "" if step else said_twice(said, language)
    if twice:
        whole = f"{naming(language).being} {twice}"
        return as_value_name(whole if is_named_in(whole, said) else twice, language)
    names = cores(said, language, action=step, most=most)
    core = core or load(language).core(said)
    if not step and names and names[0] != core and leads_to_deed(core, said, language):
        core = ""  # "Creativity, I want to finish my quilt": what matters was said before.
    inside = next((name for name in names if core and is_named_in(core, name)), "")
    full = to_edges(core, said, language) if core and not inside else ""
    own = cores(full, language, action=step, most=most)[:1] if full else ()
    found = (plain_core(said, language, action=step, most=most), inside, *names, *own)
    if step:
        # "At Christmas", cut out of a sentence, names nothing to be done.
        deeds = tuple(each for each in found if not starts_addition(each, language))
        found = deeds if deeds or not starts_addition(said, language) else found
    named = as_action if step else _as_value
    fit = (named(each, language) for each in found if each)
    name = next((name for name in fit if _fits(name, language, most)), "")
    if step or not core or not name:
        return name
    meant = (_as_value(each, language) for each in (*own, full, core) if each)
    return next((each for each in meant if _is_rather(each, name, said, language)), name)


def _is_rather(core: str, name: str, said: str, language: str) -> bool:
    """Whether a core that shares no word with `name` is rather what was meant.

    "It's my garden that keeps me sane" means "my garden", which was said first, and "good morning,
    for me it is God" means "God", which is no deed and has few words.
    """
    own, words, every = _words(core), _words(name), _words(said)
    if not _fits(core, language, A_NAME) or not set(own).isdisjoint(words):
        return False
    if own[-1] not in every or words[0] not in every:
        return False
    first = every.index(own[-1]) < every.index(words[0])
    return first or (len(own) <= A_FEW and deed_at(core, language) is None)


def whole_name(said: str, language: str = "en", *, step: bool = False) -> str:
    """The name that all of `said` is, but for fillers and leads; "" where it holds more."""
    said, most = without_hesitations(said, language), A_TITLE if step else A_NAME
    if not step and said_twice(said, language):
        return ""
    name = whole_core(said, language, action=step, most=most)
    name = (as_action if step else _as_value)(name, language) if name else ""
    return name if _fits(name, language, most) else ""


def step_title(said: str, language: str = "en") -> str:
    """A title for a step: its words where they are few, else a short name or all of them."""
    return whole_name(said, language, step=True) or short_name(said, language, step=True) or said


def is_name(words: str, language: str = "en", most: int = A_NAME) -> bool:
    """Whether words are fit to be kept as a name and read out.

    They are at most so many, a whole phrase, and no sentence, question or complaint.
    """
    return _fits(words, language, most)


def _as_value(said: str, language: str) -> str:
    return as_a_thing(as_value_name(said, language), language)


def _fits(words: str, language: str, most: int) -> bool:
    return 0 < len(words.split()) <= most and is_phrase(words, language)


def nearest(named: str, names: Sequence[str], language: str = "en") -> int | None:
    """Return the index of the name that `named` means; None if that is not clear.

    What is named just so is meant, however alike another one is.
    """
    if not named.strip() or not names:
        return None
    just = [place for place, name in enumerate(names) if same_name(name, named, language)]
    if len(just) == 1:
        return just[0]
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


def same_name(name: str, said: str, language: str = "en") -> bool:
    """Whether `said` is just that name, also as it is read out: "your boys" for "my boys"."""
    return as_theirs(_words(name), language) == as_theirs(_words(said), language)


def as_theirs(words: Sequence[str], language: str = "en") -> list[str]:
    """Words, in small letters, as the person would say them of themselves: "my" for "your"."""
    theirs = _theirs(language)
    return [theirs.get(word, word) for word in words]


@cache
def _theirs(language: str) -> dict[str, str]:
    theirs: dict[str, str] = {}
    for pair in optional_table(language, "repairs.toml").get("turned_about", ()):
        own, other = pair.split()
        theirs[own] = theirs.setdefault(other, own)
    return theirs


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text.casefold())


def shared_words(said: Sequence[str], own: Sequence[str], inflection: Inflection) -> int:
    """How many of the words `own` are said, in whatever form."""
    words = [word.lower().strip(".,!?") for word in said]
    return sum(any(_same(word, one, inflection) for word in words) for one in own)


def mentioned(
    words: Sequence[str], names: Sequence[str], weak: Sequence[str], inflection: Inflection
) -> tuple[str, int, int] | None:
    """The name of which most words are said, and the places of the first and after the last.

    Two words are the same if one is a form of the other or both are forms of a third ("swim",
    "swims", "swimming"), or if one is the other misspelt. `weak` words of a name do not count.
    None if no word belongs to a name, or if of two names equally many are said.
    """
    said = [word.lower().strip(".,!?") for word in words]
    found: list[tuple[int, str, list[int]]] = []
    for name in names:
        own = [word for word in name.lower().split() if word not in weak]
        places = [
            at for at, word in enumerate(said) if any(_same(word, one, inflection) for one in own)
        ]
        if places:
            found.append((shared_words(said, own, inflection), name, places))
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

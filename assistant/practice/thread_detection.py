"""Detect in what was told a person, a matter or a worry that will have gone on.

Found are a short clause in the person's words ("my son hit somebody at school"), or only whom or
what it is about ("my exam"). Nothing is found rather than a piece of a sentence.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.practice.tellings import telling_in
from intents.languages import folder_of

LONGEST = 10
"""So many words a clause has at most."""
A_WORRY = 5
"""So many words name a worry at most."""
A_TELLING = 4
"""With fewer words nothing is told that goes on."""
_MARKS = ' .,;:!?…"'


@dataclass(frozen=True, slots=True)
class Told:
    """Whom or what it is about, and the clause that tells it ("" for none). `worry`: a worry."""

    who: str
    words: str = ""
    worry: bool = False


def detect_thread(text: str, weight: int, language: str = "en") -> Told | None:
    """What `text` tells that will have gone on; `weight`: how heavy it is, from 0 to 3."""
    known = _tables(language)
    said = text.split()
    plain = [word.lower().strip(_MARKS) for word in said]
    if len(said) < A_TELLING or not known["people"] or _of_the_dead(text, plain, known, language):
        return None
    for place in range(len(plain)):
        if worry := _worry(said, plain, place, known):
            return worry
    for place in range(len(plain)):
        end = _person(plain, place, known)
        if end:
            who = _joined(said[place:end])
            clause = _clause(said, plain, place, end, known)
            grave = any(word in known["heavy"] for word in clause.lower().split())
            if clause and grave:
                return Told(who, clause)
    for place in range(len(plain)):
        if end := _named(plain, place, known["mine"], known["matters"], known):
            return Told(_joined(said[place:end]))
    return None


def tells_an_end(text: str, language: str = "en") -> bool:
    """Whether `text` tells how something went on and is over: "she came through it"."""
    words = f" {' '.join(word.strip(_MARKS) for word in text.lower().split())} "
    return any(f" {phrase} " in words for phrase in _tables(language)["over"])


def is_about(who: str, text: str, language: str = "en") -> bool:
    """Whether `text` may be about somebody told of earlier: it names them, or says "she"."""
    plain = [word.lower().strip(_MARKS).split("'")[0] for word in text.split()]
    named = who.lower().split()[-1:]
    return any(word in plain for word in named) or not _tables(language)["again"].isdisjoint(plain)


def _of_the_dead(
    text: str, plain: Sequence[str], known: Mapping[str, frozenset[str]], language: str
) -> bool:
    """Whether somebody is told of who has died: nothing of them goes on."""
    if not known["of_death"].isdisjoint(plain):
        return True
    told = telling_in(text, language)
    return told is not None and told.kind in known["kinds_of_death"]


def _person(plain: Sequence[str], place: int, known: Mapping[str, frozenset[str]]) -> int:
    """Where the words for a person end that begin at `place`; 0 where none does."""
    if plain[place].removesuffix("'s") in known["named"]:
        return place + 1
    return _named(plain, place, known["mine"], known["people"], known)


def _named(
    plain: Sequence[str],
    place: int,
    before: frozenset[str],
    nouns: frozenset[str],
    known: Mapping[str, frozenset[str]],
) -> int:
    if plain[place] not in before:
        return 0
    end = place + 1
    while end < len(plain) and plain[end] in known["between"]:
        end += 1
    return end + 1 if end < len(plain) and plain[end].removesuffix("'s") in nouns else 0


def _clause(
    said: Sequence[str],
    plain: Sequence[str],
    start: int,
    after: int,
    known: Mapping[str, frozenset[str]],
) -> str:
    """The clause about the person named from `start` to `after`; "" where there is none."""
    end = after
    ends = known["ends"]
    while end < len(said) and plain[end] not in ends and end - start <= LONGEST:
        if end > after and plain[end].split("'")[0] in known["again"]:
            break  # Another sentence about the same person.
        end += 1
        if said[end - 1][-1] in ",.;:!?":
            break
    if end - start > LONGEST:
        return ""
    words = [
        word
        for place, word in enumerate(said[start:end])
        if not (place == after - start and plain[after].split("'")[0] in known["again"])
    ]
    if after < end and "'" in plain[after] and plain[after].split("'")[0] in known["again"]:
        words[after - start - 1] += plain[after][
            plain[after].index("'") :
        ]  # "mum she's" is "mum's"
    rest = [word.lower().strip(_MARKS) for word in words[after - start :]]
    is_so = (
        words[after - start - 1].endswith("'s")
        and rest
        and (rest[0] in known["after_is"] or rest[0].endswith(tuple(known["ending_after_is"])))
    )  # "My daughter's ill", not "my daughter's room".
    verbal = is_so or any(
        word in known["verbs"] or word.endswith(tuple(known["endings"])) for word in rest[:2]
    )
    text = _without_times(words, known["times"])
    return text if rest and verbal and len(text.split()) > after - start else ""


def _without_times(words: Sequence[str], times: frozenset[str]) -> str:
    left = f" {' '.join(words)} "
    for time in sorted(times, key=len, reverse=True):
        place = left.lower().find(f" {time} ")
        while place >= 0:
            left = left[:place] + left[place + len(time) + 1 :]
            place = left.lower().find(f" {time} ")
    return left.strip(_MARKS)


def _worry(
    said: Sequence[str], plain: Sequence[str], place: int, known: Mapping[str, frozenset[str]]
) -> Told | None:
    for lead in known["worries"]:
        words = lead.split()
        after = place + len(words)
        if list(plain[place:after]) != words or known["me"].isdisjoint(plain[:place][-4:]):
            continue
        end = after
        while end < len(said) and plain[end] not in known["ends"]:
            end += 1
            if said[end - 1][-1] in ",.;:!?":
                break
        what = _without_times(said[after:end], known["times"])
        if what and what.lower().split()[0] in known["no_worry"]:
            return None  # "Worried about what she'd say" names nothing to ask about.
        if 0 < len(what.split()) <= A_WORRY:
            return Told(what, worry=True)
    return None


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).strip(_MARKS).removesuffix("'s")


@cache
def _tables(language: str) -> Mapping[str, frozenset[str]]:
    path = folder_of(language) / "threads.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    found = defaultdict[str, frozenset[str]](frozenset)
    found |= {name: frozenset(words) for name, words in table.items()}
    return found

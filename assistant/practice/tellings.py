"""Which kind of thing is told, so that the reply can be about it: a quarrel, good news of a scan.

The kinds stand in the language's `tellings.toml`, as patterns that only such a telling holds.
Where none is found nothing is said of it: nothing rather than something false.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.practice.moods import DARK, LIGHT, Feeling, mood_of, scope_of_denial
from assistant.practice.seeming import is_felt_so
from intents import load
from intents.patterns import any_of
from intents.spans import Mood

PUT_TO_LANTERN = frozenset({"question", "correction", "complaint", "command", "refusal"})
"""The parts of an utterance that tell nothing of a life."""
LONG = 16
"""A telling of so many words is met gladly only where all of it is glad."""
NAMED: frozenset[Mood] = frozenset({"tired", "lonely"})
"""The moods whose general kinds have no other words than those that name the mood."""
SURELY = 0.7
"""How probable such a part must be."""
SURELY_CORRECTED = 0.9
"""And a correction, which may begin as a telling does: "I didn't drink"."""
A_SENTENCE = 80
"""Kinds whose words begin so near each other (in letters) are told in one sentence."""
_LIST = re.compile(r"<(\w+)>")


class Telling(NamedTuple):
    """A kind of telling, its mood and how heavy it is from 1 to 3.

    `general`: it is only a mood. `place`: where its words begin. `met`: something is said to it;
    "felt": only where it seems to be felt so.
    """

    kind: str
    mood: Mood
    weight: int
    general: bool = False
    place: int = 0
    met: bool | Literal["felt"] = False


@lru_cache(maxsize=256)  # A replayed conversation asks for the same words again.
def telling_in(said: str, language: str = "en", *, met: bool = False) -> Telling | None:
    """The kind of what `said` tells; of several the heaviest, of those the one told last.

    Where the last words fit several kinds, it is the one that the table names first. `met`: of
    those to which something is said.
    """
    feeling = mood_of(said, language)
    if feeling.mood == "none":
        return None
    found = [told for told in _found(said, language) if _agree(feeling, told)]
    if met:
        found = [told for told in found if told.met and _is_felt(told, said, language)]
        special = [told for told in found if not told.general]
        found = (
            [told for told in found if told.weight > 1 or not told.general] if special else found
        )
    if found:
        found = [told for told in found if not _is_put_to_lantern(told, said, language)]
    found = [told for told in found if told.mood != "good" or _is_glad(said, language)]
    heaviest = max((told.weight for told in found), default=0)
    found = [told for told in found if told.weight == heaviest]
    found = [told for told in found if told.mood not in LIGHT] or found
    last = max((told.place for told in found), default=0)
    return next((told for told in found if last - told.place <= A_SENTENCE), None)


def felt_in(said: str, language: str = "en") -> Feeling:
    """How the person feels in what they tell: what the words name, and how heavy its kind is."""
    feeling, told = mood_of(said, language), telling_in(said, language)
    if told is None:
        return feeling
    if told.mood in LIGHT:
        return feeling if feeling.certain else Feeling(told.mood)
    if feeling.certain and feeling.mood not in LIGHT:
        return Feeling(feeling.mood, max(feeling.weight, told.weight))
    return Feeling(told.mood, told.weight)


def _agree(feeling: Feeling, told: Telling) -> bool:
    """Whether a kind fits the mood that the words name."""
    if told.mood == "plain" and feeling.mood == "good":
        return False
    if told.general and told.mood in NAMED and feeling.mood == "plain":
        return False  # "She'll be tired after it", "a version for tired days".
    if feeling.mood == "ironic":
        return told.mood in ("ironic", "hard", "tired")
    if feeling.mood == "good" and told.mood not in LIGHT:
        return False
    return not (feeling.certain and feeling.mood in ("grief", "despair") and told.mood == "good")


def _is_glad(said: str, language: str) -> bool:
    """Whether all of a telling is glad, so that one glad phrase in a long one is not met."""
    return len(said.split()) < LONG or load(language).mood(said)[0] in ("good", "ironic")


def _is_felt(told: Telling, said: str, language: str) -> bool:
    """Whether something may be said to a kind, by how it seems to be felt."""
    return told.met != "felt" or is_felt_so(said, told.mood, language)


def _is_put_to_lantern(told: Telling, said: str, language: str) -> bool:
    """Whether its words are in a question, a correction or a command, and tell nothing."""
    words = WordSpans(said).words()
    at = len(words[: told.place].split())
    return any(
        part.start <= at < part.end
        and part.chance >= (SURELY_CORRECTED if part.kind == "correction" else SURELY)
        for part in load(language).spans(words.strip(), None)
        if part.kind in PUT_TO_LANTERN
    )


def _found(said: str, language: str) -> list[Telling]:
    words = WordSpans(said).words()
    return [
        Telling(kind.name, kind.mood, kind.weight, kind.general, place, kind.met)
        for kind in _kinds(language)
        if (place := kind.place_in(words, language)) is not None
    ]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    mood: Mood
    weight: int
    general: bool
    met: bool | Literal["felt"]
    says: re.Pattern[str]
    unless: re.Pattern[str]

    def place_in(self, words: str, language: str) -> int | None:
        """Where its words begin that nothing takes back."""
        if self.unless.search(words):
            return None
        for hit in self.says.finditer(words):
            dark = self.mood in DARK and not self.general
            if dark or not scope_of_denial(words[: hit.start()], language, hit[0]):
                return hit.start()
        return None


@cache
def _kinds(language: str) -> tuple[_Kind, ...]:
    """`tellings.toml` of one language, compiled."""
    table = optional_table(language, "tellings.toml")
    lists = table.get("lists", {})

    def expanded(line: str) -> str:
        """The pattern with the words of the lists it names."""
        while found := _LIST.search(line):
            words = "|".join(lists[found[1]])
            line = f"{line[: found.start()]}({words}){line[found.end() :]}"
        return line

    def either(lines: Sequence[str]) -> re.Pattern[str]:
        return any_of(map(expanded, lines))

    return tuple(
        _Kind(
            name,
            one["mood"],
            one["weight"],
            one.get("general", False),
            one.get("met", False),
            either(one["says"]),
            either(one.get("unless", ())),
        )
        for name, one in table.items()
        if name != "lists"
    )

"""How it seems to the language's learned part that a person feels in what they tell.

`mood_of` goes by phrases, so most tellings have no mood to it: "nobody talked to me today only the
cashier". Here one counts where it is probable enough, measured on tellings that were not learned.
What is said to it does not name the mood where it might be one beside it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.practice.moods import LIGHT, mood_of
from intents import load
from intents.spans import HEAVY, Mood

A_TELLING = 7
"""In fewer words nothing is told for sure."""
GLAD, TOLD_GLADLY = 0.93, 0.75
"""How probable it must be that it is good, and that something is told."""
MORE_GLAD = 0.6
"""How probable it must be, that it weighs, to be met with more than a quiet word."""
WEIGHS_ON = 0.95
"""How probable some heavy mood must be."""
LIKELY, LIKELY_WEIGHT = 0.75, 0.6
"""How probable one heavy mood must be, and that it weighs, to be met as that one."""
SURE_WEIGHT = 0.8
"""How probable it must be that it weighs, where it is not clear which heavy mood it is."""
SAME_WAY = 0.6
"""How probable the like of a kind must be, for a kind that counts only then."""

SURE_PART = 0.85
"""How probable the mood of a part must be that is said back."""
NOT_BY_ITSELF: frozenset[Mood] = frozenset({"plain", "ironic", "shame", "anger", "despair"})
"""The moods of parts that are not said back: what is plain says nothing, what is sore hurts."""


class Seeming(NamedTuple):
    """What it seems to be: a heavy mood, "good", or "joy" for what is more than good."""

    mood: Mood | Literal["joy"]

    @property
    def heavy(self) -> bool:
        """Whether nothing light is to be said to it."""
        return self.mood not in ("good", "joy")


@lru_cache(maxsize=256)  # A replayed conversation asks for the same words again.
def seems(said: str, language: str = "en") -> Seeming | None:
    """How the person seems to feel in all of `said`; `None` where it is not probable enough.

    What the words name goes before it.
    """
    feeling = mood_of(said, language)
    if len(said.split()) < A_TELLING or feeling.mood in ("none", "ironic"):
        return None
    felt = load(language).felt(said)
    if felt.mood == "good" and felt.chance >= GLAD and felt.told >= TOLD_GLADLY:
        if feeling.certain and feeling.mood not in LIGHT and feeling.mood != "mixed":
            return None
        return Seeming("joy" if felt.weighs >= MORE_GLAD else "good")
    if felt.heavy < WEIGHS_ON or feeling.mood == "good":
        return None
    if felt.chance >= LIKELY and felt.weighs >= LIKELY_WEIGHT:
        return Seeming(felt.mood)
    return Seeming("hard") if felt.weighs >= SURE_WEIGHT else None


def is_felt_so(said: str, mood: Mood, language: str = "en") -> bool:
    """Whether what is told seems to be as glad, or as heavy, as a kind of telling with `mood`."""
    felt = load(language).felt(said)
    if mood in HEAVY:
        return felt.heavy >= SAME_WAY
    return mood not in LIGHT or (felt.mood == "good" and felt.chance >= SAME_WAY)


def is_moved(part: str, said: str, language: str = "en") -> bool:
    """Whether a part of what is told tells by itself what gladdens or hurts in it."""
    felt, whole = load(language).felt(part), load(language).felt(said)
    if felt.mood in NOT_BY_ITSELF:
        return False
    same = whole.mood == felt.mood or (felt.mood in HEAVY and whole.heavy >= SAME_WAY)
    return same and felt.chance >= SURE_PART and felt.told >= SURE_PART

"""Whether what is told is so grave that no form goes on after it as if nothing had been said."""

from __future__ import annotations

from assistant.practice.moods import HEAVIEST, HEAVY, mood_of
from assistant.practice.outcome_detection import is_death, is_grave
from assistant.practice.tellings import telling_in

GRAVE_KINDS = frozenset({"grief", "despair", "shame", "lonely", "hard", "anger"})
"""The moods of the kinds of telling that are grave where they weigh something."""
GRAVE_MOODS = frozenset({"grief", "despair", "shame", "lonely"})
"""The moods that are grave wherever the words name them."""
SORROWS = frozenset({"grief", "hard"})
"""The moods of what happens to a person, and is nothing they did."""
BORNE = frozenset({"child_ill", "loved_one_ill", "caring_parent", "caring_partner", "craving"})
"""Kinds that many days hold, and after which a check-in may go on."""


def tells_of_sorrow(said: str, language: str = "en") -> bool:
    """Whether something sad is told that is no fault: tears, an illness, a death."""
    told = telling_in(said, language, met=True)
    if told is not None and not told.general:
        return told.mood in SORROWS
    return mood_of(said, language).mood == "grief"


def is_grave_telling(said: str, language: str = "en") -> bool:
    """Whether a loss, a relapse, a break or bad news is told, or what is hard to say of oneself.

    To be tired, to have a headache, or a child with a cold is not grave.
    """
    feeling = mood_of(said, language)
    if feeling.mood in GRAVE_MOODS and feeling.heavy:
        return True
    if feeling.mood == "good":
        return False
    told = telling_in(said, language, met=True)
    kind = told is not None and not told.general and told.weight >= HEAVY
    kind = kind and told is not None and told.kind not in BORNE
    if told is not None and kind and (told.mood in GRAVE_KINDS or told.weight >= HEAVIEST):
        return True
    return is_grave(said, language) or is_death(said, language)

"""Noticing concern in a text, from the rules and the learned model together.

The rules know what is certain, and what is denied, long ago, or said of someone else. What only the
model notices is uncertain, and so is what the rules found but the model doubts. Where the model is
sure that it is a figure of speech, nothing is noticed.

In a language without safety data (see `rules.available`) nothing is ever noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.safety import learned, rules
from assistant.safety.concern import Concern, strongest


def notice(text: str, language: str = "en", weight: int = 0) -> Concern | None:
    """The most pressing concern in a text; `None` where there is none.

    `weight`: how many signs of danger there were before (see `assistant.safety.course`).
    """
    if not rules.available(language):
        return None
    known, model = rules.load(language), learned.load(language)
    concern = known.notice(text)
    if model is None:
        return concern
    chance, guess = model.likeliest(text)
    if concern is None:
        needed = learned.NOTICED
        if guess is not None and guess.kind == "coded" and not known.of_oneself(text):
            needed = learned.NOTICED_OF_OTHERS
        alone = chance >= _after(weight, needed) and len(text.split()) >= learned.LEAST
        return guess if alone and not known.dismissed(text) else None
    plain = concern.kind == "explicit" and concern.certainty == "certain"
    if chance < (learned.DOUBTED_PLAIN if plain else learned.DOUBTED):
        return None
    return concern if plain or chance >= learned.UNSURE else replace(concern, certainty="uncertain")


def _after(weight: int, needed: float) -> float:
    """The chance from which the model is believed, where so many signs came before.

    Each doubles the odds that words mean danger.
    """
    odds = needed / (1 - needed) / 2.0**weight
    return odds / (1 + odds)


def calls_for_help(readings: Iterable[str], language: str = "en") -> bool:
    """Whether any reading asks for help now: "help me stay safe", "who can I call"."""
    if not rules.available(language):
        return False
    known = rules.load(language)
    return any(known.calls_for_help(reading) for reading in readings)


def is_way_out(text: str, language: str = "en") -> bool:
    """Whether the words ask to speak of something else at once, since somebody comes."""
    return rules.available(language) and rules.load(language).is_way_out(text)


def notice_near(readings: Iterable[str], language: str = "en") -> bool:
    """Whether any reading says that somebody near the speaker is in danger of their life.

    That is no `Concern`: it is not about the speaker.
    """
    if not rules.available(language):
        return False
    known = rules.load(language)
    return any(known.someone_near(reading) for reading in readings)


def notice_any(readings: Iterable[str], language: str = "en") -> Concern | None:
    """The most pressing concern in any reading of the same sound."""
    return strongest(notice(reading, language) for reading in readings)

"""Noticing: what the rules find in a text, and what the learned part makes of it.

The rules say what is certain, and what is denied, long ago, or of someone else. Where only the
learned part notices something it is uncertain, and so is what the rules found where it doubts them;
where it takes that for a mere turn of phrase nothing is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.safety import learned, rules
from assistant.safety.concern import Concern, strongest


def notice(text: str, language: str = "en") -> Concern | None:
    """What is of concern in what was said; `None` where nothing is."""
    known, likely = rules.load(language), learned.load(language)
    concern = known.notice(text)
    if likely is None:
        return concern
    chance, guess = likely.likeliest(text)
    if concern is None:
        needed = learned.NOTICED
        if guess is not None and guess.kind == "coded" and not known.of_oneself(text):
            needed = learned.NOTICED_OF_OTHERS
        alone = chance >= needed and len(text.split()) >= learned.LEAST
        return guess if alone and not known.dismissed(text) else None
    plain = concern.kind == "explicit" and concern.certainty == "certain"
    if chance < (learned.DOUBTED_PLAIN if plain else learned.DOUBTED):
        return None
    return concern if plain or chance >= learned.UNSURE else replace(concern, certainty="uncertain")


def notice_near(readings: Iterable[str], language: str = "en") -> bool:
    """Whether somebody near the speaker is in danger of their life: that is no `Concern`."""
    known = rules.load(language)
    return any(known.someone_near(reading) for reading in readings)


def notice_any(readings: Iterable[str], language: str = "en") -> Concern | None:
    """What is of concern in any reading of the same sound."""
    return strongest(notice(reading, language) for reading in readings)

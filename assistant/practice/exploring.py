"""Beyond a "should": whose voice it was, and what the person would choose by themselves."""

from __future__ import annotations

from typing import Any

import msgspec

from assistant.practice.event import Event


class ShouldMet(Event, frozen=True, tag="should_met"):
    """A "should" in an answer: whose voice it is, in the person's own words."""

    prompt: str
    whose: str


class OwnChoice(Event, frozen=True, tag="own_choice"):
    """What the person would choose if nobody were watching, in their own words."""

    prompt: str
    words: str


ExploringNoted = ShouldMet | OwnChoice


class Choosing(msgspec.Struct, frozen=True):
    """What somebody would choose, and the day on which they said it."""

    day: str
    prompt: str
    words: str


def note(choices: list[Choosing], noted: Any, day: str) -> None:
    """Take in what was noted, where it is about a choice of one's own."""
    if isinstance(noted, OwnChoice):
        choices.append(Choosing(day, noted.prompt, noted.words))


def words(noted: ExploringNoted) -> str:
    """The person's own words in it."""
    return noted.whose if isinstance(noted, ShouldMet) else noted.words

"""Grounding with the breath or the five senses. Nothing of it is noted."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.dialogues.brief import Brief
from assistant.dialogues.choosing import choose
from assistant.dialogues.steps import Ask, Dialogue, Say, Step
from intents import Freely, YesNo

BREATHE, LOOK = "breathe", "look"
BREATHS = 4
MORE = ("grounding",)
"""The intents that ask for grounding again ("breathe"); they answer the question like "no"."""
SENSES = ("see", "touch", "hear", "smell", "taste")
"""Five things to see, four to touch, and so on to one thing to taste."""


def grounding(brief: Brief) -> Dialogue:
    """Breathe together for a while, or look around with all five senses."""
    way = yield from choose("grounding.which", {}, fixed=(BREATHE, LOOK), named="grounding")
    if way == LOOK:
        yield Say("grounding.senses")
        for sense in SENSES:
            # No answer has to be said aloud; "next" goes on as well.
            yield Ask(f"grounding.sense.{sense}", Freely())
    else:
        yield Say("grounding.breathe.begin")
        yield from breaths()
    better = yield Ask("grounding.how_is_it", YesNo(), also=MORE)
    if better is False or isinstance(better, dict):
        yield Say("grounding.breathe.again")
        yield from breaths()
    yield Say("grounding.goodbye")


def breaths() -> Iterator[Step]:
    """A few breaths together."""
    yield Say("grounding.breathe.first")
    for _ in range(BREATHS - 1):
        yield Say("grounding.breathe.once")

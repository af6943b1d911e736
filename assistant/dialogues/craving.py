"""When somebody who stays away from drink, a drug or a bet wants it badly now.

As a counsellor would: it stays, asks who could be there, and helps over the next minutes, in which
the worst mostly passes. Nothing is asked about the past, and nothing is asked of them. The check-in
in which it was told ends with it.
"""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.choosing import choose
from assistant.dialogues.grounding import breaths
from assistant.dialogues.steps import Ask, Begin, Dialogue, Say
from intents import Freely

BREATHE, LISTEN, RING = "breathe", "listen", "ring"


class CravingBrief(Brief, frozen=True):
    """How often something was told before in this conversation."""

    nth: int = 0

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief. The words are in the journal already, with the question they answered."""
        return cls(**moment.basics, nth=int(moment.slots.get("nth", 0)))


def craving(brief: CravingBrief) -> Dialogue:
    """Meet it, ask who could be there, and stay over the next minutes."""
    from assistant.safety.whom import named_in  # It loads what was learned of danger.

    yield Say("heard.about.craving_now", nth=brief.nth)
    yield Say("craving.stays")
    answer = yield Ask("craving.who", Freely())
    who = named_in(answer, brief.language) if isinstance(answer, str) else ""
    yield Say("craving.ring", who=who) if who else Say("craving.nobody")
    yield Say("craving.passes")
    way = yield from choose("craving.now", {}, fixed=(BREATHE, LISTEN, RING), named="craving")
    if way == BREATHE:
        yield Say("grounding.breathe.begin")
        yield from breaths()
    elif way == LISTEN:
        yield Begin("just_listen", {"within": True})
    yield Say("craving.goodbye")

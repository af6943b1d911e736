"""A rest for the voice: go on by keys, or another day.

It is offered by a channel after long speaking, and whenever the person says that their voice is
tired.
"""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Say
from intents import Choice

BY_KEYS = "voice_rest.keys"
"""Said where the person wants to go on by keys; the channel that has them goes by it."""


class VoiceRestBrief(Brief, frozen=True):
    """`keys`: whether the channel can be answered by keys. `told`: the person asked for it."""

    keys: bool = False
    told: bool = True

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what the channel said of itself."""
        keys, told = bool(moment.slots.get("keys")), moment.slots.get("offered") is None
        return cls(**moment.basics, keys=keys, told=told)


def voice_rest(brief: VoiceRestBrief) -> Dialogue:
    """Offer to go on by keys. To go on another day is to stop, as at any question."""
    if not brief.keys:
        yield Say("voice_rest.no_keys")
        return
    question = "voice_rest.how.told" if brief.told else "voice_rest.how"
    how = yield Ask(question, Choice(("keys", "go_on"), named="voice_rest"))
    yield Say(BY_KEYS if how == "keys" else "voice_rest.go_on")

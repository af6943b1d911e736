"""When to offer a rest for the voice: after the person has spoken for long."""

from __future__ import annotations

from assistant.conversation.reply import Reply
from intents import Dictation


class VoiceFatigue:
    """Counts how long a person has spoken in one conversation. A rest is offered once."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._offered = False

    def add(self, seconds: float) -> None:
        """The person has spoken for so long."""
        self._seconds += seconds

    def due(self, reply: Reply, minutes: float) -> bool:
        """Whether to offer a rest now, after `minutes` of speaking; 0 is never.

        Not in the middle of a dictation or a pause, nor in what nobody else may see, and only once.
        """
        if self._offered or not minutes or self._seconds < minutes * 60:
            return False
        if reply.ask is None or reply.paused or reply.unseen:
            return False
        self._offered = not isinstance(reply.ask.expects, Dictation)
        return self._offered

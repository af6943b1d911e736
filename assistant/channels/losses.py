"""The devices that went away in a conversation: what is said of it, and where they do so often."""

from __future__ import annotations

from assistant.dialogues.steps import Say
from assistant.speech.audio.portaudio import TYPING

SOON = 120.0
"""Seconds within which a second loss is no chance: something is to be done about it."""


class Losses:
    """Counts how soon a device is lost again."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._often = False

    def lost(self, at: float) -> Say:
        """What to write when a device is gone, as nothing can be heard; `at`: seconds of audio."""
        self._often = self._last is not None and at - self._last < SOON
        self._last = at
        return Say("sound.lost_often", typing=TYPING) if self._often else Say("sound.lost")

    def back(self) -> Say:
        """What to say when it is back."""
        return Say("sound.back_often") if self._often else Say("sound.back")

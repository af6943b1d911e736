"""What a conversation needs of the world around it, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from assistant.dialogues.steps import Dialogue, Say
from assistant.practice.events import Entry, JournalEvent
from assistant.practice.preferences import Confirm


class World(Protocol):
    """What a conversation needs of the world: a place for its events, and what dialogues know."""

    def record(self, event: JournalEvent, session: str) -> Entry:
        """Make an event durable; it is on disk when this returns."""

    def entries(self, root: str) -> Sequence[Entry]:
        """The events of a session and of those begun from within it, in order."""

    def new_session(self) -> str:
        """A fresh id for a session."""

    def erase(self, lines: Sequence[str]) -> bool:
        """Erase these lines of the journal for good, and every copy; whether that is done now."""

    def brief(self, dialogue: str, session: str, slots: Mapping[str, Any]) -> dict[str, Any]:
        """All that a dialogue is told when it begins; `slots` came with the wish for it."""

    def perform(self, dialogue: str, brief: dict[str, Any]) -> Dialogue:
        """A dialogue, from its beginning."""

    def ordinal(self, dialogue: str) -> int:
        """How many sessions of this dialogue began before."""

    def has_dialogue(self, name: str) -> bool:
        """Whether there is a dialogue of this name to begin."""

    def confirm(self) -> Confirm:
        """When an answer is read back before it counts."""

    def go_easy(self, session: str, days: int = 0) -> None:
        """Let the heavier questions rest for today, and for so many `days` after it."""

    def adjust(self, wish: str, session: str) -> Say:
        """Do as asked about the voice, about patience, or to "go easy" today; say so."""

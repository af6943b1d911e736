"""What a conversation needs to know, and where its events go."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from assistant.conversation.state import SessionState
from assistant.dialogues.brief import Passage
from assistant.dialogues.steps import Dialogue, Say
from assistant.journal import Journal
from assistant.practice.events import Entry, JournalEvent
from assistant.practice.pages import PageAsked
from assistant.practice.preferences import Confirm, OtherVoice
from assistant.practice.state import State

Slots = Mapping[str, Any]
"""What was said with a command, such as the words to search for."""


class Knowledge(Protocol):
    """What handlers may ask; nothing of it changes anything."""

    language: str
    """The name of the language of the conversation."""

    def new_session(self) -> str:
        """A fresh id for a session."""

    def brief(self, dialogue: str, session: str, slots: Slots) -> dict[str, Any]:
        """All that a dialogue is told when it begins; `slots` came with the wish for it."""

    def perform(self, dialogue: str, brief: dict[str, Any]) -> Dialogue:
        """A dialogue, from its beginning."""

    def renamed(self) -> Mapping[str, str]:
        """The present names of values and goals, by the names they had before."""

    def rests(self) -> Container[str]:
        """The keys of the questions that are not asked just now."""

    def ordinal(self, dialogue: str) -> int:
        """How many sessions of this dialogue began before."""

    def has_dialogue(self, name: str) -> bool:
        """Whether there is a dialogue of this name to begin."""

    def confirm(self) -> Confirm:
        """When an answer is read back before it counts."""

    def adjusted(self, wish: str, nth: int, amount: float = 0.0) -> tuple[JournalEvent | None, Say]:
        """What a wish about the voice or about patience changes, and what to say of it.

        `nth` chooses among the variants of what is said. `amount` is the value that was named.
        """

    def other_voices(self) -> Sequence[OtherVoice]:
        """The voices that can be chosen beside the present one; none where it is not Lantern's."""

    def gentle_until(self, days: int = 0) -> JournalEvent | None:
        """Lets the heavier questions rest today and `days` more; `None`: they do already."""


class RepositoryPort(Knowledge, Protocol):
    """The journal as a conversation sees it."""

    clock: Callable[[], datetime]
    journal: Journal
    locked: bool
    """Whether the past cannot be read, since the journal is encrypted."""
    to_tell: list[str | Say]
    """What has to be said before anything else, such as that the disk is full."""

    @property
    def unsaved(self) -> bool:
        """Whether something is in memory only."""

    @property
    def backing_up(self) -> bool:
        """Whether the backup of the day is still to come, or being made."""

    @property
    def may_read_aloud(self) -> bool:
        """Whether the journal may be read out on this channel."""

    def unfinished(self) -> list[SessionState]:
        """The conversations that were not brought to their end, oldest first."""

    def back_up_soon(self) -> None:
        """Make the backup of the day, if there is none, beside the conversation."""

    def back_up_now(self) -> None:
        """Make the backup that is still to come, if there is one."""

    def record(self, event: JournalEvent, session: str) -> Entry:
        """Make an event durable. Where the disk refuses, it waits in memory."""

    def entries(self, root: str) -> Sequence[Entry]:
        """The events of a session and of those begun from within it, in order."""

    def erase(self, lines: Sequence[str]) -> bool:
        """Erase these lines of the journal for good, and every copy; whether that is done now."""

    def erase_everything(self) -> bool:
        """Erase the whole journal for good, and every copy; whether that is done now."""

    def make_page(self, asked: PageAsked) -> Say:
        """Make the page that was asked for; say where it is, or why there is none."""

    def state(self) -> State:
        """What is known of the person."""

    def words_since(self, day: date) -> Sequence[str]:
        """What the person said from this day on, in the newest turns."""

    def answers_to(self, ask: str, limit: int) -> Sequence[str]:
        """The short answers a question was given in the person's words, the newest first."""

    def find(
        self, query: str, since: date | None, until: date | None, limit: int
    ) -> tuple[Passage, ...]:
        """The best passages for some words within some days."""

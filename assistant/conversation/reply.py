"""What Lantern answers, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import JournalEvent


@dataclass(frozen=True, slots=True)
class Reply:
    """What every channel renders and every test compares.

    `says` is all there is to say, the question included; `ask` is the question waited for, if any.
    `unseen`: it may be heard only, and must not stand on a screen where somebody might look along.
    `clears`: what stands on the screen goes first.
    """

    says: tuple[Say, ...] = ()
    ask: Ask | None = None
    paused: bool = False
    unseen: bool = False
    clears: bool = False

    @property
    def ended(self) -> bool:
        """Whether the conversation is over for now."""
        return self.ask is None

    def after(self, *says: Say) -> Reply:
        """The same reply, with something said before it."""
        return replace(self, says=(*says, *self.says))


SessionEvent = tuple[str, JournalEvent]
"""The id of a session, and an event that belongs to it."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a handler gives: the events to record, in order, and the reply to give after that.

    `goes_on`: after recording, the conversation moves on (it begins what is to begin next, and
    returns to what waits); `reply.says` come before what is said then, and `briefly` leaves only
    the question of what waits. `root`: the conversation is another one from here on. `first_words`
    were said before the dictation that the conversation comes to; they become its first segment,
    and `first_words_say` is said of them, after `first_words_met`, which meets what they tell.
    """

    events: tuple[SessionEvent, ...] = ()
    reply: Reply = field(default_factory=Reply)
    goes_on: bool = False
    briefly: bool = False
    root: str | None = None
    first_words: str = ""
    first_words_say: str = ""
    first_words_met: tuple[Say, ...] = ()

"""What Lantern answers: plain data, which every channel renders and every test compares."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.dialogues.steps import Ask, Say


@dataclass(frozen=True, slots=True)
class Reply:
    """What every channel renders and every test compares. `ask` is what is waited for, if anything.

    `says` holds all that is to be said, the question with it. `unseen`: it is to be heard only, and
    not to stand on a screen where somebody might look along.
    """

    says: tuple[Say, ...] = ()
    ask: Ask | None = None
    paused: bool = False
    unseen: bool = False

    @property
    def ended(self) -> bool:
        """Whether the conversation is over for now."""
        return self.ask is None

    def after(self, *says: Say) -> Reply:
        """The same, with something said before it."""
        return replace(self, says=(*says, *self.says))

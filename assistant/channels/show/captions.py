"""Captions that are also shown on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from assistant.channels.captions import Captions
from assistant.channels.show.screen import Screen
from assistant.channels.show.view import Said, buttons, speaking, with_said
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.export.terminal import cleaned
from assistant.speech.audio.base import Sound
from intents import Dictation, Open

_OF_DANGER = "safety."


class PageCaptions(Captions):
    """Shows a conversation on the page, and in the terminal.

    A talk about danger leaves nothing behind on the page, and what may only be heard is not on it
    (docs/safety.md).
    """

    def __init__(
        self, out: TextIO, screen: Screen, manager: ConversationManager, plain: bool = False
    ) -> None:
        super().__init__(out, manager.wording, plain)
        self._screen = screen
        self._manager = manager
        self._said: tuple[Said, ...] = ()
        self._of_danger = False
        self._unseen = False
        self._only_for: str | None = None

    def begin(self, reply: Reply, only_for: str | None = None) -> None:
        """Show a reply, whose lines follow. `only_for`: the device that may see it."""
        talk = self._manager.watch.talk is not None
        told = any(say.key.startswith(_OF_DANGER) for say in reply.says)
        self._of_danger = talk or told or reply.unseen
        self._unseen = reply.unseen and only_for is None
        self._only_for = only_for if reply.unseen else None
        if self._of_danger or reply.clears:
            self._said = ()
        expects = reply.ask.expects if reply.ask else None
        view = self._screen.view
        self._screen.show(
            self._only_for,
            turn=view.turn + 1,
            lines=(),
            heard="" if self._of_danger or reply.clears else view.heard,
            partly=False,
            answers=() if self._unseen else buttons(self._manager.offered()),
            dictates=isinstance(expects, Dictation | Open),
            state="paused" if reply.paused else "ended" if reply.ended else "waits",
            note="",
            said=self._said,
            scan=(),
        )

    def show_lantern(self, text: str) -> None:
        """Show what Lantern says."""
        super().show_lantern(text)
        if self._unseen:
            return
        line = cleaned(text)
        self._screen.show(self._only_for, lines=(*self._screen.view.lines, line))
        if not self._of_danger:
            self._said = with_said(self._said, "lantern", line)

    def show_person(self, text: str) -> None:
        """Show what the person said."""
        super().show_person(text)
        if self._unseen:
            return
        line = cleaned(text)
        if not self._of_danger:
            self._said = with_said(self._said, "person", line)
        self._screen.show(self._only_for, heard=line, partly=False)

    def show_partial(self, text: str) -> None:
        """Show what was recognized so far."""
        super().show_partial(text)
        if text and not self._unseen:
            self._screen.change(heard=cleaned(text), partly=True)

    def show_speaking(self, sound: Sound, wait: float) -> None:
        """Mark the words of a sentence as they are spoken."""
        if sound.text and not self._unseen:
            self._screen.speak(speaking(sound, wait))

    def stop_speaking(self) -> None:
        """Mark no words any more."""
        self._screen.speak(None)

    def show_offer(self, text: str, following: Sequence[str] = ()) -> None:
        """Show what a switch can choose now, and what comes after it."""
        super().show_offer(text, following)
        if not self._unseen:
            self._screen.change(scan=(cleaned(text), *map(cleaned, following)))

    def clear(self) -> None:
        """Take everything off the page and off a terminal."""
        super().clear()
        self._said = ()
        self._screen.show(lines=(), heard="", partly=False, answers=(), note="", said=(), scan=())

    def tell(self, text: str) -> None:
        """Show a line about Lantern itself, in the terminal and on the page."""
        super().note(text)
        self._screen.change(note=cleaned(text))

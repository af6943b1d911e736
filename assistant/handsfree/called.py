"""A conversation with somebody who called, or whose hour it is: they may not even be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Literal

from assistant.conversation.manager import Companion
from assistant.conversation.reply import Reply
from assistant.conversation.stage import Slots
from assistant.dialogues.steps import Say
from assistant.formatting import FormattedText
from assistant.handsfree.phrase import SLEEP
from assistant.practice.reminders import Due
from intents import Invitation, Meaning


class Called(Companion):
    """Lantern between two times of waiting. A silence at the menu or at the hour of something is
    an answer: it goes back to waiting, and asks no second time."""

    due: Due | None = None
    """What is offered at its hour, where that is what begins."""
    asleep = False
    """Whether it was told to stop listening."""

    def start(self, wanted: str, slots: Slots = MappingProxyType({})) -> Reply:
        """Begin: at the menu with no greeting, for the call was answered already."""
        if self.due is not None:
            return self.begin(wanted, _slots(self.due))
        return super().start(wanted, {**slots, "called": True} if wanted == "menu" else slots)

    def was_in_the_middle(self, wanted: str) -> bool:
        """Whether a conversation to which this belongs was left in the middle."""
        return self._left_in_the_middle(wanted) is not None

    def understand(self, text: str) -> Meaning:
        """What a sentence means; to be sent to sleep means the end here, too."""
        words = "".join(letter for letter in text.lower() if letter.isalpha() or letter == " ")
        if " ".join(words.split()) == SLEEP and self.watch.talk is None:
            self.asleep = True
            return Meaning(text, "command", "stop", score=1.0)
        return super().understand(text)

    def take(
        self,
        meaning: Meaning,
        recording: str = "",
        seconds: float = 0.0,
        readings: Sequence[str] = (),
        written: FormattedText | None = None,
    ) -> Reply:
        """Take in what was understood; silence is an answer where nobody may be there."""
        ask = self.reply.ask
        silent = not meaning.text and not meaning.doubtful
        if silent and ask is not None and self.watch.talk is None:
            if isinstance(ask.expects, Invitation):
                meaning = Meaning("", "answer", value="silence", score=1.0)
            elif ask.key.startswith("menu."):
                return self.leave("silence")
        return super().take(meaning, recording, seconds, readings, written)

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation; at the menu there is nothing to say of it but that one waits."""
        at_the_menu = self.reply.ask is not None and self.reply.ask.key.startswith("menu.")
        reply = super().leave(why)
        if why == "silence" and at_the_menu:
            self.reply = replace(reply, says=(Say("listen.back_to_waiting"),))
        return self.reply


def _slots(due: Due) -> dict[str, Any]:
    return {
        "reminder": due.reminder.id,
        "dialogue": due.reminder.dialogue,
        "day": due.day,
        "offer": due.offers + 1,
    }

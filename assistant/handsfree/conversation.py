"""A conversation that Lantern begins after a wake phrase or at the hour of a reminder."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import Slots
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Say
from assistant.handsfree.wake_phrase import wake_phrases
from assistant.practice.reminders import Due
from intents import Expectation, Invitation, Meaning


class HandsFreeConversation(ConversationManager):
    """A conversation with somebody who may not be there.

    Silence at the menu, or at the offer of a reminder, ends it and is not asked about again.
    """

    due: Due | None = None
    """The reminder that is offered, where one begins the conversation."""
    asleep = False
    """Whether the person said to stop listening."""

    def start(self, wanted: str, slots: Slots = MappingProxyType({})) -> Reply:
        """Begin a dialogue; without a greeting at the menu, since the call was answered already."""
        if self.due is not None:
            return self.begin(wanted, self.due.slots)
        return super().start(wanted, {**slots, "called": True} if wanted == "menu" else slots)

    def was_in_the_middle(self, wanted: str) -> bool:
        """Whether a conversation this dialogue belongs to was left unfinished."""
        return self._left_in_the_middle(wanted) is not None

    def interpret(self, text: str, expects: Expectation | None = None) -> Interpretation:
        """What a sentence says. The phrase that ends the listening means "stop", too."""
        letters = "".join(letter for letter in text.lower() if letter.isalpha() or letter == " ")
        sleep = wake_phrases(self.language.name).sleep
        if " ".join(letters.split()) == sleep and self.watch.talk is None:
            self.asleep = True
            return Interpretation.of(Meaning(text, "command", "stop", score=1.0))
        return super().interpret(text, expects)

    def respond(self, utterance: Utterance) -> Reply:
        """The reply to an utterance; silence is an answer where nobody may be there."""
        ask, said = self.reply.ask, utterance.interpretation
        silent = not said.text and not said.doubtful
        if silent and ask is not None and self.watch.talk is None:
            if isinstance(ask.expects, Invitation):
                silence = Interpretation.of(Meaning("", "answer", value="silence", score=1.0))
                return super().respond(replace(utterance, interpretation=silence))
            if ask.key.startswith("menu."):
                return self.leave("silence")
        return super().respond(utterance)

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation. After silence at the menu, only say that Lantern waits."""
        at_menu = self.reply.ask is not None and self.reply.ask.key.startswith("menu.")
        reply = super().leave(why)
        if why == "silence" and at_menu:
            self.reply = replace(reply, says=(Say("listen.back_to_waiting"),))
        return self.reply

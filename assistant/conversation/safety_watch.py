"""Notices danger in what is said, beside a conversation, and speaks of it when it should.

Explicit and present danger is spoken of at once, the rest when the person has finished. Everything
here is kept in memory only.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.dispatch import Utterance
from assistant.conversation.reply import Reply
from assistant.conversation.safety_talk import SafetyTalk
from assistant.dialogues.steps import Say
from assistant.safety.concern import Concern, strongest
from intents import Dictation


class SafetyWatch:
    """What a channel keeps of one conversation, for as long as it runs.

    `talk` is the talk about safety that is on. `noticed` waits for the person to finish. `withheld`
    is an utterance that was not taken for an answer because of what was noticed in it. `near`:
    somebody near the person is in danger, which was not spoken of yet. `dictated` are the lines of
    the journal in which something was noticed.
    """

    def __init__(self) -> None:
        self.talk: SafetyTalk | None = None
        self.noticed: Concern | None = None
        self.withheld: Utterance | None = None
        self.near = False
        self.dictated: tuple[str, ...] = ()
        self._spoken_of_near = False
        self._spoken_of: Concern | None = None
        self._over = False

    def notice(self, concern: Concern | None, near: bool) -> bool:
        """Take in what an utterance holds; whether anything in it gives concern."""
        if self.talk is not None:
            return False
        if concern is None:
            self.near = self.near or (near and not self._spoken_of_near)
            return False
        before = self._spoken_of
        if before is None or (concern.pressing and not before.pressing):
            self.noticed = strongest((concern, self.noticed))
        return True

    def due(self, reply: Reply, dictating: bool) -> Concern | None:
        """The concern to speak of now, before what `reply` says; `None`: not now, or nothing."""
        concern = self.noticed
        if concern is None:
            return None
        return None if _dictates_on(reply, dictating) and not concern.pressing else concern

    def near_due(self, reply: Reply, dictating: bool) -> bool:
        """Whether to say now how somebody near can be helped; that is said once."""
        if not self.near or self.talk is not None or _dictates_on(reply, dictating):
            return False
        self.near, self._spoken_of_near = False, True
        return True

    def begin(self, talk: SafetyTalk, concern: Concern, instead_of: Reply) -> Reply:
        """Begin to speak of it, after what was said if the conversation is over."""
        self.talk, self.noticed, self._spoken_of = talk, None, concern
        self.near = False
        self._over = instead_of.ended
        return talk.reply().after(*(instead_of.says if instead_of.ended else ()))

    def end(self) -> bool:
        """End the talk; whether the conversation was over when it began."""
        self.talk = None
        return self._over


def said_beside(reply: Reply, says: tuple[Say, ...], dictated: bool) -> Reply:
    """A reply with how somebody near can be helped.

    After a dictation all that it says stays; elsewhere only the question.
    """
    if dictated:
        return reply.after(*says, Say("safety.say_just_listen"))
    return replace(reply, says=(*says, *reply.says[-1:]))


def _dictates_on(reply: Reply, dictating: bool) -> bool:
    return dictating and reply.ask is not None and isinstance(reply.ask.expects, Dictation)

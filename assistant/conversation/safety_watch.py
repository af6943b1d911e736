"""Listens along with a conversation, and speaks of safety when it should. In memory only.

Explicit and present: at once. Otherwise when the person has finished what they were saying. Once in
a conversation, and once more where it becomes more pressing; not at every sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.conversation.reply import Reply
from assistant.conversation.safety_talk import Talk
from assistant.dialogues.steps import Say
from assistant.safety.concern import Concern, strongest
from assistant.safety.noticing import notice_any, notice_near
from intents import Dictation, Meaning

Hear = Callable[[], Reply]


class Watch:
    """What one conversation's channel has to keep of it, for as long as it runs.

    `talk` is the talk which is on. `noticed` is what waits for the person to finish. `swallowed` is
    what was said in answer, but was not taken for one because it was noticed. `near`: somebody near
    is in danger, which is not spoken of yet. `dictated` are the journal's lines with noticed words.
    """

    def __init__(self) -> None:
        self.talk: Talk | None = None
        self.noticed: Concern | None = None
        self.swallowed: Meaning | None = None
        self.near = False
        self._spoken_of_near = False
        self.dictated: tuple[str, ...] = ()
        self._spoken_of: Concern | None = None
        self._over = False

    def notice(self, readings: Iterable[str]) -> bool:
        """Hear every reading of an utterance; whether anything in it gives concern."""
        said = tuple(dict.fromkeys(reading for reading in readings if reading))
        concern = notice_any(said)
        before = self._spoken_of
        if self.talk is not None:
            return False
        if concern is None:
            self.near = self.near or (not self._spoken_of_near and notice_near(said))
            return False
        if before is None or (concern.pressing and not before.pressing):
            self.noticed = strongest((concern, self.noticed))
        return True

    def due(self, reply: Reply, dictating: bool) -> Concern | None:
        """The concern to speak of now, before what `reply` says; `None`: not now, or nothing."""
        concern = self.noticed
        if concern is None:
            return None
        still = dictating and reply.ask is not None and isinstance(reply.ask.expects, Dictation)
        return None if still and not concern.pressing else concern

    def near_due(self, reply: Reply, dictating: bool) -> bool:
        """Whether to say now how somebody near can be helped; that is said once."""
        still = dictating and reply.ask is not None and isinstance(reply.ask.expects, Dictation)
        if not self.near or still or self.talk is not None:
            return False
        self.near, self._spoken_of_near = False, True
        return True

    def begin(self, talk: Talk, concern: Concern, instead_of: Reply) -> Reply:
        """Begin to speak of it, before or after what the conversation had to say."""
        self.talk, self.noticed, self._spoken_of = talk, None, concern
        self.near = False
        self._over = instead_of.ended
        return talk.reply().after(*(instead_of.says if instead_of.ended else ()))

    def hear(
        self, meaning: Meaning, beneath: Hear, leave: Hear, answered: Callable[[Meaning], Reply]
    ) -> Reply:
        """An utterance within the talk.

        `beneath` is the conversation as it waits, `leave` leaves it, `answered` has it hear what
        was said before, now that it is known for a mere answer. "Never mind", in a talk about
        being hurt, changes the subject at once.
        """
        talk = self.talk
        assert talk is not None, "there is a talk"
        if meaning.intent == "stop":
            self.talk = self.swallowed = None
            if talk.unseen and not meaning.text.strip().lower().startswith("stop"):
                return Reply() if self._over else beneath()
            left = Reply() if self._over else leave()
            return left.after(*talk.last_number())
        reply = talk.hear(meaning)
        if reply.ask is not None:
            return reply
        self.talk = None
        swallowed, self.swallowed = self.swallowed, None
        if swallowed is not None and talk.said_safe and not self._over:
            return answered(swallowed).after(*reply.says)
        waits = Reply() if self._over else beneath()
        says = (*reply.says, *waits.says[-1:])
        return replace(waits, says=says, unseen=talk.unseen)


def said_beside(reply: Reply, says: tuple[Say, ...], dictated: bool) -> Reply:
    """A reply with how somebody near can be helped; what is offered besides is to be listened to.

    After a dictation all that it says stays; else the question alone.
    """
    if dictated:
        return reply.after(*says, Say("safety.say_just_listen"))
    return replace(reply, says=(*says, *reply.says[-1:]))

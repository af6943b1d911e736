"""Listens along with a conversation, and speaks of safety when it should. In memory only.

Explicit and present: at once. Otherwise when the person has finished what they were saying. Once in
a conversation, and once more where it becomes more pressing; not at every sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.reply import Reply
from assistant.safety.concern import Concern, strongest
from assistant.safety.noticing import notice_any
from assistant.safety.talk import Talk
from intents import Dictation, Meaning

Hear = Callable[[], Reply]


class Watch:
    """What one conversation's channel has to keep of it, for as long as it runs.

    `talk` is the talk which is on. `noticed` is what waits for the person to finish.
    """

    def __init__(self) -> None:
        self.talk: Talk | None = None
        self.noticed: Concern | None = None
        self._spoken_of: Concern | None = None
        self._over = False

    def notice(self, readings: Iterable[str]) -> None:
        """Hear every reading of an utterance."""
        concern = notice_any(dict.fromkeys(reading for reading in readings if reading))
        before = self._spoken_of
        if concern is None or self.talk is not None:
            return
        if before is None or (concern.pressing and not before.pressing):
            self.noticed = strongest((concern, self.noticed))

    def due(self, reply: Reply, dictating: bool) -> Concern | None:
        """The concern to speak of now, before what `reply` says; `None`: not now, or nothing."""
        concern = self.noticed
        if concern is None:
            return None
        still = dictating and reply.ask is not None and isinstance(reply.ask.expects, Dictation)
        return None if still and not concern.pressing else concern

    def begin(self, talk: Talk, concern: Concern, instead_of: Reply) -> Reply:
        """Begin to speak of it, before or after what the conversation had to say."""
        self.talk, self.noticed, self._spoken_of = talk, None, concern
        self._over = instead_of.ended
        return talk.reply().after(*(instead_of.says if instead_of.ended else ()))

    def hear(self, meaning: Meaning, beneath: Hear, leave: Hear) -> Reply:
        """An utterance within the talk.

        `beneath` is the conversation as it waits, `leave` leaves it. "Never mind", in a talk about
        being hurt, changes the subject at once.
        """
        talk = self.talk
        assert talk is not None, "there is a talk"
        if meaning.intent == "stop":
            self.talk = None
            if talk.unseen and not meaning.text.strip().lower().startswith("stop"):
                return Reply() if self._over else beneath()
            left = Reply() if self._over else leave()
            return left.after(*talk.last_number())
        reply = talk.hear(meaning)
        if reply.ask is not None:
            return reply
        self.talk = None
        waits = Reply() if self._over else beneath()
        says = (*reply.says, *waits.says[-1:])
        return replace(waits, says=says, unseen=talk.unseen)

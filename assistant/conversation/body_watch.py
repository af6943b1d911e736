"""Speaks of signs of the body that are for a doctor, beside a conversation."""

from __future__ import annotations

from typing import get_args

from assistant.conversation.asides import brief_question
from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Say
from assistant.safety.body import Resisted, Sign, help_in, resisted_in, sign_in
from assistant.safety.helplines import digits_aloud, load_safely
from intents import Dictation


class BodyWatch:
    """What a channel keeps of one conversation: the sign that was spoken of, if any.

    `language` is the name of the language. It is kept in memory only.
    """

    def __init__(self) -> None:
        self._spoken_of: Sign | None = None
        self._times = 0
        self._resisted: set[Resisted] = set()

    def asked(self, said: str, before: Reply, country: str, language: str) -> Reply | None:
        """The reply to whether somebody should be rung; `None` where that is not asked.

        `before` is what Lantern said last; its question comes again.
        """
        ask = before.ask
        if self._spoken_of is None or ask is None or "whether" not in help_in(said, language):
            return None
        yes = Say("body.whether.yes", emergency=_number(country, language))
        return Reply((yes, Say("body.go_on.then", nth=self._times), brief_question(ask)), ask)

    def told(self, said: str, reply: Reply, country: str, language: str) -> Reply:
        """The reply, with whom to ring where a sign was told; of it only the question stays.

        Where a drink was poured away, that is met first, once the person has finished.
        """
        reply = self._with_what_was_resisted(said, reply, language)
        sign = sign_in(said, language)
        helped = help_in(said, language)
        says: tuple[Say, ...] = ()
        if "will" in helped and (sign or self._spoken_of):
            says = (Say("body.will.good", nth=self._times),)
            sign = sign or self._spoken_of
        elif sign is not None:
            key = "body.again.told" if sign == self._spoken_of else f"body.sign.{sign}"
            says = (Say(key, nth=self._times, emergency=_number(country, language)),)
        if not says:
            return reply
        if reply.ask is not None and reply.says:
            says += (Say("body.go_on.then", nth=self._times),)
        self._spoken_of = sign or self._spoken_of
        self._times += 1
        return Reply((*says, *reply.says[-1:]), reply.ask, reply.paused)

    def _with_what_was_resisted(self, said: str, reply: Reply, language: str) -> Reply:
        self._resisted |= resisted_in(said, language)
        listens = reply.ask is not None and isinstance(reply.ask.expects, Dictation)
        if len(self._resisted) < len(get_args(Resisted)) or (listens and not reply.says):
            return reply
        self._resisted.clear()
        return reply.after(Say("body.resisted.poured"))


def _number(country: str, language: str) -> str:
    """The emergency number as it is read aloud; "" where it is not known."""
    number = load_safely(language).emergency(country) if country else ""
    return digits_aloud(number, language) if number else ""

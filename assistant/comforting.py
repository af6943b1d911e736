"""What is told of a loss, of a heavy heart or of a life, heard before anything else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from assistant.dialogue import Say
from assistant.practice.events import Missed
from assistant.reply import Reply
from intents import Dictation

if TYPE_CHECKING:
    from assistant.conversation import Conversation

COMFORT = "comfort"
"""The dialogue which hears of a loss or a heavy heart, beside whatever was asked."""


def comfort(talk: Conversation, words: str, of: Literal["feeling", "sorrow"]) -> Reply:
    """A loss or a heavy heart: it is heard, and nothing is asked but what would be good now.

    The question waits, for later or for another day. Where it was only offered to go on, the
    offer stays open beside that.
    """
    top = talk.open_sessions()[-1]
    ask = talk.reply().ask
    if ask is None or top.dialogue == COMFORT:
        return told(talk, words, of)
    talk.memory.record(Missed(ask.key, "told", ask.about, words), top.session)
    if talk.open_sessions()[0].offered:
        heard = Say(f"told.{of}", nth=top.told, words=words)
        return Reply((heard, Say("told.or_listen", nth=top.told), ask.say), ask)
    begun = talk.enter(COMFORT, {"of": of, "nth": top.told}, parent=top.session, aside=True)[1]
    return talk.go_on(*begun)


def comfort_after(talk: Conversation, of: Literal["feeling", "sorrow"]) -> Reply | None:
    """It was told in an answer, which is kept: the next question waits, and is no demand.

    Nothing where nothing more is asked, or where they are listened to already.
    """
    chain = talk.open_sessions()
    if not chain or any(one.dialogue == COMFORT for one in chain):
        return None
    top = chain[-1]
    ask = talk.question(top)
    if top.suggestion is not None or ask is None or isinstance(ask.expects, Dictation):
        return None
    slots = {"of": of, "answered": True}
    begun = talk.enter(COMFORT, slots, parent=top.session, aside=True)[1]
    return talk.go_on(*begun)


def told(talk: Conversation, words: str, of: Literal["something", "feeling", "sorrow"]) -> Reply:
    """Something of a life was told, where a short answer was asked for: it is heard and kept.

    Then the question once more, and gently. It counts as no misunderstanding.
    """
    ask = talk.reply().ask
    if ask is None:
        return Reply()
    top = talk.open_sessions()[-1]
    talk.memory.record(Missed(ask.key, "told", ask.about, words), top.session)
    reply = talk.reply()
    heard = Say(f"told.{of}", nth=top.told, words=words)
    return Reply((heard, Say("told.when_you_like", nth=top.told), *reply.says[-1:]), reply.ask)

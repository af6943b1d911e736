"""What is told of a loss, of a heavy heart or of a life, heard before anything else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from assistant.conversation import dictation as dictating
from assistant.conversation.interpretation import Told, told_beside
from assistant.conversation.reply import Reply
from assistant.dialogues.comfort import LISTEN
from assistant.dialogues.steps import Say
from assistant.practice.events import Missed
from intents import Dictation, Expectation, Meaning

if TYPE_CHECKING:
    from assistant.conversation.session import Conversation
    from intents import Language

COMFORT = "comfort"
"""The dialogue which hears of a loss or a heavy heart, beside whatever was asked."""
AFTER_A_LOSS = 14
"""So many days it stays gentle when a loss was told."""
A_TELLING = 3
"""So many words, where it was offered to listen, are told and not chosen."""
A_LETTER = 6
"""So many words, where a day is asked for, are those of the letter."""


def told_now(
    talk: Conversation, language: Language, meaning: Meaning, expects: Expectation | None
) -> Told:
    """What was told in place of an answer; anything at all, where that is waited for."""
    told = told_beside(language, meaning, expects)
    if told or meaning.kind not in ("nothing", "unsure") or meaning.doubtful:
        return told
    words = len(meaning.text.split())
    goes_on = words >= A_TELLING and comforts(talk)
    writes = words >= A_LETTER and _leads_up(talk)
    return "something" if goes_on or writes else None


def comforts(talk: Conversation) -> bool:
    """Whether it was just asked what would be good now, after something heavy was told."""
    chain = talk.open_sessions()
    return bool(chain and chain[-1].dialogue == COMFORT and not chain[0].offered)


def _leads_up(talk: Conversation) -> bool:
    """Whether what is asked comes before a dictation, which may be begun too early."""
    chain = talk.open_sessions()
    ask = talk.question(chain[-1]) if chain and not chain[0].offered else None
    return ask is not None and ask.key in dictating.LEADS_TO


def heard(
    talk: Conversation, words: str, of: Literal["something", "feeling", "sorrow", "gladness"]
) -> Reply:
    """What was told is heard; a loss makes all gentle for a while."""
    if of == "something" or of == "gladness":
        return told(talk, words, of)
    if of == "sorrow":
        talk.memory.go_easy(talk.root, AFTER_A_LOSS)
    return comfort(talk, words, of)


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
    if of == "sorrow":
        talk.memory.go_easy(talk.root, AFTER_A_LOSS)
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


def told(
    talk: Conversation, words: str, of: Literal["something", "feeling", "sorrow", "gladness"]
) -> Reply:
    """Something of a life was told, where a short answer was asked for: it is heard and kept.

    Then the question once more, and gently. It counts as no misunderstanding.
    """
    ask = talk.reply().ask
    if ask is None:
        return Reply()
    top = talk.open_sessions()[-1]
    if comforts(talk):
        return dictating.listen_at_once(talk, top, ask, words, LISTEN)
    if ask.key in dictating.LEADS_TO and of == "something":
        return dictating.told_early(talk, top, ask, words)
    talk.memory.record(Missed(ask.key, "told", ask.about, words), top.session)
    reply = talk.reply()
    heard = Say(f"told.{of}", nth=top.told, words=words)
    return Reply((heard, Say("told.when_you_like", nth=top.told), *reply.says[-1:]), reply.ask)

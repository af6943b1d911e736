"""Reading an answer back ("seven, right?"), where it was heard badly or the person likes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from assistant.conversation.reply import Reply
from assistant.conversation.state import Progress
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Missed
from assistant.practice.preferences import OF_THE_VOICE, Confirm
from intents import Aspiration, Command, Dictation, Freely, Meaning, Rating, YesNo

if TYPE_CHECKING:
    from assistant.conversation.session import Conversation

THE_SAME = 85
"""So much alike, of 100, are words said once more, however they are heard."""
READ_BACK = "read_back"
"""Marks a suggestion which is an answer read back."""

HARDLY_HEARD = "hardly_heard"
"""Marks a suggestion whose words may be other ones: where it is not meant, they answer nothing."""


def is_read_back(suggestion: dict[str, Any] | None) -> bool:
    """Whether the person was asked if this is what they answered."""
    return suggestion is not None and suggestion["intent"] == READ_BACK


def to_read_back(ask: Ask, meaning: Meaning, confirm: Confirm, again: bool = False) -> bool:
    """Whether an answer is read back before it counts.

    `again`: it came where yes or no to such a reading was asked. Any words would answer an open
    question then, those which were a misheard "no" among them.

    A dictation never is, sentence by sentence; what can be chosen anew at once never is either.
    Who likes every answer read back is still not asked whether their plain "yes" was a yes.
    """
    if isinstance(ask.expects, Dictation | Command) or confirm == "never":
        return False
    always = confirm == "always" and not isinstance(ask.expects, YesNo)
    return meaning.doubtful or always or (again and isinstance(ask.expects, Freely | Aspiration))


def said_again(suggestion: dict[str, Any] | None, meaning: Meaning) -> bool:
    """Whether what was read back is said once more, and not only yes: then it is meant."""
    if suggestion is None or not is_read_back(suggestion):
        return False
    return fuzz.token_set_ratio(suggestion["said"].lower(), meaning.text.lower()) >= THE_SAME


def corrected(talk: Conversation, top: Progress, ask: Ask) -> Reply:
    """It was not what they had said: the question once more, and it counts as no miss."""
    talk.memory.record(Missed(ask.key, "corrected", ask.about), top.session)
    return Reply((Say("read_again", nth=top.missed_in_all), ask.say), ask)


def is_doubtful_wish(meaning: Meaning) -> bool:
    """Whether a wish about the voice was heard so badly that it is asked before it is obeyed."""
    return meaning.doubtful and meaning.intent in OF_THE_VOICE


def ask_for_wish(talk: Conversation, top: Progress, ask: Ask, meaning: Meaning) -> Reply:
    """Ask whether this was wished; nothing changes before."""
    wish = {
        "intent": meaning.intent,
        "phrase": meaning.text,
        "said": meaning.text,
        "slots": dict(meaning.slots),
        HARDLY_HEARD: True,
    }
    talk.memory.record(Missed(ask.key, "unsure", ask.about, meaning.text, wish), top.session)
    return talk.reply()


def read_back(talk: Conversation, top: Progress, ask: Ask, meaning: Meaning) -> Reply:
    """Ask whether this was the answer; it is not taken before."""
    # The number which was understood, not the words for it: "very much" may be a nine.
    number = isinstance(ask.expects, Rating)
    suggestion = {
        "intent": READ_BACK,
        "phrase": f"{meaning.value:g}" if number else meaning.text,
        "said": meaning.text,
        "value": meaning.value,
        "slots": {},
    }
    missed = Missed(ask.key, "unsure", ask.about, meaning.text, suggestion)
    talk.memory.record(missed, top.session)
    return talk.reply()

"""Confirming what was understood: an answer read back ("seven, right?"), "did you mean …?"."""

from __future__ import annotations

from typing import Any

from assistant.conversation.acts import Interpretation
from assistant.conversation.reply import Reply, Response
from assistant.conversation.session import ConversationState
from assistant.conversation.state import (
    HARDLY_HEARD,
    READ_BACK,
    SessionState,
    Suggestion,
    is_read_back,
)
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Missed, Resumed, WentBack
from assistant.practice.preferences import OF_THE_VOICE, Confirm
from intents import Alternative, Command, Dictation, Rating, Sound, YesNo
from intents.expectations import Open

NEVER_SUGGESTED = frozenset({"yes", "no", "keep", "done", "skip", "resume"})
"""The intents that answer a question: the question is asked again instead."""
READ_BACKS = 2
"""After so many readings that were not confirmed, the question is asked anew."""


def to_read_back(
    ask: Ask, interpretation: Interpretation, confirm: Confirm, confirming: bool
) -> bool:
    """Whether an answer is read back before it counts.

    `confirming`: it came where yes or no to such a reading was asked; any words would answer an
    open question then, a misheard "no" among them.

    A dictation never is, sentence by sentence, nor what can be chosen anew at once. Where every
    answer is to be read back, a plain "yes" is still not.
    """
    if isinstance(ask.expects, Dictation | Command | Sound) or confirm == "never":
        return False
    always = confirm == "always" and not isinstance(ask.expects, YesNo)
    return interpretation.doubtful or always or (confirming and isinstance(ask.expects, Open))


def read_back(
    conversation: ConversationState, top: SessionState, ask: Ask, interpretation: Interpretation
) -> Response:
    """Ask whether this was the answer; it is not taken before.

    Where it was read back twice already, the question is asked anew.
    """
    if top.read_backs >= READ_BACKS:
        return conversation.missed(top, "unclear", interpretation.text, heard_badly=True)
    # The number that was understood, not the words for it: "very much" may be a nine.
    number = isinstance(ask.expects, Rating)
    value = interpretation.value
    suggestion = {
        "intent": READ_BACK,
        "phrase": f"{value:g}" if number else interpretation.text,
        "said": interpretation.text,
        "value": value,
        "slots": {},
    }
    return _suggest(conversation, top, ask, suggestion)


def ask_for_command(
    conversation: ConversationState, top: SessionState, ask: Ask, interpretation: Interpretation
) -> Response:
    """Ask whether this was wished; nothing changes before."""
    suggestion = {
        "intent": interpretation.intent,
        "phrase": interpretation.text,
        "said": interpretation.text,
        "slots": dict(interpretation.slots),
        HARDLY_HEARD: True,
    }
    return _suggest(conversation, top, ask, suggestion)


def is_doubtful_command(interpretation: Interpretation) -> bool:
    """Whether a command about the voice was heard so badly that it is confirmed first."""
    return interpretation.doubtful and interpretation.intent in OF_THE_VOICE


def to_suggest(top: SessionState, interpretation: Interpretation) -> Alternative | None:
    """The likeliest command to suggest; none that would answer, and none suggested before.

    A step that is told may follow another.
    """
    another = "goal" in interpretation.slots
    able = (
        other
        for other in interpretation.alternatives
        if other.phrase
        and other.intent not in NEVER_SUGGESTED
        and (another or other.intent not in top.suggested)
    )
    return next(able, None)


def suggest(
    conversation: ConversationState,
    top: SessionState,
    ask: Ask,
    interpretation: Interpretation,
    best: Alternative,
) -> Response:
    """Ask whether this command is meant."""
    suggestion = {
        "intent": best.intent,
        "phrase": best.phrase,
        "said": interpretation.text,
        "slots": dict(interpretation.slots),
    }
    return _suggest(conversation, top, ask, suggestion)


def not_meant(
    conversation: ConversationState, top: SessionState, ask: Ask, suggestion: Suggestion
) -> Response:
    """What was suggested is not meant: then its words were an answer, where that may be free.

    Elsewhere the question is asked once more, plainly.
    """
    if is_read_back(suggestion) or suggestion.get(HARDLY_HEARD):
        missed = Missed(ask.key, "corrected", ask.about)
        reply = Reply((Say("read_again", nth=top.misses_in_all), ask.say), ask)
        return Response(((top.session, missed),), reply)
    expects, said = ask.expects, suggestion["said"]
    if isinstance(expects, YesNo) and expects.or_else == "words":
        return conversation.answer(top, ask, {"kind": "words", "words": said}, said=said)
    if isinstance(expects, Open) and expects.name == "freely":
        return conversation.answer(top, ask, said, said=said)
    events = [(top.session, Resumed())]
    again = [(top.session, WentBack(top.back_to))] if top.back_to else []
    reply = Reply((Say("not_meant", nth=top.misses_in_all), ask.say), ask)
    return Response((*events, *again), reply)


def _suggest(
    conversation: ConversationState, top: SessionState, ask: Ask, suggestion: dict[str, Any]
) -> Response:
    missed = Missed(ask.key, "unsure", ask.about, str(suggestion["said"]), suggestion)
    event = (top.session, missed)
    return Response((event,), conversation.after(event).reply())

"""The reply to a protest: what was taken wrongly is owned, what was kept wrongly is taken out.

A protest is never the answer to the question that is open, which is asked again in fewer words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.conversation import global_commands
from assistant.conversation.acts import Interpretation
from assistant.conversation.asides import brief_question
from assistant.conversation.reading.corrections import content_of
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.to_lantern.addressed import SAYS_A_MOOD
from assistant.conversation.reading.to_lantern.protests import (
    Protest,
    as_said_back,
    denied,
    denies_how_taken,
    of_no_thing,
    refuses_that,
    refuses_the_question,
    says_something,
)
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.dialogues.erase import beginning
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Answered, Entry, Missed
from assistant.wording import Wording
from intents import Command, Dictation, YesNo
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

PROPOSES = ("shall_i_call_it", "and_the_other")
"""How the questions end to which such a protest is a plain no."""
READS_THEM_ITSELF = (
    "repair.",
    "read_back.",
    "did_you_mean.",
    "sure.",
    "pick_up.",
    "safety.",
    "decide.serves",
    "decide.way",
)
"""How the questions begin that read what is put right there themselves."""


@dataclass(frozen=True)
class Against:
    """What a protest is against: how Lantern took something, what it `kept`, or the `question`."""

    protest: Protest
    kept: bool = False
    question: bool = False


def protest_against(
    language: Language,
    wording: Wording,
    said: Interpretation,
    last: Reply,
    state: ConversationState,
) -> Against | None:
    """What `said` protests against; `None` where it protests against nothing for certain."""
    ask, text = last.ask, said.text
    if ask is None or last.paused or isinstance(ask.expects, Dictation):
        return None
    if not state.open_sessions() or ask.key.startswith(READS_THEM_ITSELF):
        return None
    if said.kind == "command" and said.intent != "skip":
        return None
    is_open, generally = isinstance(ask.expects, Open), of_no_thing(language, text)
    refused = isinstance(ask.expects, YesNo) and said.value is False
    refused = refused and generally and not ask.key.endswith(PROPOSES)
    if said.is_answer and not is_open and not refused:
        return None
    how_taken = [wording.line(s).text for s in last.says if s.key.startswith(SAYS_A_MOOD)]
    found = denied(language, text, how_taken)
    if found is None and (how_taken or (len(last.says) > 1 and refuses_that(language, text))):
        found = denies_how_taken(language, text)
    if found is not None and (found.plainly or not said.is_answer):
        return Against(found)
    if is_open and refuses_the_question(language, text, wording.line(ask.say).text):
        return Against(Protest(len(text.split())), question=True)
    latest = global_commands.latest_to_undo(state)
    stands = state.open_sessions()[-1]
    kept = latest is not None and latest.session == stands.session and _just_now(latest, state)
    if latest is not None and kept and not generally:
        found = denied(language, text, _words_of(latest), strictly=True)
        if found is not None and found.plainly:
            return Against(found, kept=True)
    if not generally:
        return None
    if how_taken:
        return Against(Protest(len(text.split())))
    content = content_of(text, phrases_of(language.name), language.name)
    content = content if says_something(language, content) else ""
    return Against(Protest(len(text.split()), content), kept=True) if kept else None


def own(language: Language, protest: Protest) -> Say:
    """That something was taken wrongly, with what it is instead where that can be said back."""
    words = as_said_back(language, protest.instead)
    return Say("correction.owned", words=words) if words else Say("correction.owned")


def owned(conversation: ConversationState, words: str, say: Say, ask: Ask) -> Response:
    """Own that something was taken wrongly, and ask the question again in fewer words."""
    top = conversation.open_sessions()[-1]
    event: SessionEvent = (top.session, Missed(ask.key, "complained", ask.about, words))
    ask = conversation.after(event).reply().ask or ask
    say = Say(say.key, top.asides, **say.words)
    again = ask.say if isinstance(ask.expects, Command) else brief_question(ask)
    return Response((event,), Reply((say, again), ask))


def leave_the_question(conversation: ConversationState) -> Response:
    """Leave a question that was refused in its own words."""
    top = conversation.open_sessions()[-1]
    ask = conversation.question(top)
    if ask is None:
        return Response(goes_on=True)
    left = conversation.answer(top, ask, None, "skipped")
    met = Say("correction.not_that_question", nth=top.asides)
    return Response(left.events, left.reply.after(met), left.goes_on, left.briefly)


def taken_out(conversation: ConversationState, undone: Response) -> Response:
    """Take the last answer out, say so, and ask its question again."""
    latest = global_commands.latest_to_undo(conversation)
    said = latest.event.said if latest and isinstance(latest.event, Answered) else ""
    ask = conversation.after(*undone.events).reply().ask
    if ask is None:
        return undone
    key = "correction.taken_out"
    say = Say(key, said=beginning(said)) if said else Say(key)
    return Response(undone.events, Reply((say, ask.say), ask))


def _just_now(latest: Entry, state: ConversationState) -> bool:
    """Whether nothing was answered or begun since."""
    later = state.entries[state.entries.index(latest) + 1 :]
    return not any(isinstance(entry.event, Answered) for entry in later)


def _words_of(entry: Entry) -> tuple[str, ...]:
    if not isinstance(entry.event, Answered):
        return ()
    return (entry.event.said, *_strings(entry.event.value))


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        value = value.get("words", "")
    return (value,) if isinstance(value, str) else ()

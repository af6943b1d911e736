"""Preferences: which questions, and which parts of a life, the person does not want to be asked of.

The wish is kept by a dialogue of its own, beside whatever is open; a question that rests is passed
over by every dialogue (see `conversation.replay`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.conversation.acts import Act, Context
from assistant.conversation.asides import brief_question
from assistant.conversation.reading.phrases import Phrases
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Missed
from assistant.practice.rests import ABOUT, OF_THE_RITUAL, SHORT, THREADS, TOPICS

Wish = tuple[str, Mapping[str, Any]]
"""An intent and its slots."""


def wish_of(
    request: str, slots: Mapping[str, str], context: Context, phrases: Phrases
) -> Wish | None:
    """The intent of a request that is a preference; `None` where it is none."""
    match request:
        case "keep_short":
            return "stop_asking", {"topic": SHORT, "today": True}
        case "always_short":
            return "stop_asking", {"topic": SHORT}
        case "long_again":
            return "ask_again", {"topic": SHORT}
        case "not_that_again":
            return _of_the_question(context)
        case "not_that_now":
            wish = _of_the_question(context)
            return (wish[0], {**wish[1], "today": True}) if wish else None
        case "stop_asking":
            return _about(slots["about"], context, phrases)
        case "ask_again":
            topic, words = _topic(slots.get("about", ""), phrases)
            return "ask_again", {"topic": topic, "words": words}
    return None


def meet(conversation: ConversationState, act: Act, ask: Ask) -> Response:
    """The response to a preference of which it was not understood what it is about."""
    top = conversation.open_sessions()[-1]
    event: SessionEvent = (top.session, Missed(ask.key, "asked", ask.about, act.words))
    ask = conversation.after(event).reply().ask or ask
    says = (Say("preference.which", nth=top.asides), brief_question(ask))
    return Response((event,), Reply(says, ask))


def _of_the_question(context: Context) -> Wish | None:
    """The question that is open is not wanted again; a goal that is asked about rests."""
    ask = context.ask
    if ask is None:
        return None
    if ask.key in THREADS:
        return "stop_asking", {"topic": ABOUT, "words": str(ask.words["who"])}
    goal = ask.words.get("goal")
    if "how_did_it_go" in ask.key and goal in context.goals:
        return "pause_goal", {"goal": goal}
    if not ask.key.startswith(OF_THE_RITUAL):
        return "skip", {}
    topic = next((name for name, keys in TOPICS.items() if ask.key in keys), ask.key)
    return "stop_asking", {"topic": topic}


def _about(words: str, context: Context, phrases: Phrases) -> Wish | None:
    if phrases.has("talked_of", words.lower()):
        return _of_the_question(context)
    topic, about = _topic(words, phrases)
    goal = next((title for title in context.goals if title.casefold() == about.casefold()), "")
    if goal:
        return "pause_goal", {"goal": goal}
    return "stop_asking", {"topic": topic, "words": about}


def _topic(words: str, phrases: Phrases) -> tuple[str, str]:
    """The topic that the words name; else they are what it is about."""
    said = f" {words.lower()} "
    for topic in TOPICS:
        if any(f" {name} " in said for name in phrases.table[f"topic.{topic}"]):
            return topic, ""
    return (ABOUT, words) if words else ("", "")

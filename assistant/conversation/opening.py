"""Whether what is said at a menu, or beside a no to an offer, is told and to be listened to.

Listening that nobody wished for leaves a wish undone, so only what is surely told opens it; of what
else may be told it is asked. What is no telling stands in the language's `dictating.toml`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Literal

from assistant.conversation.reading.to_lantern.unmet import form_of
from assistant.conversation.reply import Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.conversation.state import SessionState
from assistant.dialogues.hearing import about, reflection
from assistant.dialogues.steps import Ask, Say
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import mentions_time
from assistant.formatting.word_spans import WordSpans
from assistant.practice.events import Missed
from assistant.practice.moods import LIGHT, mood_of
from assistant.practice.outcome_detection import is_grave, is_hard
from assistant.practice.tellings import telling_in
from assistant.practice.value_detection import is_bad_news, is_good_news
from intents import Command, load
from intents.patterns import any_of

JUST_LISTEN = "just_listen"
MET = "met"
"""The slot that tells by which line the first words were met."""
TOLD = "told"
"""Marks an offer to listen that was made to something told."""
LONGEST = 5
"""So many words has the longest way to decline an offer."""
A_TELLING = 5
"""From so many words on something is told."""
SURELY_TOLD, NOTHING_WISHED = 0.8, 0.9
"""How probable it must be that something is told, and that nothing is wished, to be listened to."""


def opens_listening(words: str, language: str) -> Literal["surely", "perhaps", "no"]:
    """Whether some words open listening: only a telling, of which it is certain how it feels."""
    if len(words.split()) < A_TELLING or form_of(words, language):
        return "no"
    if _no_telling(language).search(WordSpans(words).searchable):
        return "no"
    if met_line(words, language) is not None or _only_tells(words, language):
        return "surely"
    return "perhaps"


def _only_tells(words: str, language: str) -> bool:
    """Whether the learned reader finds nothing in the words but a telling, and nothing wished.

    What tells a time may be wished: "I'm in the office from nine till five".
    """
    if mentions_time(words, language):
        return False
    known = load(language)
    parts = known.spans(words, Command()).parts
    told = all(part.kind == "telling" and part.chance >= SURELY_TOLD for part in parts)
    wish = known.wish(words, Command())
    return bool(parts) and told and wish.name == "none" and wish.chance >= NOTHING_WISHED


def met_line(words: str, language: str) -> Say | None:
    """What is said first to something told: sorry for what is bad, glad for what is good.

    `None` where it is not certain which it is.
    """
    feeling, told = mood_of(words, language), telling_in(words, language)
    surely = told is not None and not (told.general and told.mood in LIGHT)
    if surely or (feeling.certain and feeling.mood != "mixed"):
        return reflection(feeling, words, language, "told")
    if (met := about(words, language)) is not None:
        return met
    if feeling.mood == "mixed":
        return None
    bad = is_bad_news(words, language) or is_hard(words, language) or is_grave(words, language)
    if is_good_news(words, language) and not bad:
        return Say("told.gladness")
    return Say("told.feeling.hard") if bad else None


def told_after_a_no(words: str, language: str) -> str:
    """What is told after a no to an offer: "no not now mum fell" tells "mum fell"."""
    said = words.split()
    plain = [word.lower().strip(",.!?;:") for word in said]
    leads = frozenset(_table(language).get("no_leads", ()))
    at = 0
    while at < len(said):
        sizes = range(min(LONGEST, len(said) - at), 0, -1)
        size = next((n for n in sizes if " ".join(plain[at : at + n]) in leads), 0)
        if not size:
            break
        at += size
    return " ".join(said[at:])


def listen_to(conversation: ConversationState, top: SessionState, ask: Ask, words: str) -> Response:
    """Listen, in answer to a menu, to what was told there; it is met first."""
    met = met_line(words, conversation.knowledge.language)
    value = JUST_LISTEN if met is None else {"intent": JUST_LISTEN, "slots": {MET: met.key}}
    return with_first_words(conversation.answer(top, ask, value), words, met)


def with_first_words(response: Response, words: str, met: Say | None) -> Response:
    """The response, which begins to listen, with what was told as the first words of the talk."""
    return replace(
        response,
        first_words=words,
        first_words_say="just_listen.begun",
        first_words_met=() if met is None else (met,),
    )


def offer_to_listen(
    conversation: ConversationState, top: SessionState, ask: Ask, words: str
) -> Response:
    """Ask whether to listen, where something may be told."""
    offer = {"intent": JUST_LISTEN, "phrase": "", "said": words, "slots": {TOLD: True}}
    event: SessionEvent = (top.session, Missed(ask.key, "unsure", ask.about, suggestion=offer))
    return Response((event,), conversation.after(event).reply())


def offered_to_listen(top: SessionState) -> str:
    """What was told, where it was just asked whether to listen to it; "" where it was not."""
    offer = top.suggestion
    if offer is None or offer["intent"] != JUST_LISTEN or not offer["slots"].get(TOLD):
        return ""
    return str(offer["said"])


def _table(language: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = optional_table(language, "dictating.toml").get("opening", {})
    return table


@cache
def _no_telling(language: str) -> re.Pattern[str]:
    return any_of(_table(language).get("no_telling", ()))

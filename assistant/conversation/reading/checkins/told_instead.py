"""Reads what somebody would rather say in a check-in than answer its form.

A wish to talk about what was told, a telling with which the form is waved away, the feeling that
Lantern did not listen, and a "good night" that ends the evening, are what they are at each question
of a check-in, before anything is read as its answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from assistant.conversation.acts import VERY_HEAVY, Act, Context, Interpretation
from assistant.conversation.reading.checkins.told_outcomes import with_told_outcome
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.to_lantern.addressed import addressed
from assistant.conversation.reading.to_lantern.unmet import form_of
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from assistant.practice.gravity import is_grave_telling
from assistant.practice.outcome_detection import is_unheard, waves_away
from assistant.practice.tellings import telling_in
from intents import Dictation, Freely, Meaning, Outcome
from intents.patterns import any_of

IN_A_CHECKIN = ("morning.", "evening.", "review.", "checkin.", "thread.", "heard.")
"""How the questions begin of the check-ins and the review."""
PLANS = frozenset({"morning.intention", "evening.tomorrow", "review.next"})
"""The questions to which a talk with somebody may be the answer."""
OF_THE_NIGHT = ("evening.", "review.", "thread.", "morning.what_got_in_the_way")
"""How the questions begin that a good night ends."""
REPORTS = "no_good_night_after"
"""The words after which a good night is told, and not said: "I kissed them goodnight"."""
LISTEN, STOP = "just_listen", "stop"
A_CRY = 5
"""With fewer words nothing was answered before a question."""
A_BARE_WISH = 10
"""In so many words nothing is told besides the wish to be listened to."""
A_REPROACH = 9
"""With so many words more is told than that one was not heard."""

Interpret = Callable[[str, Context], Interpretation]


def not_heard(text: str, language: str) -> Interpretation:
    """The complaint that Lantern went past what was told, with the kind of what is told again."""
    told = telling_in(told_again(text, language), language, met=True)
    slots = {"kind": told.kind} if told is not None and not told.general else {}
    unheard = Act("complaint", 0, len(text.split()), "cold", slots=slots, words=text)
    return Interpretation(Meaning(text), (unheard,))


def told_again(text: str, language: str) -> str:
    """What is told after "did you hear me"; "" where nothing is."""
    spans = WordSpans(text)
    lead = _heard_leads(language).search(spans.searchable)
    return spans.rest(lead.end()) if lead and lead.end() < len(spans.searchable) else ""


@cache
def _heard_leads(language: str) -> re.Pattern[str]:
    lines = optional_table(language, "addressed.toml").get("did_you_hear", {}).get("leads", ())
    return any_of(lines)


def told_instead(
    text: str, context: Context, language: str, interpret: Interpret
) -> Interpretation | None:
    """What is said in place of an answer, or with the end of the evening; `None` for nothing.

    `interpret` reads what stands before a good night.
    """
    ask = context.ask
    if ask is None or context.paused or context.one_part or isinstance(ask.expects, Dictation):
        return None
    if not ask.key.startswith(IN_A_CHECKIN):
        again = told_again(text, language)
        return (
            not_heard(text, language) if again and telling_in(again, language, met=True) else None
        )
    if len(text.split()) >= A_REPROACH and is_unheard(text, language):
        return not_heard(text, language)
    if ask.key not in PLANS and _found("to_talk_of_it", text, language):
        listen = Act("command", 0, len(text.split()), LISTEN)
        return Interpretation(Meaning(text, "command", LISTEN, score=1.0), (listen,))
    if _found("to_be_listened_to", text, language):
        return _to_be_listened_to(text)
    told_before = not isinstance(ask.expects, Outcome) and _found("told_before", text, language)
    if told_before:
        twice = Act("complaint", 0, len(text.split()), "asked_twice", words=text)
        return Interpretation(Meaning(text), (twice,))
    if waves_away(text, language) and is_grave_telling(text, language):
        return _told_gravely(text)
    asks = addressed(text, language) is not None or form_of(text, language) == "question"
    if isinstance(ask.expects, Outcome) and not asks and is_grave_telling(text, language):
        return _grave_at_a_step(text, context, language)
    if isinstance(ask.expects, Freely) and (before := _before_a_call(text, language)):
        said = interpret(before, context)
        return said if said.is_answer else None
    if ask.key.startswith(OF_THE_NIGHT):
        return _with_good_night(text, context, language, interpret)
    return None


def _to_be_listened_to(text: str) -> Interpretation:
    """The wish that Lantern listens, with what is told besides."""
    meaning, end = Meaning(text, "command", LISTEN, score=1.0), len(text.split())
    listen = Act("command", 0, end, LISTEN, words=text if end > A_BARE_WISH else "")
    return Interpretation(meaning, (listen,))


def _grave_at_a_step(text: str, context: Context, language: str) -> Interpretation:
    """The outcome of a step that something grave tells with its reason, or what is told alone."""
    said = with_told_outcome(Interpretation(Meaning(text)), text, context, language)
    return said if said.acts else _told_gravely(text)


def _told_gravely(text: str) -> Interpretation:
    """What is told and answers nothing, so heavy that it is met before anything else."""
    told = Act(
        "telling", 0, len(text.split()), "feeling", mood="hard", weight=VERY_HEAVY, words=text
    )
    return Interpretation(Meaning(text), (told,))


def _before_a_call(text: str, language: str) -> str:
    """What was answered before "sorry, what did you ask?"; "" where little or nothing was."""
    spans = WordSpans(text)
    found = _pattern("asks_again", language).search(spans.searchable)
    before = spans.before(found.start()).strip(" ,") if found else ""
    return before if len(before.split()) >= A_CRY else ""


def _with_good_night(
    text: str, context: Context, language: str, interpret: Interpret
) -> Interpretation | None:
    """The answer before a good night, and the stop; `None` where none ends the words."""
    spans = WordSpans(text)
    found = _pattern("good_night", language).search(spans.searchable)
    at = 0 if found is None else spans.at(found.start())
    if found is None or (at and spans.tokens[at - 1] in _table(language).get(REPORTS, ())):
        return None
    before = spans.before(found.start()).strip(" ,") if at else ""
    stop = Meaning(tidy(text, language), "command", STOP, score=1.0)
    if not before or phrases_of(language).has("not_known", before):
        return Interpretation.of(stop)
    said = interpret(before, context)
    if not said.is_answer:
        told = said.lead is not None and said.lead.kind == "telling"
        return None if told else Interpretation.of(stop)
    end = len(said.text.split())
    return replace(said, acts=(*said.acts, Act("command", end, end, STOP)))


def _found(name: str, text: str, language: str) -> bool:
    return _pattern(name, language).search(WordSpans(text).searchable) is not None


def places_of(name: str, text: str, language: str, *, ends: bool = False) -> Iterator[int]:
    """Where in the searchable words what is called `name` in the table begins, or `ends`."""
    for found in _pattern(name, language).finditer(WordSpans(text).searchable):
        yield found.end() if ends else found.start()


def _table(language: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = optional_table(language, "addressed.toml").get("instead", {})
    return table


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return any_of(_table(language).get(name, []))

"""What to say when words suggest that someone is in danger.

It asks once, directly, says what Lantern is, and gives the number of people who can help twice. It
never ends a session, says what to feel or asks what happened. Its turns are kept in memory only,
see `assistant.conversation.safety_talk`.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import count
from typing import Any

from assistant.dialogues.brief import Brief
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.events import CountrySet
from assistant.safety.concern import Certainty, Kind
from assistant.safety.helplines import Helplines, digits_aloud
from assistant.safety.kept import Kept
from intents import Choice, Dictation, Freely, YesNo

LISTEN, BREATHE, WRITE, GO_ON = "listen", "breathe", "write_down", "go_on"
WAYS = (LISTEN, BREATHE, WRITE, GO_ON)
BREATHS = 6
"""This many breaths take about a minute at the voice's usual rate."""


class SafetyBrief(Brief, frozen=True, kw_only=True):
    """What was noticed, the person's country ("" if unknown), and the known numbers."""

    kind: Kind
    certainty: Certainty
    helplines: Helplines
    country: str = ""
    kept: Kept = ""
    """Whether the words are in a dictation that is kept, and whether they can be removed."""


UNCLEAR, SAFE_BUT_WHY, FINE = "unclear", "safe_but_why", "fine"
"""Answers besides yes and no: unclear; safe, but asks why; nothing of this is needed."""


def safety(brief: SafetyBrief) -> Dialogue:
    """Talk with someone who may be in danger, also from another person."""
    if brief.kind == "abuse":
        # The person who hurts them may be in the room: name nothing before they say it is safe.
        safe_to_talk = yield Ask("safety.is_it_safe_to_talk", YesNo())
        if not safe_to_talk:
            yield Say("safety.another_time")
            return
        yield Say("safety.not_your_fault")
    elif brief.certainty == "uncertain":
        safe = yield Ask(f"safety.soft.{brief.kind}", YesNo())
        if safe == UNCLEAR:
            safe = yield Ask(f"safety.only_asked.{brief.kind}", YesNo())
        if safe == UNCLEAR:
            yield Say("safety.whenever")
            return
        if safe:
            if safe == SAFE_BUT_WHY:
                yield Say("safety.because")
            yield Say("safety.good_that_i_asked")
            return
    else:
        yield Say(f"safety.heard.{brief.kind}")
        so = yield Ask(f"safety.directly.{brief.kind}", YesNo())
        if so is False:
            yield Say("safety.thank_you_for_answering")
    yield Say("safety.what_i_am")
    fine = yield from _whom_to_call(brief)
    if not fine:
        yield from _stay()
    if brief.kept == "can go":
        out = yield Ask("safety.take_it_out", YesNo())
        yield Say("safety.going_back.taken_out" if out is True else "safety.going_back.left_in")
    else:
        yield Say(f"safety.going_back.{brief.kept or 'nothing'}")


def number(brief: SafetyBrief, country: str) -> tuple[Say, ...]:
    """Return the number to call, and again digit by digit; or how to find one."""
    line = brief.helplines.to_call(country, brief.kind)
    emergency = brief.helplines.emergency(country)
    says = [Say("safety.emergency", number=digits_aloud(emergency, brief.language))]
    if line is None:
        return (*says, Say("safety.directory"), Say("safety.directory_again"))
    hours = "always_open" if line.hours.startswith("24/7") else ""
    phone = digits_aloud(line.phone, brief.language)
    return (
        *says,
        Say("safety.number", service=line.service, number=phone, hours=hours),
        Say("safety.number_again", number=phone, text=line.text),
    )


def for_someone_else(brief: SafetyBrief) -> tuple[Say, ...]:
    """Return what to say to a person who is worried about somebody else. No question follows."""
    emergency, *rest = number(brief, brief.country)
    return (Say("safety.someone_near"), emergency, Say("safety.ask_them_too"), *rest)


def _whom_to_call(brief: SafetyBrief) -> Generator[Step, Any, bool]:
    """Give the number. Return whether nothing more of this is wanted."""
    country = brief.country
    if not country:
        named = yield Ask("safety.which_country", Freely())
        if named == FINE:
            yield Say("safety.emergency", number="")
            yield Say("safety.directory_if_needed")
            return True
        country = brief.helplines.country_in(named or "")
        if country:
            yield Note(CountrySet(country))
    yield from number(brief, country)
    yield Say("safety.numbers_change", checked=brief.helplines.checked)
    yield Say("safety.someone_you_trust")
    return False


def _stay() -> Generator[Step, Any, None]:
    question = "safety.what_now"
    for turn in count():
        wish = yield Ask(question, Choice(WAYS, named="safety"), about=str(turn))
        question = "safety.what_else"
        match wish:
            case "listen":
                yield Ask("safety.listening", Dictation(), about=str(turn))
                yield Say("safety.listened")
            case "breathe":
                yield Say("safety.breathe.begin")
                for _ in range(BREATHS):
                    yield Say("safety.breathe.once")
            case "write_down":
                who = yield Ask("safety.whom_could_you_call", Freely(), about=str(turn))
                yield Say("safety.written" if who else "safety.nobody_yet", who=who)
            case _:
                return

"""What is said of days, hours and reminders, before anything else is looked for in the words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.away_said import told_to_be_away
from assistant.conversation.reading.changes.goal_days import of_goal_days
from assistant.conversation.reading.changes.reminder_changes import of_kept_reminders
from assistant.conversation.reading.changes.reminder_requests import of_a_reminder
from assistant.conversation.reading.changes.reminder_told import told_in_place_of_a_yes
from assistant.conversation.reading.changes.taken_back import (
    day_or_rhythm,
    rhythm_with_its_condition,
)
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.rephrasing import tidy
from intents import Date, Dictation, Meaning, Sound

if TYPE_CHECKING:
    from intents import Language

BY_WHEN, SHALL_I = "goal.by_when", "change_goal.shall_i"
A_FEW = 4
"""In more words that tell of oneself something else is said than a yes."""
_BESIDE = ("beside_no_day", "leads", "tails", "joins")
"""The lists of what may stand beside "no rush"."""


def says_no_day(language: Language, text: str) -> bool:
    """Whether `text` says that there is no day: "no rush, whenever you like"."""
    words, phrases = list(language.words(text)), phrases_of(language.name)
    found = False
    while words:
        rest = " ".join(words)
        none = phrases.longest_start("reminder.no_day", rest)
        beside = none or next(
            filter(None, (phrases.longest_start(f"reminder.{n}", rest) for n in _BESIDE)), ""
        )
        if not beside:
            return _of_a_thing(language, text)
        found, words = found or bool(none), words[len(beside.split()) :]
    return found


def _of_a_thing(language: Language, text: str) -> bool:
    """Whether something is named that has no day: "no rush with the album", "paint it some day"."""
    if language.understand(text, Date()).kind == "answer":
        return False
    words, phrases = language.words(text), phrases_of(language.name)
    for at in range(len(words)):
        none = phrases.longest_start("reminder.no_day_of_a_thing", " ".join(words[at:]))
        if none and at + len(none.split()) == len(words):
            return True
        if phrases.longest_start("reminder.there_is_no_hurry", " ".join(words[at:])):
            return True
    return False


def of_days_and_reminders(language: Language, text: str, context: Context) -> Interpretation | None:
    """What `text` says of the days of a goal, or of reminders; `None` for nothing of the kind."""
    if context.ask is None or isinstance(context.expects, Dictation | Sound):
        return None
    if not context.paused and not context.one_part:
        found = (
            _no_day(language, text, context)
            or _by_then(language, text, context)
            or _no_yes(language, text, context)
            or rhythm_with_its_condition(language, text, context)
            or day_or_rhythm(language, text, context)
            or of_kept_reminders(language, text, context)
            or of_goal_days(language, text, context)
            or told_to_be_away(language, text, context)
        )
        if found is not None:
            return Interpretation.of(found)
    if (offered := told_in_place_of_a_yes(language, text, context)) is not None:
        return Interpretation.of(offered)
    return of_a_reminder(language, text, context)


def _no_yes(language: Language, text: str, context: Context) -> Meaning | None:
    """Nothing, where a change of days is offered and something else is wanted: "I want to see …".

    It is no yes to the offer.
    """
    words = language.words(text)
    offered = context.ask is not None and context.ask.key == SHALL_I
    tells = words[:1] != () and phrases_of(language.name).has("reminder.tells_of_oneself", words[0])
    return Meaning(text) if offered and tells and len(words) > A_FEW else None


def _by_then(language: Language, text: str, context: Context) -> Meaning | None:
    """The day by which something is done that is to be done "some time before" another."""
    asked = context.ask is not None and context.ask.key == BY_WHEN
    lead = phrases_of(language.name).longest_start("reminder.some_time_before", text.lower())
    if not asked or not isinstance(context.expects, Date) or not lead:
        return None
    before = lead.rsplit(" ", 1)[0]
    read = language.understand(text[len(before) :].strip(), Date(), now=context.now)
    return replace(read, text=tidy(text, language.name)) if read.kind == "answer" else None


def _no_day(language: Language, text: str, context: Context) -> Meaning | None:
    """The skip of the question by which day, where there is none."""
    asked = context.ask is not None and context.ask.key == BY_WHEN
    if not asked or not isinstance(context.expects, Date) or not says_no_day(language, text):
        return None
    return Meaning(tidy(text, language.name), "command", "skip", score=1.0)

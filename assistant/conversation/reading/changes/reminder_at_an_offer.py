"""Reads what is said of a reminder where one is offered for a step, or is just being set.

Not for this step but for something else ("not for that, but one for her tablets, eight in the
morning and six at night"), its hour and the days it shall not be said ("half three, but not
Sundays"), and the hour itself where only its half of the day was asked for ("morning, at half
past seven").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.hours_of_days import WHEN_SLOTS, several_hours
from assistant.conversation.reading.changes.hours_said import hours_said
from assistant.conversation.reading.changes.reminder_told import (
    OFFERED,
    SET,
    told_of_a_reminder,
)
from assistant.conversation.reading.changes.step_said import AFTER_IT_IS_KEPT as PLANS
from assistant.conversation.reading.changes.when_pieces import when_pieces
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.certain import WISHED
from assistant.dialogues.reminder import APART
from assistant.formatting.rephrasing import tidy
from assistant.practice.schedule import left_out
from intents import Meaning, Time, YesNo

if TYPE_CHECKING:
    from intents import Language

WHEN = "certain.remind_when"
"""The question at what time to remind of a step."""
WHICH_HALF = "reminder.which_half"
"""The question whether an hour is one of the morning."""
EVERY_DAY = "FREQ=DAILY"
MARKS = ",.;:!?"
A_STORY = 40
"""What has more words is a story."""
A_FEW = 8
"""The half of the day and the hour have at most so many words together."""
A_THING = 6
"""What to be reminded of has at most so many words."""


def reminder_at_an_offer(language: Language, text: str, context: Context) -> Interpretation | None:
    """What is said of a reminder in place of a yes, or of the half of the day; `None` for none."""
    ask = context.ask
    if ask is None or context.paused or context.one_part or context.safety_talk:
        return None
    if len(text.split()) > A_STORY:
        return None
    offered = SET in ask.also and ask.key.startswith((OFFERED, WHICH_HALF))
    if (offered or ask.key == WHEN) and (slots := several_hours(language, text, context.now)):
        hours = {**slots, "time": slots["hours"][0]}
        if ask.key == WHEN:
            return Interpretation.of(
                Meaning(tidy(text, language.name), "answer", value=hours, score=1.0)
            )
        return _set(language, text, hours)
    if ask.key == WHICH_HALF:
        return _whole_hour(language, text, context)
    if SET not in ask.also or not isinstance(ask.expects, YesNo):
        return None
    if found := _of_something_else(language, text, context):
        return found
    if ask.key in PLANS and (both := _plan_too(language, text, context)):
        return Interpretation.of(
            Meaning(tidy(text, language.name), "answer", value=both, score=1.0)
        )
    return _but_not_on(language, text, context) if ask.key.startswith(OFFERED) else None


def _whole_hour(language: Language, text: str, context: Context) -> Interpretation | None:
    phrases, words = phrases_of(language.name), language.words(text)
    halved = any(phrases.has("half_of_day", word) for word in words)
    if not halved or len(words) > A_FEW:
        return None
    read = language.understand(text, Time(), now=context.now)
    hour = str(read.value) if read.kind == "answer" and isinstance(read.value, str) else ""
    named = any(
        language.understand(" ".join(words[at:]), Time(), now=context.now).kind == "answer"
        for at in range(len(words))
        if not any(phrases.has("half_of_day", word) for word in words[at:])
    )
    return _set(language, text, {"hours": [hour], "time": hour}) if hour and named else None


def _plan_too(language: Language, text: str, context: Context) -> dict[str, Any]:
    """The wish for a plan and a reminder, with its hours: "a plan, and remind me at eight"."""
    phrases, words = phrases_of(language.name), language.words(text)
    if any(phrases.has("reminder.no_wish", word) for word in words):
        return {}
    both = any(phrases.has("reminder.both", word) for word in words)
    planned = any(phrases.has("reminder.of_a_plan", word) for word in words)
    reminded = any(phrases.has("reminder.speaks_of_it", word) for word in words)
    if not (both or (planned and reminded)):
        return {}
    when = told_of_a_reminder(language, text, context) or {}
    return {WISHED: True, **{name: when[name] for name in WHEN_SLOTS if when.get(name)}}


def _of_something_else(language: Language, text: str, context: Context) -> Interpretation | None:
    """A no to the reminder that is offered, and the wish for one of something else."""
    phrases, words = phrases_of(language.name), text.split()
    plain = [word.lower().strip(MARKS) for word in words]
    denied = any(phrases.has("correction_not", word) for word in plain)
    leads = (
        (at, len(lead.split()))
        for at in range(1, len(plain))
        if (lead := phrases.longest_start("reminder.another_for", " ".join(plain[at:])))
    )
    start, size = next(leads, (0, 0))
    if not denied or not size:
        return None
    rest = words[start + size :]
    for at in range(min(len(rest) - 1, A_THING), 0, -1):
        slots = _when(language, rest[at:], context)
        if slots and not phrases.has("reminder.leads_to_hours", rest[at - 1].lower()):
            own = {**slots, "words": " ".join(rest[:at]), APART: True}
            act = Act("command", start, len(words), SET, slots=own, words=" ".join(words[start:]))
            no = Act("answer", 0, start, value=False, words=" ".join(words[:start]))
            said = Meaning(tidy(text, language.name), "answer", value=False, score=1.0)
            return Interpretation(said, (no, act))
    return None


def _when(language: Language, words: Sequence[str], context: Context) -> dict[str, Any]:
    said = " ".join(words)
    if hours := hours_said(language, said, context.now):
        return {"hours": list(hours), "time": hours[0], "half": False, "rrule": EVERY_DAY}
    pieces = when_pieces(language, list(language.words(said)), context.now)
    if len(pieces) != 1 or pieces[0].start or not pieces[0].when.hours:
        return {}
    when = pieces[0].when
    slots = {"hours": list(when.hours), "time": when.hours[0], "half": when.half}
    return slots | ({"rrule": when.rrule} if when.rrule else {})


def _but_not_on(language: Language, text: str, context: Context) -> Interpretation | None:
    """The hour of a reminder, and its days without those that are denied."""
    pieces = when_pieces(language, list(language.words(text)), context.now)
    hours = [piece.when for piece in pieces if piece.when.hours and not piece.denied]
    denied = [piece.when.rrule for piece in pieces if piece.denied and piece.when.rrule]
    if len(hours) != 1 or not denied or any(p.when.rrule for p in pieces if not p.denied):
        return None
    often = context.ask.words.get("often") if context.ask is not None else None
    rrule = str(getattr(often, "rrule", "")) or EVERY_DAY
    for gone in denied:
        rrule = left_out(rrule, gone) or rrule
    when = hours[0]
    slots = {"hours": list(when.hours), "time": when.hours[0], "half": when.half, "rrule": rrule}
    return _set(language, text, slots)


def _set(language: Language, text: str, slots: dict[str, Any]) -> Interpretation:
    said = tidy(text, language.name)
    return Interpretation.of(Meaning(said, "command", SET, score=1.0, slots=slots))

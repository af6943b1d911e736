"""Reads the hours that are said with how often a step is done: "every evening at eight".

They are kept in words as the time of the step, and offered when it is reminded of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.hours_of_days import SET, hours_of_days
from assistant.dialogues.reminder import A_WAKING_HOUR
from assistant.formatting.rephrasing import tidy
from assistant.practice.schedule import Schedule
from assistant.wording.wording import Wording
from intents import Meaning
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

HOW_OFTEN = "goal.how_often"
A_WEEK = 7


def with_its_hours(
    said: Interpretation, text: str, context: Context, language: Language, wording: Wording
) -> Interpretation:
    """The answer to how often a step is done, with the hours that it has beside the days."""
    ask = context.ask
    if ask is None or ask.key != HOW_OFTEN or context.paused or context.one_part:
        return said
    if any(act.name == SET for act in said.acts):
        return said  # "Remind me every weekday at seven" sets a reminder with its hour.
    read = said.value if said.is_answer and isinstance(said.value, Mapping) else None
    value = rhythm_at_hours(language, text, read, context.now)
    if value is None:
        return said
    value["when"] = _in_words(value["at"], wording)
    meaning = Meaning(tidy(text, language.name), "answer", value=value, score=1.0)
    act = Act("answer", 0, len(text.split()), value=value)
    if not said.is_answer:
        return Interpretation(meaning, (act,))
    acts = tuple(replace(one, value=value) if one.kind == "answer" else one for one in said.acts)
    return replace(said, meaning=replace(said.meaning, value=value), acts=acts)


def rhythm_at_hours(
    language: Language, text: str, read: Mapping[str, Any] | None, now: datetime | None
) -> dict[str, Any] | None:
    """A rhythm with its hours, where `text` says nothing else; `None` for no hours.

    `read` is the rhythm alone, as it was read. ``at`` are the hours as the slots of a reminder.
    """
    found = hours_of_days(language, text, now)
    rrule = str(found.pop("rrule", ""))
    if not found.get("hours") or not (rrule or read):
        return None
    if found.get("also"):
        named = [rrule, *(str(one["rrule"]) for one in found["also"])]
        whole = _together(named)
        return {"rrule": whole, "times": None, "at": {**found, "rrule": rrule}} if whole else None
    return {**(read or {"rrule": rrule, "times": None}), "at": found}


def _together(rules: list[str]) -> str:
    """The rule with the days of all of them; "" where no rule says it."""
    first, *others = map(RecurrenceSet.parse, rules)
    if any(one.unit != "WEEKLY" or one.interval != first.interval for one in (first, *others)):
        return ""
    order = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    named = {day for one in (first, *others) for day in one.parts.get("BYDAY", "").split(",")}
    if not named <= set(order):
        return ""
    if len(named) == A_WEEK and first.interval == 1:
        return first.with_parts(FREQ="DAILY", BYDAY="").text()
    return first.with_parts(BYDAY=",".join(day for day in order if day in named)).text()


def _in_words(at: Mapping[str, Any], wording: Wording) -> str:
    """The hours as they are said back: "at 8 o'clock in the evening"."""
    each = (at, *at.get("also", ()))
    if len(each) == 1:
        return _hours(at, wording)
    days = ((wording.often(Schedule(one["rrule"])), _hours(one, wording)) for one in each)
    return ", ".join(wording.phrase("goal.at.days", days=of, hours=hours) for of, hours in days)


def _hours(at: Mapping[str, Any], wording: Wording) -> str:
    """The hours of the same days; of an early one it is not said which half of the day it is in."""
    if not at.get("half") or min(at["hours"]) >= A_WAKING_HOUR:
        return wording.phrase("goal.at.known", times=at["hours"])
    said = (
        wording.hour(hour) if hour < A_WAKING_HOUR else wording.clock(hour) for hour in at["hours"]
    )
    return wording.phrase("goal.at.open", hours=", ".join(said))

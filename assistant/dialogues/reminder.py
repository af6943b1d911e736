"""Reminders of conversations: set, list and cancel them, and offer the conversation when due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.choosing import A_FEW, choose, choose_apart
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say
from assistant.practice.reminders import (
    AGAIN,
    OFFERS,
    How,
    Reminder,
    ReminderCancelled,
    ReminderMet,
    ReminderSet,
    over,
    replaced,
)
from assistant.practice.schedule import Schedule, once
from intents import Invitation, Recurrence, Time, YesNo

MORNING, EVENING = "morning", "evening"
A_WAKING_HOUR = "07:00"
"""A time before this can mean the evening, unless the half of the day was said."""
AN_EVENING = "14:00"
"""From this time on, a reminder that names no conversation means the evening check-in."""


class KnownReminder(msgspec.Struct, frozen=True):
    """What a dialogue needs of a reminder."""

    id: str
    dialogue: str
    time: str
    rrule: str
    day: str = ""


class SetBrief(Brief, frozen=True):
    """What the command said of the reminder, and the existing reminders.

    `half`: the half of the day was not said.
    """

    about: str = ""
    time: str = ""
    rrule: str = ""
    on: str = ""
    half: bool = False
    known: tuple[KnownReminder, ...] = ()
    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of the command and the existing reminders."""
        slots = moment.slots
        return cls(
            **moment.basics,
            about=str(slots.get("about", "")),
            time=str(slots.get("time", "")),
            rrule=str(slots.get("rrule", "")) if not slots.get("times") else "",
            on=str(slots.get("date", "")),
            half=bool(slots.get("half")),
            known=_known(moment),
            locked=moment.locked,
        )


def set_reminder(brief: SetBrief) -> Dialogue:
    """Ask for what is missing, repeat everything in words, and keep it after a yes."""
    time = brief.time or (yield Ask("reminder.at_what_time", Time()))
    if not time:
        yield Say("reminder.none_set")
        return
    if brief.half and brief.time and time < A_WAKING_HOUR:
        part = yield from choose(
            "reminder.which_half", {}, fixed=(MORNING, EVENING), named="half_of_day"
        )
        if part == EVENING:
            time = half_a_day_on(time)
    rrule, day = brief.rrule, brief.on
    if not rrule and not day:
        often = yield Ask("reminder.how_often", Recurrence())
        # "Three times a week" names no days, so take every day and repeat that.
        rrule = often["rrule"] if often and not often["times"] else "FREQ=DAILY"
    if rrule and once(rrule):
        rrule, day = "", next_day(brief.now, time)
    dialogue = brief.about or ("evening_checkin" if time >= AN_EVENING else "morning_checkin")
    new = ReminderSet(f"{brief.session}.reminder", dialogue, time, rrule or "FREQ=DAILY", day)
    for turn in count():
        sure = yield Ask(
            f"reminder.shall_i.{dialogue}", YesNo(), str(turn) if turn else "", **in_words(new)
        )
        if not isinstance(sure, Mapping):
            break
        # "No, at nine": the same reminder at that time.
        new = msgspec.structs.replace(new, time=sure["time"])
    if not sure:
        yield Say("reminder.none_set")
        return
    now = datetime.fromisoformat(brief.now)
    for old in replaced([_reminder(known, brief.now) for known in brief.known], new, now):
        yield Note(ReminderCancelled(old.id))
    yield Note(new)
    yield Say("reminder.set", **in_words(new))


def cancel_reminder(brief: SetBrief) -> Dialogue:
    """Cancel the only reminder, or the one that is chosen."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.known:
        yield Say("reminder.there_is_none")
        return
    known = brief.known
    if len(known) == 1:
        sure = yield shall_i_cancel(known[0])
        chosen = known[0] if sure else None
    else:
        by_id = {one.id: one for one in known}
        times = tuple(dict.fromkeys(one.time for one in known))
        id = yield from choose_apart(
            "reminder.cancel_which",
            {one.id: one.time for one in known},
            lambda id: shall_i_cancel(by_id[id], id),
            times=times[:A_FEW],
        )
        chosen = by_id.get(id)
    if chosen is None:
        yield Say("reminder.all_stay")
        return
    yield Note(ReminderCancelled(chosen.id))
    yield Say("reminder.cancelled", **in_words(chosen))


def shall_i_cancel(reminder: KnownReminder, about: str = "") -> Ask:
    """Return the question whether to cancel a reminder, with its conversation and days."""
    key = f"reminder.shall_i_cancel.{reminder.dialogue}"
    return Ask(key, YesNo(), about, **in_words(reminder))


def list_reminders(brief: SetBrief) -> Dialogue:
    """List the reminders: when, and for which conversation."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.known:
        yield Say("reminder.there_is_none_yet")
        return
    for known in sorted(brief.known, key=lambda one: (one.day, one.time)):
        yield Say(f"reminder.told.{known.dialogue}", **in_words(known))
    yield Say("reminder.how_to_cancel")


class HourBrief(Brief, frozen=True):
    """The reminder that is due: its conversation, its day, and the number of this offer."""

    reminder: str = ""
    dialogue: str = "morning_checkin"
    on: str = ""
    offer: int = 1

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of the reminder that is due."""
        slots = moment.slots
        return cls(
            **moment.basics,
            reminder=str(slots.get("reminder", "")),
            dialogue=str(slots.get("dialogue", "morning_checkin")),
            on=str(slots.get("day", moment.today)),
            offer=int(slots.get("offer", 1)),
        )


def at_its_hour(brief: HourBrief) -> Dialogue:
    """Offer the conversation. Accept now, later, not today and silence."""
    yield Say(f"reminder.greeting.{brief.part_of_day}", name=brief.name)
    answer: Any = yield Ask(f"reminder.shall_we.{brief.dialogue}", Invitation())
    now = datetime.fromisoformat(brief.now)

    def met(how: How, later: timedelta | None = None) -> Note:
        until = (now + later).isoformat(timespec="seconds") if later else ""
        return Note(ReminderMet(brief.reminder, brief.on, how, until))

    if answer == "now":
        yield met("begun")
        yield Begin(brief.dialogue)
    elif answer == "silence":
        yield met("silence", AGAIN if brief.offer < OFFERS else None)
    elif isinstance(answer, int):
        yield met("later", timedelta(seconds=answer))
        yield Say("reminder.later", minutes=minutes(answer))
    else:
        yield met("not_today")
        yield Say("reminder.not_today")


def in_words(reminder: ReminderSet | KnownReminder) -> dict[str, Any]:
    """Return what a wording needs to say when it is: `time`, and `often` or `day`."""
    if reminder.day:
        return {"time": reminder.time, "day": reminder.day}
    return {"time": reminder.time, "often": Schedule(reminder.rrule)}


def minutes(seconds: int) -> int:
    """Return whole minutes, at least one."""
    return max(1, round(seconds / 60))


def half_a_day_on(time: str) -> str:
    """Return the same time (HH:MM) in the other half of the day."""
    return f"{(int(time[:2]) + 12) % 24:02d}{time[2:]}"


def next_day(now: str, time: str) -> str:
    """Return the day (YYYY-MM-DD) on which `time` comes next."""
    moment = datetime.fromisoformat(now)
    day = moment.date() if f"{moment:%H:%M}" < time else moment.date() + timedelta(days=1)
    return str(day)


def _known(moment: Moment) -> tuple[KnownReminder, ...]:
    return tuple(
        KnownReminder(one.id, one.dialogue, one.time, one.rrule, one.day)
        for one in moment.state.reminders
        if not over(one, moment.now)
    )


def _reminder(known: KnownReminder, now: str) -> Reminder:
    return Reminder(known.id, known.dialogue, known.time, known.rrule, known.day, now)

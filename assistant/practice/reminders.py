"""Reminders of conversations: their events, their state, and when one is due.

The time of a reminder is what the person's clock shows, so a change to summer time does not move
it. If half past two does not exist on a night, the reminder is due at three; if it comes twice, the
first time. "In ten minutes" is a point in time and is not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple

import msgspec

from assistant.practice.event import Event
from assistant.practice.schedule import A_MONDAY, Days, days

LATE = timedelta(hours=2)
"""How long after its time a conversation is still offered, as after the computer slept."""
AGAIN = timedelta(minutes=10)
"""The time until it is offered again after a silence."""
OFFERS = 3
"""How often it is offered at most."""
_A_MONTH = timedelta(days=31)

OWN = "own"
"""The dialogue of a reminder with the person's own words: the words are said, nothing is begun."""

How = Literal["begun", "done", "later", "not_today", "silence"]


class ReminderSet(Event, frozen=True, tag="reminder_set"):
    """A conversation is offered at a time (HH:MM), on the days of a rule or on one `day`.

    With `words`, the person is reminded of these, and the dialogue is `OWN`.
    """

    reminder: str
    dialogue: str
    time: str
    rrule: str = "FREQ=DAILY"
    day: str = ""
    words: str = ""


class ReminderCancelled(Event, frozen=True, tag="reminder_cancelled"):
    """A reminder was cancelled."""

    reminder: str


class ReminderMet(Event, frozen=True, tag="reminder_met"):
    """A reminder was offered for `day`, with this result.

    `after`: the seconds from this moment until it is offered again; older journals hold the moment
    itself in `until`.
    """

    reminder: str
    day: str
    how: How
    until: str = ""
    after: int = 0


ReminderNoted = ReminderSet | ReminderCancelled | ReminderMet


class Reminder(msgspec.Struct):
    """A reminder: its conversation, its time, since when, and how the last offer went."""

    id: str
    dialogue: str
    time: str
    rrule: str
    day: str
    added: str
    met: str = ""
    how: str = ""
    until: str = ""
    offers: int = 0

    @property
    def own_words(self) -> str:
        """What the person wants to be reminded of; "" where a conversation is offered."""
        return ""


class OwnReminder(Reminder):
    """A reminder of what the person wants to be reminded of, in their words."""

    words: str = ""

    @property
    def own_words(self) -> str:
        """What the person wants to be reminded of."""
        return self.words


class Due(NamedTuple):
    """A reminder that is due, its day, and how often it was offered for that day already."""

    reminder: Reminder
    day: str
    offers: int

    @property
    def slots(self) -> dict[str, Any]:
        """What the dialogue `at_its_hour` is begun with."""
        return {
            "reminder": self.reminder.id,
            "dialogue": self.reminder.dialogue,
            "day": self.day,
            "offer": self.offers + 1,
        }

    @property
    def key(self) -> tuple[str, str, str]:
        """One for each time that it is to be offered."""
        return self.reminder.id, self.day, self.reminder.until


def fold_reminders(reminders: list[Reminder], noted: ReminderNoted, ts: str) -> None:
    """Update `reminders` with what was noted at the time `ts`."""
    match noted:
        case ReminderSet(reminder=id, dialogue=dialogue, time=time, rrule=rrule, day=day):
            if noted.words:
                own = OwnReminder(id, dialogue, time, rrule, day, ts, words=noted.words)
                reminders.append(own)
            else:
                reminders.append(Reminder(id, dialogue, time, rrule, day, ts))
        case ReminderCancelled(reminder=id):
            reminders[:] = [known for known in reminders if known.id != id]
        case ReminderMet():
            for known in reminders:
                if known.id == noted.reminder:
                    known.offers = known.offers + 1 if known.met == noted.day else 1
                    known.met, known.how, known.until = noted.day, noted.how, again_at(noted, ts)


def follow_name(reminders: Sequence[Reminder], goal: str, before: str, now: str) -> None:
    """Give the reminders of a goal the goal's new name, where their words were the old one."""
    for known in reminders:
        if set_with(known.id) == goal and isinstance(known, OwnReminder):
            known.words = now if known.words == before else known.words


def again_at(met: ReminderMet, ts: str) -> str:
    """Return the moment at which what was noted at the time `ts` is offered again; "" for none."""
    if not met.after:
        return met.until
    moment = datetime.fromisoformat(ts) + timedelta(seconds=met.after)
    return moment.isoformat(timespec="seconds")


def due(reminders: Sequence[Reminder], now: datetime, away: Sequence[Days] = ()) -> Due | None:
    """Return the earliest reminder that is due at `now` (with a time zone); None if none is.

    None is due while the person is away.
    """
    if any(first <= now.date() <= last for first, last in away):
        return None
    found = [one for reminder in reminders if (one := _due(reminder, now)) is not None]
    return min(found, key=lambda one: one.reminder.time, default=None)


def _due(reminder: Reminder, now: datetime) -> Due | None:
    if reminder.until:
        until = datetime.fromisoformat(reminder.until)
        if until <= now < until + LATE:
            return Due(reminder, reminder.met, reminder.offers)
    clock = now.replace(tzinfo=None)
    added = datetime.fromisoformat(reminder.added).astimezone(now.tzinfo).replace(tzinfo=None)
    if added > clock:
        added = datetime.min  # It was made while the clock was wrong.
    # A reminder shortly before midnight can still be due after it.
    for day in (now.date() - timedelta(days=1), now.date()):
        hour = datetime.combine(day, time.fromisoformat(reminder.time))
        if (
            added < hour <= clock < hour + LATE
            and str(day) != reminder.met
            and meant(reminder, day)
        ):
            return Due(reminder, str(day), 0)
    return None


def meant(reminder: Reminder, day: date) -> bool:
    """Whether a reminder is for this day."""
    if reminder.day:
        return reminder.day == str(day)
    since = datetime.fromisoformat(reminder.added).date()
    # One made while the clock was wrong counts from a day of no meaning.
    return bool(days(reminder.rrule, since if since <= day else A_MONDAY, day, day))


def coming(reminder: Reminder, now: datetime) -> datetime | None:
    """Return when it is offered next, in local time; None if it is over."""
    clock = now.replace(tzinfo=None)
    day = now.date()
    while day <= now.date() + _A_MONTH * 13:
        hour = datetime.combine(day, time.fromisoformat(reminder.time))
        if hour > clock and meant(reminder, day):
            return hour
        day += timedelta(days=1)
    return None


def replaced(reminders: Sequence[Reminder], new: ReminderSet, now: datetime) -> list[Reminder]:
    """Return the reminders that a new one replaces: same conversation, and a day in common.

    One with words of its own replaces those with the same words at the same hour.
    """
    fresh = Reminder(new.reminder, new.dialogue, new.time, new.rrule, new.day, now.isoformat())
    coming_days = [now.date() + timedelta(days=n) for n in range(_A_MONTH.days)]
    mine = {day for day in coming_days if meant(fresh, day)}
    return [
        old
        for old in reminders
        if old.dialogue == new.dialogue
        and old.own_words.casefold() == new.words.casefold()
        and (not new.words or old.time == new.time)
        and any(day in mine and meant(old, day) for day in coming_days)
    ]


def set_with(id: str) -> str:
    """Return what the ids of reminders that were set together have in common; a goal's id."""
    return id.partition(".reminder")[0]


def over(reminder: Reminder, now: datetime) -> bool:
    """Whether it was for one day that is past."""
    return bool(reminder.day) and reminder.day < str(now.date())

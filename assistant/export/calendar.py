"""Goals as an iCalendar file (RFC 5545), so that a calendar can show the days they are meant for.

Each goal is a whole-day event, because many calendars cannot show to-dos. It is marked as taking no
time, so the day stays free.

The library `icalendar` writes the text: it escapes values, folds lines longer than 75 octets and
orders the parts of a rule. Here is only which goal becomes which event. The library is imported on
the first export, because nothing else needs it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from assistant.practice.goals import Goal
from assistant.practice.state import State
from assistant.wording import Wording

if TYPE_CHECKING:
    from icalendar import Event

_PERIODS = {"FREQ=DAILY": "day", "FREQ=WEEKLY": "week", "FREQ=MONTHLY": "month"}
"""The rules of which "three times a week" is said with a figure."""


def calendar(state: State, wording: Wording) -> str:
    """All goals except those let go, as an iCalendar text with CRLF line ends.

    The UID of an event is the goal's id, so importing the file again updates the same events.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Lantern//lantern-voice//EN")
    made.add("calscale", "GREGORIAN")
    for goal in state.goals:
        if goal.standing != "let_go":
            made.add_component(_event(goal, state.value_named(goal.value), wording))
    encoded: bytes = made.to_ical(sorted=False)
    return encoded.decode()


def _event(goal: Goal, value: str, wording: Wording) -> Event:
    """The event of `goal`; `value` is the name of its value, or ""."""
    from icalendar import Event, vRecur

    added = date.fromisoformat(goal.added)
    rhythm = goal.often.rhythm
    # Calendars show the first day whether or not the rule includes it: start on a day it includes.
    first = added if rhythm.once else rhythm.next_day(added, rhythm.first_day(added)) or added
    if goal.by:
        first = date.fromisoformat(goal.by)
    event = Event()
    event.add("uid", f"{_printable(goal.id)}@lantern")
    event.add("dtstamp", datetime.combine(added, time(), UTC))
    event.add("dtstart", first)
    if not rhythm.once:
        for rule in rhythm.rules(added):
            event.add("rrule", vRecur.from_ical(rule))
    if rhythm.without:
        event.add("exdate", list(rhythm.without))
    event.add("summary", _printable(goal.title))
    if described := _described(goal, wording):
        event.add("description", _printable(described))
    if value:
        event.add("categories", [_printable(value)])
    event.add("transp", "TRANSPARENT")
    return event


def _described(goal: Goal, wording: Wording) -> str:
    """How many times per period the goal is meant, and when not, and the days it was done.

    Each is left out where there is nothing to say, and what the rule says is not repeated.
    """
    done = [check.day for check in goal.history if check.outcome == "done"]
    rhythm, often = goal.often.rhythm, ""
    period = _PERIODS.get(goal.rrule)
    if goal.times and period:
        often = wording.phrase(f"calendar.times_a.{period}", times=goal.times)
    elif goal.times or rhythm.as_said:
        often = wording.often(goal.often)
    return "\n".join(filter(None, (often, wording.phrase("calendar.done", days=", ".join(done)))))


def _printable(text: str) -> str:
    """`text` without control characters, which iCalendar does not allow; line breaks stay."""
    return "".join(c for c in text if c == "\n" or c.isprintable())

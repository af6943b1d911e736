"""Goals as an iCalendar file (RFC 5545), so that a calendar may show the days they are meant for.

Each is a whole-day event which takes no time away, so that calendars which know no to-dos show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.practice.goals import Goal
from assistant.practice.schedule import days, once
from assistant.practice.state import State
from assistant.wording import Wording

_A_YEAR = timedelta(days=366)
_LONGEST = 75
"""Octets of a line; a longer one is folded."""


def calendar(state: State, wording: Wording) -> str:
    """An iCalendar text of all goals but those let go, each with the rule of its days."""
    kept = [goal for goal in state.goals if goal.standing != "let_go"]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lantern//lantern-voice//EN",
        "CALSCALE:GREGORIAN",
        *(line for goal in kept for line in _event(goal, state.value_named(goal.value), wording)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(goal: Goal, value: str, wording: Wording) -> Iterator[str]:
    added = date.fromisoformat(goal.added)
    # A calendar shows the first day whether the rule names it or not: begin on one it names.
    first = next(iter(days(goal.rrule, added, added, added + _A_YEAR)), added)
    if goal.by:
        first = date.fromisoformat(goal.by)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(goal.id)}@lantern"
    yield f"DTSTAMP:{added:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if not once(goal.rrule):
        yield f"RRULE:{goal.rrule}"
    yield f"SUMMARY:{_escaped(goal.title)}"
    if described := _described(goal, wording):
        yield f"DESCRIPTION:{_escaped(described)}"
    if value:
        yield f"CATEGORIES:{_escaped(value)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _described(goal: Goal, wording: Wording) -> str:
    """How often it is meant within a period, which its rule does not say, and when it was done."""
    done = [check.day for check in goal.history if check.outcome == "done"]
    period = "month" if "MONTHLY" in goal.rrule else "day" if "DAILY" in goal.rrule else "week"
    often = wording.phrase(f"calendar.times_a.{period}", times=goal.times) if goal.times else ""
    return "\n".join(filter(None, (often, wording.phrase("calendar.done", days=", ".join(done)))))


def _escaped(text: str) -> str:
    shown = "".join(c for c in text if c == "\n" or c.isprintable())
    for mark in ("\\", ";", ","):
        shown = shown.replace(mark, f"\\{mark}")
    return shown.replace("\n", "\\n")


def _folded(line: str) -> str:
    """`line` in pieces of at most 75 octets, none of them ending within a character."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > _LONGEST - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])

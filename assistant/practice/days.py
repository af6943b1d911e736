"""Days: what was told of each, when the person is away, and what was offered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from assistant.practice.event import Event
from assistant.practice.hours import latest

DayAspect = Literal[
    "when", "enjoy", "meant", "enjoyed", "toward", "away", "in_the_way", "kind", "tomorrow"
]
"""What is told of a day, in order: when the intention of the day is to be lived, something to enjoy
that has the value of the day in it, how the intention went, how the other was, a
move toward what matters, a move away from it, what got in the way, one thing to be kind about, and
one small thing for the next day."""


_FOR_EVER = "9999"


class DayTold(Event, frozen=True, tag="day_told"):
    """What the person told of a day, in their own words."""

    day: str
    of: DayAspect
    words: str


class AwayFrom(Event, frozen=True, tag="away_from"):
    """The person is away from `day` to the day `until`, both included: goals are not due then."""

    day: str
    until: str


class CameBack(Event, frozen=True, tag="came_back"):
    """The person is back on `day`: an absence ends the day before; others to come stay."""

    day: str


class GentlyOffered(Event, frozen=True, tag="gently_offered"):
    """Something noticed was mentioned: its kind, and the goal, value or word it is about.

    It is noted so that it is not mentioned again too soon.
    """

    what: str
    about: str
    day: str


class Days(msgspec.Struct):
    """What was told of each day, when the person is away, and what was offered when.

    `away_told`: the last day of the absence that was mentioned last.
    """

    told: dict[str, dict[str, str]] = {}
    away: list[tuple[str, str]] = []
    away_told: str = ""
    offered: dict[str, str] = {}

    @property
    def away_days(self) -> list[tuple[date, date]]:
        """The first and last day of each absence."""
        return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.away]

    def away_until(self, today: date) -> str:
        """Return the last day of the current absence; "" if the person is not away."""
        return max((last for first, last in self.away if first <= str(today) <= last), default="")

    def away_ahead(self, today: date) -> tuple[str, str]:
        """Return the first and the last day of the next absence that has not begun; or ""s."""
        return min((one for one in self.away if one[0] > str(today)), default=("", ""))

    def away_since(self, today: date) -> str:
        """Return the first day of the current absence; "" if the person is not away."""
        return max((first for first, last in self.away if first <= str(today) <= last), default="")

    def tell_of_away(self, today: date) -> bool:
        """Whether to mention the absence: once, and not on the day it was told."""
        return self.away_until(today) not in ("", self.away_told) and not any(
            first == str(today) for first, _ in self.away
        )

    def last_offered(self, what: str, today: date) -> str:
        """Return the day on which something of this kind was offered last; "" for never."""
        found = (day for key, day in self.offered.items() if key.split(":", 1)[0] == what)
        return latest(found, today)


def fold_days(days: Days, noted: DayTold | AwayFrom | CameBack | GentlyOffered) -> None:
    """Update `days` with what was noted."""
    match noted:
        case DayTold(day=day, of=of, words=words):
            days.told = days.told | {day: days.told.get(day, {}) | {of: words}}
        case AwayFrom(day=day, until=until):
            # The last one counts: an absence it overlaps ends where the new one begins.
            eve = str(date.fromisoformat(day) - timedelta(days=1))
            end = until if until >= day else _FOR_EVER
            apart = [(first, last) for first, last in days.away if last < day or first > end]
            cut = [(first, eve) for first, last in days.away if first < day <= last]
            new = [(day, until)] if until >= day else []
            days.away = sorted([*apart, *cut, *new])
        case CameBack(day=day):
            eve = str(date.fromisoformat(day) - timedelta(days=1))
            days.away = [
                (first, eve if first <= day <= last else last)
                for first, last in days.away
                if not (first == day and first <= last)
            ]
        case GentlyOffered(what=what, about=about, day=day):
            days.offered = days.offered | {f"{what}:{about}": day}

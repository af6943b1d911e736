"""A rhythm as iCalendar writes it: a rule with its first and last day, days left out, and words.

A rhythm is text. A rule alone is one line, ``FREQ=WEEKLY;BYDAY=MO``, with ``UNTIL`` in it where it
ends. Whatever else belongs to it makes it several lines, as RFC 5545 names them::

    DTSTART;VALUE=DATE:20261208
    RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
    EXDATE;VALUE=DATE:20261222,20270105
    X-AS-SAID:unless i am ill

``X-AS-SAID`` holds a condition which no rule can say. The days of the text are those of the
calendar; there are no hours in it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import cast

from dateutil.rrule import rrule, rruleset, rrulestr

_SHORTEST_MONTH = 28
_HOURS_IN_A_DAY = 24
_STRIDE = 100
"""The start of an expansion moves on by so many periods, so that one serves many days."""


@dataclass(frozen=True, slots=True)
class RecurrenceSet:
    """A rule, the day it starts on, the days left out, and a condition in words.

    `rule` is without a beginning, such as ``FREQ=DAILY``; `start` is none where it counts from the
    day on which somebody chose it.
    """

    rule: str
    start: date | None = None
    without: tuple[date, ...] = ()
    as_said: str = ""

    @classmethod
    def parse(cls, text: str) -> RecurrenceSet:
        """Read a rhythm from its text."""
        return _parsed(text)

    def text(self) -> str:
        """The rhythm as text; just the rule where there is nothing else."""
        lines = [f"DTSTART;VALUE=DATE:{self.start:%Y%m%d}"] if self.start else []
        lines.append(f"RRULE:{self.rule}")
        if self.without:
            days = ",".join(f"{day:%Y%m%d}" for day in self.without)
            lines.append(f"EXDATE;VALUE=DATE:{days}")
        if self.as_said:
            lines.append(f"X-AS-SAID:{' '.join(self.as_said.split())}")
        return self.rule if len(lines) == 1 else "\n".join(lines)

    @property
    def parts(self) -> dict[str, str]:
        """The parts of the rule: ``{"FREQ": "WEEKLY", "BYDAY": "MO"}``."""
        return dict(part.split("=", 1) for part in self.rule.split(";"))

    @property
    def unit(self) -> str:
        """The part of time which is counted: DAILY, WEEKLY, MONTHLY or YEARLY."""
        return self.parts["FREQ"]

    @property
    def interval(self) -> int:
        """Every so many of the units."""
        return int(self.parts.get("INTERVAL", "1"))

    @property
    def until(self) -> date | None:
        """The last day; none where there is none."""
        until = self.parts.get("UNTIL")
        return _day(until) if until else None

    @property
    def once(self) -> bool:
        """Whether it means a single time."""
        return self.parts.get("COUNT") == "1"

    @property
    def bounded(self) -> bool:
        """Whether it has a first or last day, or days and months which are left out."""
        return bool(self.start or self.until or self.without or "BYMONTH" in self.parts)

    def with_parts(self, **parts: str) -> RecurrenceSet:
        """The same with parts of the rule put in or, with "", taken out."""
        kept = {key: value for key, value in (self.parts | parts).items() if value}
        return replace(self, rule=";".join(f"{key}={value}" for key, value in kept.items()))

    def first_day(self, since: date) -> date:
        """The day it counts from, for somebody who chose it on the day `since`."""
        return self.start or since

    def days(self, since: date, first: date, last: date) -> list[date]:
        """The days from `first` to `last`, both included, for a rhythm chosen on the day `since`.

        A month without the day which is meant has its last day in its place.
        """
        start = self.first_day(since)
        if last < first or last < start or self.once:
            return [start] if self.once and first <= start <= last else []
        found = _expansion(tuple(self._in_every_month(start)), self._start_near(start, first))
        begin, end = (datetime.combine(day, time()) for day in (max(first, start), last))
        days = [moment.date() for moment in found.between(begin, end, inc=True)]
        return [day for day in days if day not in self.without]

    def next_day(self, since: date, first: date) -> date | None:
        """The first of the days from `first` on; none where there is none within four years."""
        for years in (1, 4):
            found = self.days(since, first, first + timedelta(366 * years))
            if found:
                return found[0]
        return None

    def rules(self, since: date) -> list[str]:
        """The rules as other calendars have to read them, so that no month is left out."""
        return self._in_every_month(self.first_day(since))

    def _start_near(self, start: date, first: date) -> date:
        """A start as good as `start` for the days from `first` on, and not long before them."""
        size = {"DAILY": 1, "WEEKLY": 7}.get(self.unit, 0) * self.interval
        steps = ((first - start).days // size // _STRIDE - 1) * _STRIDE if size else 0
        return start + timedelta(size * steps) if steps > 0 else start

    def _in_every_month(self, start: date) -> list[str]:
        """The rule, or several: a day which a month lacks is its last day there."""
        parts = self.parts
        if parts["FREQ"] == "HOURLY":
            whole = self.interval // _HOURS_IN_A_DAY
            return [self.with_parts(FREQ="DAILY", INTERVAL=str(whole) if whole > 1 else "").rule]
        if parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYDAY" in parts:
            return [self.rule]
        given = parts.get("BYMONTHDAY")
        numbers = [int(day) for day in given.split(",")] if given else [start.day]
        yearly = parts["FREQ"] == "YEARLY"
        if yearly and "BYMONTH" not in parts and not given:
            # A birthday on 29 February is on the last of that month.
            numbers, parts = [start.day], parts | {"BYMONTH": str(start.month)}
        if all(number <= _SHORTEST_MONTH for number in numbers):
            return [self.rule]
        made = []
        for number in numbers:
            own = {key: value for key, value in parts.items() if key != "BYMONTHDAY"}
            if number > _SHORTEST_MONTH:
                days = ",".join(str(day) for day in range(_SHORTEST_MONTH, number + 1))
                own |= {"BYMONTHDAY": days, "BYSETPOS": "-1"}
            else:
                own |= {"BYMONTHDAY": str(number)}
            made.append(";".join(f"{key}={value}" for key, value in own.items()))
        return made

    def period(self, since: date, day: date) -> tuple[date, date]:
        """The first and the last day of the period of its unit which holds `day`.

        A week begins on Monday, a single month on its first. Several weeks are counted from the
        week in which it started, several months and any years from the day it started on.
        """
        start, every = min(self.first_day(since), day), self.interval
        match self.unit:
            case "WEEKLY":
                monday = start - timedelta(start.weekday())
                weeks = (day - monday).days // (7 * every)
                first = monday + timedelta(7 * every * weeks)
                return first, first + timedelta(7 * every - 1)
            case "MONTHLY" if every == 1:
                return day.replace(day=1), _last_of_month(day.year, day.month)
            case "MONTHLY" | "YEARLY":
                return _months_around(start, every * (12 if self.unit == "YEARLY" else 1), day)
        first = start + timedelta((day - start).days // every * every)
        return first, first + timedelta(every - 1)


def _months_around(start: date, months: int, day: date) -> tuple[date, date]:
    number = ((day.year - start.year) * 12 + day.month - start.month) // months
    while _months_later(start, number * months) > day:
        number -= 1
    first = _months_later(start, number * months)
    return first, _months_later(start, (number + 1) * months) - timedelta(1)


def _months_later(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=256)
def _expansion(rules: tuple[str, ...], start: date) -> rruleset:
    """The days of some rules; what was counted once is kept."""
    found = rruleset(cache=True)
    for rule in rules:
        found.rrule(cast(rrule, rrulestr(rule, dtstart=datetime.combine(start, time()))))
    return found


@lru_cache(maxsize=256)
def _parsed(text: str) -> RecurrenceSet:
    if ":" not in text:
        return RecurrenceSet(text)
    named = dict(_properties(text))
    return RecurrenceSet(
        named["RRULE"],
        _day(named["DTSTART"]) if "DTSTART" in named else None,
        tuple(_day(day) for day in named.get("EXDATE", "").split(",") if day),
        named.get("X-AS-SAID", ""),
    )


def _properties(text: str) -> Iterator[tuple[str, str]]:
    """The properties of the lines, without their parameters."""
    for line in text.splitlines():
        name, _, value = line.partition(":")
        yield name.partition(";")[0], value


def _day(written: str) -> date:
    return datetime.strptime(written[:8], "%Y%m%d").date()

"""The days of an overview, and the columns that its pictures have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
MOST_DAYS = 70
"""Up to so many days there is a column for each."""
MOST_WEEKS = 106
"""Up to so many weeks there is a column for each, and beyond one for each month."""

Columns = Literal["days", "weeks", "months"]


class Column(NamedTuple):
    """The first and the last day of a column."""

    first: str
    last: str


def count_in(columns: Sequence[Column], days: Iterable[str]) -> list[int]:
    """Return how many of the days each column holds; days outside of them are left out."""
    begins = [column.first for column in columns]
    counts = [0] * len(columns)
    for day in days:
        at = bisect_right(begins, day) - 1
        if at >= 0 and day <= columns[at].last:
            counts[at] += 1
    return counts


class Span(NamedTuple):
    """The first and the last day of an overview."""

    first: date
    last: date

    @classmethod
    def of_weeks(cls, weeks: int, today: date) -> Span:
        """The last weeks up to today."""
        return cls(today - weeks * A_WEEK + A_DAY, today)

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    def holds(self, day: str) -> bool:
        """Whether a day (YYYY-MM-DD, or a moment) is one of these days."""
        return str(self.first) <= day[:10] <= str(self.last)

    def place(self, day: str) -> float:
        """Where the middle of a day lies, from 0 (the first morning) to 1 (the last evening)."""
        return ((date.fromisoformat(day[:10]) - self.first).days + 0.5) / self.days

    @property
    def columns_are(self) -> Columns:
        """What one column of a picture stands for."""
        if self.days <= MOST_DAYS:
            return "days"
        return "weeks" if self.days <= MOST_WEEKS * 7 else "months"

    def columns(self) -> tuple[Column, ...]:
        """Return the columns, oldest first; a week begins on Monday."""
        begins = {
            "days": self._days,
            "weeks": self.weeks_begin,
            "months": self._months_begin,
        }[self.columns_are]()
        return self._between(begins)

    def weeks(self) -> tuple[Column, ...]:
        """Return the weeks, oldest first, cut to the span."""
        return self._between(self.weeks_begin())

    def weeks_begin(self) -> Iterator[date]:
        """Yield the first day and each Monday after it."""
        day = self.first
        while day <= self.last:
            yield day
            day += (7 - day.weekday()) * A_DAY

    def _days(self) -> Iterator[date]:
        for number in range(self.days):
            yield self.first + number * A_DAY

    def _months_begin(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day = (day.replace(day=1) + 32 * A_DAY).replace(day=1)

    def _between(self, begins: Iterator[date]) -> tuple[Column, ...]:
        days = list(begins)
        ends = [*(day - A_DAY for day in days[1:]), self.last]
        return tuple(Column(str(a), str(b)) for a, b in zip(days, ends, strict=True))

"""The days on which each value was lived."""

from __future__ import annotations

import msgspec

from assistant.practice.looking_back import days_of_value, steps_for
from assistant.practice.overview.span import Span
from assistant.practice.state import State


class ValueDays(msgspec.Struct, frozen=True):
    """A value, the days on which it was lived, and the number of steps done for it.

    `number` is its place among all values, the oldest being 0.
    """

    id: str
    number: int
    name: str
    said: str
    days: tuple[str, ...]
    steps: int


class LivedDays(msgspec.Struct, frozen=True):
    """The values, the most lived first, and the days the person was away (first and last)."""

    values: tuple[ValueDays, ...] = ()
    away: tuple[tuple[str, str], ...] = ()

    @property
    def lived(self) -> tuple[ValueDays, ...]:
        """The values that were lived on some day."""
        return tuple(value for value in self.values if value.days)

    @property
    def quiet(self) -> tuple[ValueDays, ...]:
        """The values of which nothing was told in these days."""
        return tuple(value for value in self.values if not value.days)


def lived_days(state: State, span: Span) -> LivedDays:
    """Return the days of each value."""
    found = [
        ValueDays(
            value.id,
            number,
            value.name,
            value.said if value.said.casefold() != value.name.casefold() else "",
            tuple(sorted(days_of_value(state, value.id, *span))),
            steps_for(state, value.id, *span),
        )
        for number, value in enumerate(state.values)
        if value.kept <= str(span.last)
    ]
    away = [
        (max(first, str(span.first)), min(last, str(span.last)))
        for first, last in state.days.away
        if first <= str(span.last) and last >= str(span.first)
    ]
    return LivedDays(tuple(sorted(found, key=lambda value: -len(value.days))), tuple(away))

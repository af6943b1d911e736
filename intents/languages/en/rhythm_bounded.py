"""A rhythm within its bounds: without the days left out, from its first day to its last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from intents.calendar import by_day
from intents.recurrence_set import RecurrenceSet
from intents.rules import Rhythm
from intents.tables import Words

_MOST_IN_A_MONTH = 5
"""No weekday comes more often."""
_YEARS = 4
"""Sessions are counted for so long."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the clauses say.

    `explained` is a rhythm which one of them gives; `length` the days or months it lasts;
    `not_the_next` leaves out its next day, `no_place` the day with that place in each month (and
    that weekday, where it was named), and `in_all` ends it after so many days.
    """

    start: date | None = None
    until: date | None = None
    no_weekdays: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    without: tuple[date, ...] = ()
    as_said: tuple[str, ...] = ()
    explained: Words = ()
    length: tuple[int, int] = (0, 0)
    unclear: bool = False
    not_the_next: bool = False
    no_place: tuple[int, int | None] | None = None
    in_all: int = 0
    left: Words = field(default=())

    @property
    def any(self) -> bool:
        """Whether a clause was found."""
        return replace(self, left=()) != Bounds()

    @property
    def in_months(self) -> frozenset[int]:
        """The months in which it begins, ends or is meant."""
        return self.months | {day.month for day in (self.start, self.until) if day is not None}


def bounded(found: Rhythm, clauses: Bounds, today: date) -> Rhythm | None:
    """The rhythm within its bounds; nothing where no day is left of it."""
    rrule, count = found
    rhythm = RecurrenceSet.parse(rrule)
    if not clauses.any:
        return found
    if rhythm.once:
        return None
    if clauses.no_weekdays:
        named = rhythm.parts.get("BYDAY", "")
        if any(part[:1] in "-123456789" for part in named.split(",") if part):
            return None
        left = [n for n in range(7) if n not in clauses.no_weekdays]
        if named:
            left = [n for n in left if by_day([n]) in named.split(",")]
        if not left:
            return None
        daily = rhythm.unit == "DAILY" and rhythm.interval == 1 and not named
        if count == len(left) and rhythm.unit == "WEEKLY" and rhythm.interval == 1:
            count = None  # "Five days a week, with the weekend off": on each of the others.
        rhythm = rhythm.with_parts(
            FREQ="WEEKLY" if daily else rhythm.unit, BYDAY=by_day(left) if len(left) < 7 else ""
        )
    if clauses.no_place is not None:
        placed = _without_place(rhythm, *clauses.no_place)
        if placed is None:
            return None
        rhythm = placed
    if clauses.months and len(clauses.months) < 12:
        rhythm = rhythm.with_parts(BYMONTH=",".join(map(str, sorted(clauses.months))))
    if clauses.until:
        rhythm = rhythm.with_parts(UNTIL=f"{clauses.until:%Y%m%d}")
    start = clauses.start
    if start is not None and start <= today:
        start = None
    without = tuple(day for day in clauses.without if start is None or day >= start)
    made = RecurrenceSet(rhythm.rule, start, without, " ".join(clauses.as_said))
    first = made.first_day(today)
    if clauses.not_the_next:
        following = None if count else made.next_day(today, today)
        if following is None:
            return None
        made = replace(made, without=(*made.without, following))
    if clauses.in_all:
        last = _day_number(made, clauses.in_all, today)
        if count or clauses.until or last is None:
            return None
        made = made.with_parts(UNTIL=f"{last:%Y%m%d}")
    if clauses.until and not count and not made.days(first, first, clauses.until):
        return None
    return made.text(), count


def each_day_within(bounds: Bounds, today: date) -> Rhythm | None:
    """Each day within bounds which were said without a rhythm: "at nine, except on saturdays"."""
    own = replace(bounds, as_said=(), left=())
    return bounded(("FREQ=DAILY", None), bounds, today) if own.any else None


def _without_place(rhythm: RecurrenceSet, place: int, weekday: int | None) -> RecurrenceSet | None:
    """The rhythm without the first such weekday of each month; nothing where no rule says it."""
    named = [part for part in rhythm.parts.get("BYDAY", "").split(",") if part]
    gone = by_day([weekday]) if weekday is not None else "".join(named)
    if rhythm.unit != "WEEKLY" or rhythm.interval > 1 or gone not in named:
        return None
    sign = "-" if place < 0 else ""
    kept = [
        f"{sign}{number}{day}"
        for number in range(1, _MOST_IN_A_MONTH + 1)
        for day in named
        if (day, number) != (gone, abs(place))
    ]
    return rhythm.with_parts(FREQ="MONTHLY", BYDAY=",".join(kept))


def _day_number(rhythm: RecurrenceSet, number: int, today: date) -> date | None:
    """The day on which it comes for so many times."""
    first = rhythm.first_day(today)
    days = rhythm.days(first, first, first + timedelta(_YEARS * 366))
    return days[number - 1] if len(days) >= number else None

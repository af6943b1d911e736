"""A schedule in words. The words are in `word.toml`, under `often`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from assistant.practice.schedule import Schedule
from intents.recurrence_set import RecurrenceSet

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_MONTH = 31
_SHORTEST_MONTH = 28
_FEW_MONTHS = 6
_MOST_IN_A_MONTH = 5
"""No weekday comes more often in a month."""

Words = Mapping[str, tuple[str, ...]]


def often(
    schedule: Schedule,
    words: Words,
    say_date: Callable[[str], str],
    said: Callable[[str], str] = str,
) -> str:
    """Return a schedule in words: its days, from when to when, what is left out, and conditions.

    `said` gives the person's own words the form in which they are said back. A rule without a
    phrase of its own is "on its days".
    """
    return _Phrases(words, say_date, said).often(schedule)


class _Phrases:
    def __init__(
        self, words: Words, say_date: Callable[[str], str], said: Callable[[str], str]
    ) -> None:
        self._words = words
        self._date = say_date
        self._said = said

    def often(self, schedule: Schedule) -> str:
        """The whole phrase."""
        rhythm = schedule.rhythm
        if rhythm.once:
            by = schedule.by
            return self._word("once_by", day=self._date(by)) if by else self._word("once")
        return self._plain(schedule, rhythm) + "".join(self._bounds(rhythm))

    def _plain(self, schedule: Schedule, rhythm: RecurrenceSet) -> str:
        """The days, or how many times in which period."""
        unit, every = rhythm.unit.lower(), rhythm.interval
        period = self._every(unit, every)
        if not schedule.times:
            return self._days(rhythm, unit, period)
        times = self._number("times", schedule.times)
        if every > 1:
            counted = self._word("times_every", times=times, period=period)
        else:
            counted = self._word(f"times_a.{unit}", times=times)
        named = rhythm.parts.get("BYDAY", "").split(",") if "BYDAY" in rhythm.parts else []
        return f"{counted}, {self._only_on(named)}" if named else counted

    def _bounds(self, rhythm: RecurrenceSet) -> Iterable[str]:
        months = [int(month) for month in rhythm.parts.get("BYMONTH", "").split(",") if month]
        if months and not _is_yearly_day(rhythm):
            without = [month for month in range(1, 13) if month not in months]
            if len(months) > _FEW_MONTHS:
                yield ", " + self._word("not_in", months=self._months(without))
            else:
                yield " " + self._word("only_in", months=self._months(months))
        named = [day for day in rhythm.parts.get("BYDAY", "").split(",") if day]
        if "BYMONTHDAY" in rhythm.parts and named:
            yield ", " + self._of_those_days(named)
        if rhythm.start:
            yield " " + self._word("from", day=self._date(str(rhythm.start)))
        if rhythm.until:
            yield " " + self._word("until", day=self._date(str(rhythm.until)))
        if rhythm.without:
            first = [self._date(str(day)) for day in _first_of_each_year(rhythm.without)]
            yield ", " + self._word("not_on", days=self._joined(first))
        if rhythm.as_said:
            yield f", {self._said(rhythm.as_said)}"

    def _days(self, rhythm: RecurrenceSet, unit: str, period: str) -> str:
        parts, every = rhythm.parts, rhythm.interval
        named = parts["BYDAY"].split(",") if "BYDAY" in parts else []
        if unit == "weekly" and named:
            return self._weekly(named, every, period)
        if unit not in ("monthly", "yearly"):
            return period
        if unit == "monthly" and every == 1 and (missing := _missing_place(named)) is not None:
            place, kept, gone = missing
            weekly = self._weekly(kept, 1, self._every("weekly", 1))
            left_out = self._word("placed", place=self._place(place), day=self._weekdays(gone))
            return self._word("but_not_placed", weekly=weekly, day=left_out)
        days = self._in_a_month(parts, named)
        if not days:
            return period if "BYSETPOS" not in parts else self._word("other")
        if unit == "yearly":
            if "BYMONTH" not in parts:
                return self._word("other")
            months = self._months(int(month) for month in parts["BYMONTH"].split(","))
            return self._word("in_year", period=period, days=days, months=months)
        return self._word("in_month", period=period, days=days)

    def _weekly(self, named: list[str], every: int, period: str) -> str:
        if every == 1 and set(named) == set(_DAYS[:5]):
            return self._word("weekdays")
        if every == 1 and set(named) == set(_DAYS[5:]):
            return self._word("weekends")
        left_out = [day for day in _DAYS if day not in named]
        if every == 1 and len(left_out) == 1:
            return self._word("every_day_but", day=self._weekdays(left_out))
        key = "on" if every == 1 else "on_every"
        return self._word(key, days=self._weekdays(named), period=period)

    def _in_a_month(self, parts: Mapping[str, str], named: list[str]) -> str:
        """The days within a month: "first Monday", "fifteenth", "last weekday"; "" for none."""
        if "BYSETPOS" in parts:
            if set(named) != set(_DAYS[:5]) or "," in parts["BYSETPOS"]:
                return ""
            place, weekday = int(parts["BYSETPOS"]), self._words["word.often.weekday"][0]
            return self._word("placed", place=self._place(place), day=weekday)
        if named and all(day[:-2] for day in named):
            return self._joined([self._placed(day) for day in named])
        if "BYMONTHDAY" in parts:
            numbers = [int(day) for day in parts["BYMONTHDAY"].split(",")]
            return self._joined([self._month_day(number) for number in numbers])
        return ""

    def _of_those_days(self, named: list[str]) -> str:
        """Which weekdays a day of the month has to be, or must not be."""
        left_out = [day for day in _DAYS if day not in named]
        if len(left_out) < len(named):
            return self._word("not_on", days=self._weekdays(left_out))
        return self._only_on(named)

    def _only_on(self, named: list[str]) -> str:
        if set(named) == set(_DAYS[:5]):
            return self._word("on_weekdays")
        if set(named) == set(_DAYS[5:]):
            return self._word("on_weekends")
        return self._word("only_on", days=self._weekdays(named))

    def _every(self, unit: str, every: int) -> str:
        if every == 1:
            return self._word(f"every.{unit}")
        if every == 2:
            return self._word(f"every_other.{unit}")
        return self._word(f"every_few.{unit}", number=self._number("number", every))

    def _number(self, kind: str, count: int) -> str:
        named = self._words[f"word.often.{kind}"]
        return named[count - 1] if count <= len(named) else self._word(f"{kind}_more", number=count)

    def _placed(self, day: str) -> str:
        """ "2TU": the second Tuesday."""
        place, name = int(day[:-2]), self._weekdays([day[-2:]])
        return self._word("placed", place=self._place(place), day=name)

    def _month_day(self, day: int) -> str:
        if day in (-1, _LONGEST_MONTH):
            return self._word("last_day")
        key = "or_last_day" if day > _SHORTEST_MONTH else "month_day"
        return self._word(key, place=self._place(day))

    def _place(self, place: int) -> str:
        if place >= -1:
            return self._words["word.often.places"][place - 1 if place > 0 else place]
        return self._word("place_before_last", place=self._place(-place))

    def _weekdays(self, days: Sequence[str]) -> str:
        return self._joined([self._words["word.weekdays"][_DAYS.index(day)] for day in days])

    def _months(self, months: Iterable[int]) -> str:
        return self._joined([self._words["word.months"][month - 1] for month in months])

    def _word(self, key: str, **put: str | int) -> str:
        return self._words[f"word.often.{key}"][0].format(**put)

    def _joined(self, items: Sequence[str]) -> str:
        *most, last = items
        return f"{', '.join(most)} {self._words['word.and'][0]} {last}" if most else last


def _missing_place(named: Sequence[str]) -> tuple[int, list[str], list[str]] | None:
    """The place in a month that one of these weekdays does not have, all weekdays, and that one.

    Nothing where other places are missing too.
    """
    kept = [day for day in _DAYS if any(one.endswith(day) for one in named)]
    if not named or not all(one[:-2] for one in named):
        return None
    sign = -1 if named[0].startswith("-") else 1
    whole = {(sign * place, day) for place in range(1, _MOST_IN_A_MONTH + 1) for day in kept}
    missing = whole - {(int(one[:-2]), one[-2:]) for one in named}
    if len(missing) != 1 or len(named) != len(whole) - 1:
        return None
    place, day = missing.pop()
    return place, kept, [day]


def _is_yearly_day(rhythm: RecurrenceSet) -> bool:
    """Whether the month is said with the day: "on the third of March"."""
    parts = rhythm.parts
    return rhythm.unit == "YEARLY" and ("BYMONTHDAY" in parts or "BYDAY" in parts)


def _first_of_each_year(days: Sequence[date]) -> list[date]:
    """One of the days which are the same in several years."""
    first: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        first.setdefault((day.month, day.day), day)
    return list(first.values())

"""A schedule in words. The words are in `word.toml`, under `often`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.practice.schedule import Schedule, once

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Words = Mapping[str, tuple[str, ...]]
Parts = Mapping[str, str]


def often(schedule: Schedule, words: Words, date: Callable[[str], str]) -> str:
    """Return a schedule in words. A rule without a phrase of its own is "on its days"."""

    def word(key: str, **put: str | int) -> str:
        return words[f"word.often.{key}"][0].format(**put)

    if once(schedule.rrule):
        return word("once_by", day=date(schedule.by)) if schedule.by else word("once")
    parts = dict(part.split("=", 1) for part in schedule.rrule.split(";"))
    unit, every = parts["FREQ"].lower(), int(parts.get("INTERVAL", "1"))
    period = _every(unit, every, words, word)
    if schedule.times:
        times = _number("times", schedule.times, words, word)
        return (
            word("times_every", times=times, period=period)
            if every > 1
            else word(f"times_a.{unit}", times=times)
        )
    return _days(parts, unit, every, period, words, word)


def _days(
    parts: Parts, unit: str, every: int, period: str, words: Words, word: Callable[..., str]
) -> str:
    named = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    if unit == "weekly" and named:
        if every == 1 and set(named) == set(_DAYS[:5]):
            return word("weekdays")
        if every == 1 and set(named) == set(_DAYS[5:]):
            return word("weekends")
        days = _joined([words["word.weekdays"][_DAYS.index(day)] for day in named], words)
        return word("on" if every == 1 else "on_every", days=days, period=period)
    if unit == "monthly" and "BYSETPOS" not in parts:
        if named:
            return word("in_month", days=_joined([_placed(n, words) for n in named], words))
        if "BYMONTHDAY" in parts:
            numbers = [int(day) for day in parts["BYMONTHDAY"].split(",")]
            return word("in_month", days=_joined([_month_day(n, words) for n in numbers], words))
    return word("other") if "BYSETPOS" in parts else period


def _every(unit: str, every: int, words: Words, word: Callable[..., str]) -> str:
    if every == 1:
        return word(f"every.{unit}")
    if every == 2:
        return word(f"every_other.{unit}")
    return word(f"every_few.{unit}", number=_number("number", every, words, word))


def _number(kind: str, count: int, words: Words, word: Callable[..., str]) -> str:
    named = words[f"word.often.{kind}"]
    return named[count - 1] if count <= len(named) else word(f"{kind}_more", number=count)


def _placed(day: str, words: Words) -> str:
    """ "2TU": the second Tuesday."""
    place, name = int(day[:-2] or 1), words["word.weekdays"][_DAYS.index(day[-2:])]
    return words["word.often.placed"][0].format(place=_place(place, words), day=name)


def _month_day(day: int, words: Words) -> str:
    key = "word.often.last_day" if day == -1 else "word.often.month_day"
    return words[key][0].format(place=_place(day, words))


def _place(place: int, words: Words) -> str:
    return words["word.often.places"][place - 1 if place > 0 else place]


def _joined(items: Sequence[str], words: Words) -> str:
    *most, last = items
    return f"{', '.join(most)} {words['word.and'][0]} {last}" if most else last

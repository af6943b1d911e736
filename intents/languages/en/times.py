"""A time of day: "quarter to nine tonight" is 20:45, "half nine at night" is 21:30."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from intents.languages.en.durations import duration_at
from intents.languages.en.numbers import SCALES, TENS, UNITS

Words = tuple[str, ...]
Clock = tuple[int, int]

_PAST = frozenset({"past", "after", "gone"})
_TO = frozenset({"to", "before", "till", "til", "until", "of"})
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})$")
_REFUSING = (
    ("not",), ("after",), ("before",), ("not", "at"), ("later", "than"), ("earlier", "than"),
    ("between",), ("not", "before"), ("not", "until"), ("until",), ("till",), ("any", "time",
    "after"),
    ("sometime", "after"), ("some", "time", "after"), ("anytime", "after"),
)  # fmt: skip
_PARTS: tuple[tuple[Words, str], ...] = (
    (("in", "the", "morning"), "morning"), (("this", "morning"), "morning"), (("morning",),
    "morning"),
    (("mornings",), "morning"), (("am",), "am"), (("a", "m"), "am"), (("pm",), "pm"), (("p", "m"),
    "pm"),
    (("in", "the", "afternoon"), "afternoon"), (("afternoon",), "afternoon"), (("afternoons",),
    "afternoon"),
    (("in", "the", "evening"), "evening"), (("evening",), "evening"), (("evenings",), "evening"),
    (("tonight",), "night"), (("at", "night"), "night"), (("night",), "night"), (("nights",),
    "night"),
    (("of", "an", "evening"), "evening"), (("before", "noon"), "morning"), (("after", "dinner"),
    "evening"),
    (("after", "supper"), "evening"), (("before", "bed"), "evening"), (("at", "bedtime"),
    "evening"),
    (("before", "bedtime"), "evening"), (("after", "lunch"), "afternoon"), (("before",
    "breakfast"), "morning"),
    (("after", "breakfast"), "morning"), (("at", "breakfast"), "morning"), (("when", "i", "wake",
    "up"), "morning"),
    (("when", "i", "get", "up"), "morning"), (("after", "work"), "evening"), (("before", "work"),
    "morning"),
)  # fmt: skip


_NO_HOUR = (("that",), ("this",), ("the",), ("which",), ("any",), ("every",), ("no",), ("other",))
"""Before "one", these speak of a thing."""


def time_of_day(words: Words, now: datetime | None = None) -> str | None:
    """The time meant, as "HH:MM"; nothing where there is none or more than one."""
    found = moment(words, now)
    return None if found is None else f"{found[0]:02d}:{found[1]:02d}"


def moment(words: Words, now: datetime | None = None) -> Clock | None:
    """The hour and minute meant."""
    words = _corrected(words)
    later = _from_now(words, now)
    if later is not None:
        return later
    clocks = _clocks(words)
    if len({c[2] for c in clocks}) != 1:
        return None
    start, end, (hour, minute), exact = clocks[0]
    before = words[:start]
    before = (
        before[:-1] if before[-1:] in (("about",), ("around",), ("at",), ("roughly",)) else before
    )
    if any(before[-len(p) :] == p for p in _REFUSING):
        return None
    if words[start:end] == ("one",) and words[start - 1 : start] in _NO_HOUR:
        return None
    parts = _parts(words[:start]) | _parts(words[end:])
    if exact:
        return hour, minute
    return _settled(hour, minute, parts)


def clock_at(words: Words, at: int) -> tuple[int, int, Clock, bool] | None:
    """Start, end, hour and minute, and whether the half of the day is certain, at `at`."""
    return _named_at(words, at) or _relative_at(words, at) or _plain_at(words, at)


def _clocks(words: Words) -> list[tuple[int, int, Clock, bool]]:
    found = []
    at = 0
    while at < len(words):
        clock = clock_at(words, at)
        if clock is None:
            # The end of a number which is no hour ("twenty five o'clock") is no hour either.
            at = max(at + 1, _small(words, at)[1])
            continue
        found.append(clock)
        at = clock[1]
    marked = [c for c in found if _is_marked(words, c)]
    return marked or found


def _is_marked(words: Words, clock: tuple[int, int, Clock, bool]) -> bool:
    """Whether the words say by themselves that this is a time and not just a number."""
    start, end, _, exact = clock
    size = end - start
    after = words[end : end + 1]
    return (
        exact or size > 1 or ":" in words[start] or words[start - 1 : start] == ("at",)
        or after in (("am",), ("pm",))
    )  # fmt: skip


def _named_at(words: Words, at: int) -> tuple[int, int, Clock, bool] | None:
    word = words[at]
    if word in ("noon", "midday", "noontime", "lunchtime"):
        return None if word == "lunchtime" else (at, at + 1, (12, 0), True)
    if word == "midnight":
        return at, at + 1, (0, 0), True
    if word == "twelve" and words[at + 1 : at + 2] == ("noon",):
        return at, at + 2, (12, 0), True
    if word == "twelve" and words[at + 1 : at + 2] == ("midnight",):
        return at, at + 2, (0, 0), True
    return None


def _relative_at(words: Words, at: int) -> tuple[int, int, Clock, bool] | None:
    """ "half past seven", "half nine", "quarter to eight", "ten past noon"."""
    start = at
    if words[at] == "a" and words[at + 1 : at + 2] in (("quarter",), ("half",)):
        at += 1
    if words[at] == "half":
        past = words[at + 1 : at + 2] in (("past",), ("after",), ("passed",), ("gone",))
        return _shifted(words, start, at + 1 + past, 30)
    minutes, end = _small(words, at)
    if words[at] == "quarter":
        minutes, end = 15, at + 1
    if minutes is None or not 0 < minutes < 60:
        return None
    end += words[end : end + 1] in (("minutes",), ("minute",), ("mins",), ("min",))
    link = words[end] if end < len(words) else ""
    if link in _PAST or link == "passed":
        return _shifted(words, start, end + 1, minutes)
    if link in _TO and not (link == "of" and minutes > 30):
        return _shifted(words, start, end + 1, -minutes)
    return None


def _shifted(
    words: Words, start: int, at: int, minutes: int
) -> tuple[int, int, Clock, bool] | None:
    if at >= len(words):
        return None
    named = _named_at(words, at)
    if named is not None:
        total = named[2][0] * 60 + minutes
        return start, named[1], _clock(total), True
    hour, end = _small(words, at)
    if hour is None or not 0 <= hour <= 24 or words[at] in ("zero", "nought"):
        return None
    end += words[end : end + 1] == ("oclock",)
    if words[end : end + 1] in (("hours",), ("hour",), ("minutes",), ("days",), ("times",)):
        return None
    return start, end, _clock(hour * 60 + minutes), hour > 12


def _clock(total: int) -> Clock:
    total %= 24 * 60
    return total // 60, total % 60


def _plain_at(words: Words, at: int) -> tuple[int, int, Clock, bool] | None:
    """ "seven", "seven o'clock", "seven thirty", "seven oh five", "7:30", "eighteen hundred"."""
    word = words[at]
    written = _CLOCK.match(word)
    if written:
        return _written(at, int(written[1]), int(written[2]), word.startswith("0"))
    start = at
    leading = word in ("oh", "zero", "o") and at + 1 < len(words) and words[at + 1] in UNITS
    at += leading
    if words[at].isdigit() and len(words[at]) in (3, 4):
        return _written(at, int(words[at][:-2]), int(words[at][-2:]), words[at][0] == "0")
    hour, end = _small(words, at)
    if hour is None or hour > 24 or (hour == 0 and not leading):
        return None
    if end < len(words) and words[end] in _UNITS_AFTER:
        return None
    if words[end : end + 1] in (("oclock",), ("sharp",)):
        if words[end] == "oclock":
            end += 1
        return start, end, (hour % 24, 0), hour > 12 or leading
    if words[end : end + 1] == ("hundred",):
        end += 1 + (words[end + 1 : end + 2] == ("hours",))
        return start, end, (hour % 24, 0), True
    minute, stop = _minutes_at(words, end)
    if minute is not None and (stop >= len(words) or words[stop] not in _UNITS_AFTER):
        return start, stop, (hour % 24, minute), hour > 12 or leading
    if start > 0 and words[start - 1] in ("and", "number"):
        return None
    if end < len(words) and (words[end] in TENS or words[end] in SCALES):
        return None
    return start, end, (hour % 24, 0), hour > 12


def _written(at: int, hour: int, minute: int, leading: bool) -> tuple[int, int, Clock, bool] | None:
    """ "7:30" or "1930"."""
    if hour > 24 or minute > 59:
        return None
    return at, at + 1, (hour % 24, minute), hour > 12 or leading


_UNITS_AFTER = frozenset(
    [
        "minutes",
        "minute",
        "hours",
        "hour",
        "days",
        "day",
        "weeks",
        "week",
        "times",
        "time",
        "percent",
        "months",
        "years",
        "seconds",
        "points",
        "people",
        "things",
        "goals",
        "of",
        "out",
        "th",
    ]
)


def _minutes_at(words: Words, at: int) -> tuple[int | None, int]:
    if at >= len(words):
        return None, at
    if (
        words[at] in ("oh", "o", "zero")
        and at + 1 < len(words)
        and 0 < UNITS.get(words[at + 1], 0) < 10
    ):
        return UNITS[words[at + 1]], at + 2
    if words[at] == "and" and at + 1 < len(words) and words[at + 1] == "half":
        return 30, at + 2
    if (
        words[at] in TENS
        or UNITS.get(words[at], 0) >= 10
        or (words[at].isdigit() and len(words[at]) == 2)
    ):
        minute, end = _small(words, at)
        if minute is not None and minute < 60:
            return minute, end
    return None, at


def _small(words: Words, at: int) -> tuple[int | None, int]:
    """A number below a hundred at `at`."""
    if at >= len(words):
        return None, at
    word = words[at]
    if word.isdigit() and len(word) <= 2:
        return int(word), at + 1
    if word in UNITS:
        return UNITS[word], at + 1
    if word in TENS:
        if at + 1 < len(words) and 0 < UNITS.get(words[at + 1], 0) < 10:
            return TENS[word] + UNITS[words[at + 1]], at + 2
        return TENS[word], at + 1
    return None, at


def _parts(words: Words) -> set[str]:
    found = set()
    at = 0
    while at < len(words):
        for phrase, part in _PARTS:
            if words[at : at + len(phrase)] == phrase:
                found.add(part)
                at += len(phrase) - 1
                break
        at += 1
    return found


def _settled(hour: int, minute: int, parts: set[str]) -> Clock | None:
    """The hour in 24 hours. Without a part of the day: noon for 12, daytime for 1 to 4."""
    if {"am", "pm"} <= parts:
        return None
    if parts & {"am", "morning"} and not parts & {"pm", "evening", "afternoon"}:
        return hour % 12, minute
    if "afternoon" in parts:
        return (hour % 12 + 12, minute) if hour == 12 or hour <= 7 else None
    if parts & {"pm", "evening"}:
        if "evening" in parts and hour == 12:
            return 0, minute
        return hour % 12 + 12, minute
    if "night" in parts:
        late = 5 <= hour <= 11
        return (hour + 12 if late else hour % 12), minute
    if hour == 12 or hour == 0:
        return hour, minute
    return (hour + 12 if hour <= 4 else hour), minute


def _from_now(words: Words, now: datetime | None) -> Clock | None:
    if now is None:
        return None
    for at, word in enumerate(words):
        start = at + 1 if word == "in" else at
        length = duration_at(words, start) if start < len(words) else None
        if length is None or length[1] >= 24 * 3600:
            continue
        after = words[length[0] : length[0] + 2]
        if word == "in" or after in (("from", "now"),):
            later = now + timedelta(seconds=length[1])
            return later.hour, later.minute
        return None
    return None


def _corrected(words: Words) -> Words:
    for at in range(len(words) - 2, 0, -1):
        if (
            words[at] in ("no", "sorry", "actually")
            and _clocks(words[:at])
            and _clocks(words[at + 1 :])
        ):
            return words[at + 1 :]
    return words

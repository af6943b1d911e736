"""Times of day: "quarter to nine tonight" is 20:45, "half nine at night" 21:30."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from intents.agreement import REPAIRS
from intents.languages.en.durations import duration_at
from intents.languages.en.numbers import SCALES, TABLES, TENS, UNITS, ordinal
from intents.tables import Phrases, Words

Clock = tuple[int, int]
"""Hour and minute."""

_PAST, _TO = TABLES.words("words", "past"), TABLES.words("words", "to")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})$", re.ASCII)
_REFUSING = TABLES.phrases("words", "refuses_time")
_PARTS = TABLES.phrase_values("parts_of_day")
_PART = Phrases(_PARTS)
_NO_HOUR_AFTER, _NO_HOUR_BEFORE = (
    TABLES.words("words", f"no_hour_{at}") for at in ("after", "before")
)
_REPAIRS = TABLES.phrases("words", "repairs_time")
_DAY = 24 * 3600
_NO_CLOCK_BEFORE = {(word,) for word in (*TABLES.values("months"), "of", "times", "x")}
_CLOCK_AFTER = (("at",), ("around",), ("about",))


def moment(words: Words, now: datetime | None = None) -> Clock | None:
    """The hour and minute meant."""
    words = _repaired(words)
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
    if next(_REFUSING.ends(before), 0):
        return None
    if words[start:end] == ("one",) and start and words[start - 1] in _NO_HOUR_AFTER:
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
    if words[at + 1 : at + 3] == ("and", "twenty") and words[at] == "five":
        minutes, end = 25, at + 3
    if words[at] == "quarter":
        minutes, end = 15, at + 1
    if words[at : at + 2] == ("a", "minute"):
        minutes, end = 1, at + 1
    if minutes is None or not 0 < minutes < 60:
        return None
    end += words[end : end + 1] in (("minutes",), ("minute",), ("mins",), ("min",))
    link = words[end] if end < len(words) else ""
    if link in _PAST or link == "passed":
        return _shifted(words, start, end + 1, minutes)
    of_them = link == "of" and (minutes == 1 or minutes > 30)  # "The one of nine".
    if link in _TO and not of_them:
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
    if words[at].isdecimal() and len(words[at]) in (3, 4):
        return _written(at, int(words[at][:-2]), int(words[at][-2:]), words[at][0] == "0")
    hour, end = _small(words, at)
    if hour is None or hour > 24 or (hour == 0 and not leading):
        return None
    if words[end : end + 1] in (("past",), ("gone",)):
        return None  # "Twenty past", of an hour that was not said.
    if end < len(words) and words[end] in _NO_HOUR_BEFORE:
        return None
    if words[end : end + 1] in (("oclock",), ("sharp",)):
        if words[end] == "oclock":
            end += 1
        return start, end, (hour % 24, 0), hour > 12 or leading
    if words[end : end + 1] == ("hundred",):
        end += 1 + (words[end + 1 : end + 2] == ("hours",))
        return start, end, (hour % 24, 0), True
    if words[end : end + 1] == ("h",):
        minute, stop = _minutes_at(words, end + 1)
        return start, stop if minute is not None else end + 1, (hour % 24, minute or 0), hour > 12
    minute, stop = _minutes_at(words, end)
    if minute is not None and (stop >= len(words) or words[stop] not in _NO_HOUR_BEFORE):
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
        or (words[at].isdecimal() and len(words[at]) == 2)
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
    if word.isdecimal() and len(word) <= 2:
        return int(word), at + 1
    if word in UNITS:
        return UNITS[word], at + 1
    if word in TENS:
        if at + 1 < len(words) and 0 < UNITS.get(words[at + 1], 0) < 10:
            return TENS[word] + UNITS[words[at + 1]], at + 2
        return TENS[word], at + 1
    return None, at


def _parts(words: Words) -> set[str]:
    """The parts of the day which are named."""
    found = set()
    at = 0
    while at < len(words):
        size = _PART.at(words, at)
        if size and words[at - 1 : at + 1] != ("i", "am"):
            found.add(_PARTS[words[at : at + size]])
        at += size or 1
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


def hours(words: Words) -> list[tuple[Clock, bool]]:
    """All hours which are named, and whether of each the half of the day is certain.

    "At seven and nine in the evening" is twice in the evening; "at eight in the morning and eight
    in the evening" is each its own.
    """
    found = _hours_at(words)
    read: list[tuple[Clock, bool]] = []
    spans = [(start, end) for start, end, _, _ in found]
    following: Clock | None = None
    for place in range(len(found) - 1, -1, -1):
        start, end, (hour, minute), exact = found[place]
        clock, known = (hour, minute), True
        if not exact:
            before = words[spans[place - 1][1] if place else 0 : start]
            near = words[end : spans[place + 1][0] if place + 1 < len(spans) else len(words)]
            named = _parts(near) or (_parts(before) if not place else set())
            parts = named or _parts(words[end:]) or _parts(words[: spans[0][0]])
            settled = _settled(hour, minute, parts)
            if not named and settled and following and settled >= following:
                # "At seven, at noon and at six in the evening": seven is in the morning.
                parts, settled = set(), _settled(hour, minute, set())
            if settled is None:
                continue
            clock, known = settled, bool(parts)
        following = clock
        if (clock, known) not in read:
            read.append((clock, known))
    return read[::-1]


def hour_spans(words: Words) -> list[tuple[int, int]]:
    """Where the hours of the day begin and end in the words."""
    return [(start, end) for start, end, _, _ in _hours_at(words)]


def _hours_at(words: Words) -> list[tuple[int, int, Clock, bool]]:
    """The clocks which are meant as such: after "at", with a part of the day, or after another."""
    found: list[tuple[int, int, Clock, bool]] = []
    at = 0
    while at < len(words):
        if (place := ordinal(words, at)) is not None and place[1] > at + 1:
            at = place[1]  # "The twenty first" is no hour.
            continue
        linked = bool(found) and words[at - 1] == "and"
        clock = clock_at(words[at:], 0) if linked else clock_at(words, at)
        if clock is not None and linked:
            clock = (at, at + clock[1], clock[2], clock[3])
        if clock is None or words[clock[1] : clock[1] + 1] in _NO_CLOCK_BEFORE:
            at = max(at + 1, _small(words, at)[1])
            continue
        part = _PART.at(words, clock[1])
        before_it = words[clock[0] - 1 : clock[0]] in _CLOCK_AFTER
        if _is_marked(words, clock) or part or before_it or linked:
            found.append(clock)
        at = clock[1]
    return found


def delay(words: Words) -> float | None:
    """The seconds from now: "in an hour", "ten minutes from now"; nothing where there are none."""
    for at, word in enumerate(words):
        start = at + 1 if word == "in" else at
        length = duration_at(words, start) if start < len(words) else None
        if length is None:
            continue
        following = words[length[0] : length[0] + 2]
        if (
            word == "in"
            or following == ("from", "now")
            or words[length[0] : length[0] + 1] == ("hence",)
        ):
            return length[1]
    return None


def _from_now(words: Words, now: datetime | None) -> Clock | None:
    if now is None:
        return None
    for at, word in enumerate(words):
        start = at + 1 if word == "in" else at
        length = duration_at(words, start) if start < len(words) else None
        if length is None or length[1] >= _DAY:
            continue
        following = words[length[0] : length[0] + 2]
        if word == "in" or following in (("from", "now"),):
            later = after(now, length[1])
            return later.hour, later.minute
        return None
    return None


def after(now: datetime, seconds: float) -> datetime:
    """So many seconds of real time later, by the clock of the same place.

    When clocks are put forward, an hour after half past one is half past three.
    """
    if now.tzinfo is None:
        return now + timedelta(seconds=seconds)
    return (now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(now.tzinfo)


def _repaired(words: Words) -> Words:
    """What is said after the last "no" or "sorry" between two times.

    The part of the day stays, where no other was said: "at eight in the evening, no, at nine".
    """
    for at, end in _REPAIRS.last(words, REPAIRS):
        said = with_its_hour(words[:at], words[end:])
        if _clocks(words[:at]) and _clocks(said):
            return said if _parts(said) else (*said, *part_of_day(words[:at]))
    return words


def with_its_hour(before: Words, words: Words) -> Words:
    """The words with the hour that was said before them: "half past nine, no, twenty five past"."""
    end = minutes_alone(words)
    found = _clocks(before) if end else []
    if not found:
        return words
    start, stop, _, _ = found[-1]
    relative = not (_PAST | _TO | {"half"}).isdisjoint(before[start:stop])
    hour = (before[stop - 1] if relative else before[start]).partition(":")[0]
    return (*words[:end], hour, *words[end:])


def minutes_alone(words: Words) -> int:
    """Where minutes past or to an hour end that is not said: "twenty five past"; 0 for none."""
    for at in range(len(words)):
        end = at + 1 if words[at] in ("quarter", "half") else _small(words, at)[1]
        linked = end > at and words[end : end + 1] != () and words[end] in _PAST | _TO
        rest = words[end + 1 :]
        if linked and (not rest or clock_at(rest, 0) is None):
            return end + 1
    return 0


def part_of_day(words: Words) -> Words:
    """The words which name the part of the day; none where several do."""
    found = [words[at : at + size] for at in range(len(words)) if (size := _PART.at(words, at))]
    return max(found, key=len) if len({_PARTS[one] for one in found}) == 1 else ()

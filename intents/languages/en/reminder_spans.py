"""Every so many minutes or hours: "every hour between nine and five", "hourly until bedtime"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intents.languages.en.durations import duration_at
from intents.languages.en.numbers import TABLES
from intents.languages.en.rhythm_days import EVERY
from intents.languages.en.times import Clock, clock_at, hours
from intents.tables import Phrases, Words

_BETWEEN, _RANGES = (TABLES.phrases("bounds", key) for key in ("between", "ranges"))
_STARTS, _ENDS, _LASTS, _NOW, _EXCEPT = (
    TABLES.phrases("hour_by_hour", key) for key in ("starts", "ends", "lasts", "now", "except")
)
_STEPS = TABLES.phrase_values("steps_in_minutes")
_STEP = Phrases(_STEPS)
_EDGES = TABLES.phrase_values("edges_of_a_day")
_EDGE = Phrases(_EDGES)
_PART = TABLES.phrases_of("parts_of_day")
_SHORTEST = 5
"""Nobody is reminded after fewer minutes, again and again."""
_A_DAY, _HALF = 24 * 60, 12 * 60
_LAST = _A_DAY - 1
"""The last minute of a day, for what lasts until midnight."""
_TO_ITS_LINK = 6
"""The first hour of a span is said in fewer words."""
_MOST = 60
"""There are no more reminders than these in one day."""


@dataclass(frozen=True, slots=True)
class HourByHour:
    """Every so many minutes, in a span of hours that may be open at either end.

    `left` are the other words. `now`: it begins with this moment; `lasts` for so many minutes.
    `overnight`: its last hour is that of the next day.
    """

    left: Words
    every: int = 0
    first: Clock | None = None
    last: Clock | None = None
    now: bool = False
    lasts: int = 0
    without: tuple[Clock, ...] = ()
    overnight: bool = False

    @property
    def clocks(self) -> tuple[tuple[Clock, bool], ...]:
        """All hours of the span; none where an end of it is open."""
        if self.first is None or self.last is None or not self.every:
            return ()
        begin, end = (hour * 60 + minute for hour, minute in (self.first, self.last))
        end += _A_DAY if self.overnight else 0
        found = [divmod(at % _A_DAY, 60) for at in range(begin, end + 1, self.every)]
        kept = [clock for clock in found if clock not in self.without]
        return tuple((clock, True) for clock in kept) if len(kept) <= _MOST else ()

    def from_now(self, now: datetime) -> HourByHour:
        """The same from this moment on, where it begins with it."""
        begin = now + timedelta(minutes=self.every)
        end, last = now + timedelta(minutes=self.lasts), self.last
        if self.lasts:
            last = end.hour, end.minute
        elif last is not None and last <= (now.hour, now.minute) and last[0] < _HALF // 60:
            last = last[0] + _HALF // 60, last[1]
        if end.date() != now.date() or begin.date() != now.date():
            return replace(self, first=None, last=last)
        return replace(self, first=(begin.hour, begin.minute), last=last)


def hour_by_hour(words: Words) -> HourByHour:
    """What is said of every so many minutes; only the words where nothing is."""
    for at in range(len(words)):
        step = _step_at(words, at)
        if step is not None:
            return _with_its_span((*words[:at], *words[step[1] :]), at, step[0])
    return HourByHour(words)


def span_at(words: Words, at: int) -> int:
    """Where the two ends of a span end that begin at `at`, "between nine and five"; 0 for none."""
    found = _span_at(words, at)
    return len(words) - len(found[2]) if found is not None else 0


def is_span(words: Words) -> bool:
    """Whether the words are a span of hours, and hours left out of it, and nothing else."""
    rest = _left_out(words)[1]
    return bool(rest) and span_at(rest, 0) == len(rest)


def left_out_at(words: Words, at: int) -> int:
    """Where "but not at three" ends that begins at `at`; 0 where no hour is left out there."""
    gone = _left_out_hour(words, at)
    return gone[1] if gone is not None else 0


def step_at(words: Words, at: int) -> int:
    """Where "once an hour" ends that begins at `at`; 0 where nothing of the kind does."""
    found = _step_at(words, at)
    return found[1] if found is not None else 0


def _step_at(words: Words, at: int) -> tuple[int, int] | None:
    """The minutes after which it comes again, and where they end."""
    if size := _STEP.at(words, at):
        return _STEPS[words[at : at + size]], at + size
    if words[at] not in EVERY or at + 1 >= len(words):
        return None
    length = duration_at(words, at + 1)
    if length is None or length[1] % 60:
        return None
    minutes = int(length[1]) // 60
    return (minutes, length[0]) if _SHORTEST <= minutes < _A_DAY else None


def _with_its_span(words: Words, step_at: int, every: int) -> HourByHour:
    """The span of what comes every so many minutes, wherever it is said."""
    without, words = _left_out(words)
    for at in range(len(words)):
        span = _span_at(words, at)
        if span is not None:
            first, last, rest = span
            night = last < first
            left = (*words[:at], *rest)
            return HourByHour(left, every, first, last, without=without, overnight=night)
    found = HourByHour(words, every, without=without)
    for at in range(len(words)):
        if size := _LASTS.at(words, at):
            length = _length_at(words, at + size)
            if length is not None and length[1] < _A_DAY * 60:
                left, minutes = (*words[:at], *words[length[0] :]), int(length[1]) // 60
                return HourByHour(left, every, now=True, lasts=minutes, without=without)
        if size := _ENDS.at(words, at):
            hour = _hour_at(words, at + size)
            if hour is not None:
                left, begins = _without_now((*words[:at], *words[hour[1] :]))
                last = hour[0] if hour[0] != (0, 0) else divmod(_LAST, 60)
                return HourByHour(left, every, None, last, now=begins, without=without)
        if size := _STARTS.at(words, at):
            hour = _hour_at(words, at + size)
            if hour is not None:
                left = (*words[:at], *words[hour[1] :])
                return HourByHour(left, every, hour[0], None, without=without)
    return found


def _length_at(words: Words, at: int) -> tuple[int, float] | None:
    """Where a length of time ends, and its seconds; "hour" alone is one."""
    length = duration_at(words, at) if at < len(words) else None
    if length is None and (single := duration_at(("one", *words[at : at + 1]), 0)) is not None:
        return at + 1, single[1]
    return length


def _without_now(words: Words) -> tuple[Words, bool]:
    """The words without "from now", and whether that was said."""
    found = _NOW.find(words)
    return (words, False) if found is None else ((*words[: found[0]], *words[found[1] :]), True)


def _left_out(words: Words) -> tuple[tuple[Clock, ...], Words]:
    """The hours that are left out, "except at twelve", and the words without them."""
    for at in range(len(words)):
        gone = _left_out_hour(words, at)
        if gone is not None:
            return (gone[0],), (*words[:at], *words[gone[1] :])
    return (), words


def _left_out_hour(words: Words, at: int) -> tuple[Clock, int] | None:
    """The hour that is left out by the words that begin at `at`, and where they end."""
    size = _EXCEPT.at(words, at)
    return _hour_at(words, at + size) if size else None


def _span_at(words: Words, at: int) -> tuple[Clock, Clock, Words] | None:
    """The first and the last hour of a span which begins at `at`, and the words after it."""
    led = _BETWEEN.at(words, at)
    if not led:
        return None
    begun = at + led
    links = range(begun + 1, min(begun + _TO_ITS_LINK, len(words)))
    for link in links:
        size = _RANGES.at(words, link)
        first = _hour_at((*words[begun:link],), 0) if size else None
        last = _hour_at(words, link + size) if size else None
        if first is None or last is None or first[1] != link - begun:
            continue
        begin, end = (hour * 60 + minute for hour, minute in (first[0], last[0]))
        halved = _ends_with_part(words[: last[1]])
        end += _HALF if end <= begin and last[0][0] <= _HALF // 60 and not halved else 0
        end = _LAST if end == 0 else end  # "Until midnight".
        if begin < end < _A_DAY or (end < begin and halved):
            return first[0], divmod(end, 60), words[last[1] :]
    return None


def _ends_with_part(words: Words) -> bool:
    """Whether a part of the day ends the words: "nine in the morning"."""
    return next(_PART.ends(words), 0) > 0


def _hour_at(words: Words, at: int) -> tuple[Clock, int] | None:
    """The hour that is said at `at`, with its part of the day, and where it ends."""
    if at >= len(words):
        return None
    if size := _EDGE.at(words, at):
        hour, minute = map(int, _EDGES[words[at : at + size]].split(":"))
        return (hour, minute), at + size
    at += words[at] == "at"
    clock = clock_at(words[at:], 0) if at < len(words) else None
    if clock is None:
        return None
    end = at + clock[1]
    end += _PART.at(words, end)
    found = hours(("at", *words[at:end]))
    return (found[0][0], end) if found else None

"""When to remind of what is told, reckoned from its time: "half an hour before", "when it is done".

"Dentist is Tuesday at three" with half an hour before it is Tuesday at half past two. Where the
time of what is told is not known, nothing is reckoned.
"""

from __future__ import annotations

from dataclasses import replace

from intents.calendar import by_day, days_on
from intents.languages.en.durations import duration_at
from intents.languages.en.numbers import TABLES
from intents.languages.en.reminding import When
from intents.languages.en.sentence_pieces import Piece
from intents.recurrence_set import RecurrenceSet
from intents.tables import Words

_DONE, _LEAVES = (TABLES.phrases("wishing", key) for key in ("when_it_is_done", "when_to_leave"))
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MINUTES_IN_A_DAY = 24 * 60


def waiting_told(told: Words, asked: Words) -> float | None:
    """The seconds that something told takes, where its end is asked for: "when it is done"."""
    if asked not in _DONE:
        return None
    return _only_length(told)


def waiting_at_the_end(told: Words) -> float | None:
    """The seconds of a length of time which ends what is told: "give it three hours"."""
    for at in range(len(told)):
        length = duration_at(told, at)
        if length is not None and length[0] == len(told):
            return _only_length(told)
    return None


def minutes_told(told: Words, asked: Words) -> int:
    """The minutes that a way takes, where one wants to know when to leave; 0 for none."""
    if asked not in _LEAVES:
        return 0
    return int((_only_length(told) or 0) // 60)


def _only_length(words: Words) -> float | None:
    found = []
    at = 0
    while at < len(words):
        length = duration_at(words, at)
        if length is not None:
            found.append(length[1])
        at = length[0] if length is not None else at + 1
    return found[0] if len(found) == 1 else None


def stepped_back(told: When, back: Piece, hours: When) -> When | None:
    """When it is so long before what is told; where days are counted, at the `hours` beside that.

    Nothing where the time of what is told does not say it.
    """
    if back.days:
        days = _days_before(told, back.days)
        return None if days is None else replace(days, clocks=hours.clocks)
    if not told.clocks or (told.on is None and told.rhythm is None and len(told.clocks) > 1):
        return None
    clocks, earlier = [], set()
    for (hour, minute), known in told.clocks:
        total = hour * 60 + minute - back.minutes
        earlier.add(total // _MINUTES_IN_A_DAY)
        clocks.append((divmod(total % _MINUTES_IN_A_DAY, 60), known))
    if len(earlier) > 1:
        return None
    days = _days_before(told, -earlier.pop())
    return None if days is None else replace(days, clocks=tuple(clocks))


def _days_before(told: When, days: int) -> When | None:
    """What is told, so many days earlier."""
    if not days:
        return told
    if told.on is not None:
        on = days_on(told.on, -days)
        return None if on is None else replace(told, on=on)
    if told.rhythm is None:
        return None
    rhythm = RecurrenceSet.parse(told.rhythm[0])
    parts = rhythm.parts
    if rhythm.start or rhythm.without or rhythm.until:
        return None
    if rhythm.unit == "WEEKLY" and parts.get("BYDAY", "1")[0] in "MTWFS":
        named = [(_DAYS.index(day) - days) % 7 for day in parts["BYDAY"].split(",")]
        return replace(told, rhythm=(rhythm.with_parts(BYDAY=by_day(named)).text(), told.rhythm[1]))
    number = parts.get("BYMONTHDAY", "")
    if rhythm.unit == "MONTHLY" and number.isdecimal():
        before = int(number) - days
        if before >= 1 or (before == 0 and number == "1"):
            day = str(before or -1)
            moved = rhythm.with_parts(BYMONTHDAY=day).text()
            return replace(told, rhythm=(moved, told.rhythm[1]))
    return None

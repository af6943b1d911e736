"""Whether a rhythm says all that was said of it: each weekday, number, month and unit of time.

What was read without one of them is another rhythm: "wednesdays, and the last day of the month".
"""

from __future__ import annotations

from collections.abc import Iterator

from intents.languages.en.dates import MONTHS, WEEKDAYS
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import TABLES, ordinal, whole_number
from intents.languages.en.rhythm_days import FROM_TO, is_beside_them
from intents.languages.en.times import hour_spans
from intents.recurrence_set import RecurrenceSet
from intents.rules import Rhythm
from intents.tables import Words

_GROUPS, _UNITS, _TIMES, _SEASONS = (
    TABLES.values(name) for name in ("day_groups", "frequencies", "times", "months_of_season")
)
_DAY_NAMES = {
    **WEEKDAYS,
    **{f"{name}s": number for name, number in WEEKDAYS.items()},
    **TABLES.values("weekdays_in_rhythms"),
}
_PARTS_OF_DAY = TABLES.words("rhythm_check", "parts_of_day")
_EVERY, _EITHER, _BY_TURNS, _COUNTED, _OF_A_WEEK = (
    TABLES.words("rhythm_check", key)
    for key in ("every", "either", "by_turns", "counted", "of_a_week")
)
_BESIDE_IT, _OF_THE_WEEK = (
    TABLES.phrases("rhythm_check", key) for key in ("day_beside_it", "of_the_week")
)
_BEFORE_HOURS = TABLES.words("rhythm_check", "before_hours")
_NO_CONDITION = TABLES.phrases("bounds", "no_condition")
_ENDS_NO_CONDITION = TABLES.words("bounds", "ends_no_condition")
_LAST_HOUR = 24
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MAYBE_A_WORD = TABLES.words("rhythm_check", "before_no_month")


def says_all(found: Rhythm, words: Words, bounding: frozenset[int] = frozenset()) -> bool:
    """Whether all that `words` say of days and numbers is in the rhythm `found`.

    `bounding` are the months in which its bounds lie: they may be named again.
    """
    rule = RecurrenceSet.parse(found[0])
    if rule.once:
        return True
    counts = [_TIMES[word] for word in words if word in _TIMES]
    if len(counts) > 1 and counts.count(1) != found[1]:
        return False  # "Twice a week and once at the weekend".
    return all(
        not bounding.isdisjoint(_months_of(words[at])) or _is_in_it(rule, found[1], words, at, size)
        for at, size in _pieces(words)
    )


def _months_of(word: str) -> tuple[int, ...]:
    return (MONTHS[word],) if word in MONTHS else tuple(_SEASONS.get(word, ()))


def _pieces(words: Words) -> Iterator[tuple[int, int]]:
    """Where each word stands, and a number of several words; hours of the day are left out."""
    spans = [span for span in hour_spans(words) if ordinal(words, span[0]) is None]
    hours = {at for start, end in (*spans, *_from_hour_to_hour(words)) for at in range(start, end)}
    at = 0
    while at < len(words):
        if at in hours:
            at += 1
            continue
        found = ordinal(words, at) or whole_number(words, at)
        size = found[1] - at if found else 1
        yield at, size
        at += size


def _from_hour_to_hour(words: Words) -> Iterator[tuple[int, int]]:
    """ "From seven to eight": two hours of a day."""
    for at in range(len(words) - 3):
        pair = words[at + 2] in FROM_TO or words[at + 2] == "and"
        both = whole_number(words, at + 1), whole_number(words, at + 3)
        if words[at] in _BEFORE_HOURS and pair and all(n and n[0] <= _LAST_HOUR for n in both):
            following = words[at + 4] if at + 4 < len(words) else ""
            if following not in _UNITS and following not in _COUNTED:
                yield at + 1, at + 4


def _is_in_it(rule: RecurrenceSet, times: int | None, words: Words, at: int, size: int) -> bool:
    word, parts = words[at], rule.parts
    following = words[at + size] if at + size < len(words) else ""
    if following == "more":  # "Ten more sessions".
        following = words[at + size + 1] if at + size + 1 < len(words) else ""
    if word in _EITHER or FEASTS.at(words, at):
        return word not in _EITHER and rule.unit == "YEARLY"
    if _BESIDE_IT.at(words, at) == len(words) - at:
        return False
    if word in _BY_TURNS:
        if following.startswith("weekend"):
            return rule.interval == 2
        return parts.get("BYDAY", "").count(",") == 0
    days = _GROUPS.get(word) or ([_DAY_NAMES[word]] if word in _DAY_NAMES else None)
    if (
        days is not None
        and words[at - 1 : at] == ("one",)
        and not times
        and words[at - 2 : at - 1] != ("but",)
    ):
        return False
    if days is not None:
        whole_week = rule.unit == "DAILY" and "BYDAY" not in parts and _is_ranged(words)
        named = parts.get("BYDAY", "")
        return is_beside_them(words, at) or whole_week or all(_CODES[n] in named for n in days)
    if word in _TIMES:
        if words.count(word) == times:
            return True  # "Once in the morning and once in the evening".
        return _is_counted(rule, times, _TIMES[word])
    place, number = ordinal(words, at), whole_number(words, at)
    if place is not None:
        return _is_counted(rule, times, place[0])
    if number is not None:
        counts = {following} & (_COUNTED | _UNITS.keys() | _DAY_NAMES.keys() | _GROUPS.keys())
        return not counts or _is_counted(rule, times, number[0])
    if word in MONTHS and words[at - 1 : at] and words[at - 1] in _MAYBE_A_WORD:
        return True
    if word in MONTHS or word in _SEASONS:
        return "BYMONTH" in parts
    return word not in _UNITS or _is_unit(rule, times, words, at)


def _is_ranged(words: Words) -> bool:
    """Whether the weekdays are the two ends of a range, "monday to sunday"."""
    return any(
        at and words[at - 1] in _DAY_NAMES for at, word in enumerate(words) if word in FROM_TO
    )


def _is_counted(rule: RecurrenceSet, times: int | None, number: int) -> bool:
    """Whether a number is in the rule: how often, every so many, the day or the place of it."""
    parts = rule.parts
    known = {times, rule.interval, 31 if "BYMONTHDAY" in parts else 1}
    known |= {len(value.split(",")) for key, value in parts.items() if key.startswith("BY")}
    known |= {abs(int(day)) for day in parts.get("BYMONTHDAY", "").split(",") if day}
    known |= {abs(int(place[:-2])) for place in parts.get("BYDAY", "").split(",") if place[:-2]}
    known |= {abs(int(parts.get("BYSETPOS", "1")))}
    if rule.unit == "WEEKLY":
        known |= {7 * rule.interval}
    if rule.unit == "DAILY" and rule.interval == 1 and times is None:
        known |= {7}
    return number in known or (number == 1 and times is None)


def _is_unit(rule: RecurrenceSet, times: int | None, words: Words, at: int) -> bool:
    """Whether a unit of time is that of the rule, or belongs to it in another way."""
    word, before = words[at], words[at - 1] if at else ""
    named_next = any(
        words[n] in _DAY_NAMES and words[n + 1] in FROM_TO | {"and"}
        for n in range(at + 1, min(at + 3, len(words) - 1))
    )
    unit = _UNITS[word].rstrip("0123456789")
    if unit == rule.unit or (unit == "YEARLY" and rule.unit == "MONTHLY"):
        return True
    if word in _PARTS_OF_DAY:
        return before not in _EVERY or bool(times) or rule.unit == "DAILY"
    if before == "one":
        return bool(times)
    if unit == "DAILY":  # "Five days a week", "the last day of the month", "each day of the week".
        of_the_week = _OF_THE_WEEK.at(words, at + 1) > 0
        return of_the_week or named_next or (before not in _EVERY and word in ("day", "days"))
    if unit == "WEEKLY":
        return before in _OF_A_WEEK and rule.unit == "DAILY" and rule.interval == 1
    if unit == "HOURLY":  # "But only half an hour": how long.
        return before not in _EVERY and not times
    return unit == "MONTHLY" and rule.unit == "YEARLY" and "BYMONTH" in rule.parts


def condition_in(words: Words) -> Words:
    """The condition that words begin with, up to where they speak to Lantern; none where that is
    at once: "every day, not you".
    """
    spoken_to = (at for at in range(len(words)) if _NO_CONDITION.at(words, at))
    end = next(spoken_to, len(words))
    while end and end < len(words) and words[end - 1] in _ENDS_NO_CONDITION:
        end -= 1
    return () if _ENDS_NO_CONDITION.issuperset(words[:end]) else words[:end]

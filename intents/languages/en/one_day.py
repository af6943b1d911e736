"""The one day meant by what was said, with corrections, and days told of which are not meant."""

from __future__ import annotations

from datetime import date, timedelta

from intents.agreement import REPAIRS
from intents.calendar import coming, days_on, months_on, safe
from intents.languages.en.dates import MONTHS, WEEKDAYS, day_at
from intents.languages.en.dates_in_figures import day_in_figures, in_figures
from intents.languages.en.day_clauses import day_of_a_clause, in_usual_words
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import TABLES, number, ordinal, whole_number
from intents.tables import Phrases, Words

_YEARS, _PARTS_OF_YEAR = TABLES.phrase_values("years_from_now"), TABLES.values("parts_of_year")
_YEAR = Phrases(_YEARS)
_STEPS = TABLES.values("steps_in_days")
_NARROWS_BEFORE, _NARROWS_AFTER = (
    TABLES.words("words", f"narrows_a_day_{at}") for at in ("before", "after")
)
_PART = TABLES.phrases_of("parts_of_day")
_IN_PART = Phrases((("and", "a", "half"), ("and", "half")))
_REPAIRS = Phrases((("no",), ("sorry",), ("actually",)))
_IDLE = frozenset({"about", "around", "by"})
_ONE_TO_COME = TABLES.phrases("bounds", "one_to_come")
_LEADS_TO_A_DAY, _SOME_TIME_BEFORE, _OR_ANOTHER = (
    TABLES.phrases("words", key) for key in ("leads_to_a_day", "some_time_before", "or_another")
)
_DENIED = TABLES.phrases("words", "day_denied")
_NEARLY, _ONE, _BACK, _SO = (
    TABLES.words("words", key)
    for key in ("nearly_a_day", "a_single_one", "back_to_the_day", "so_another_day")
)
_EARLIER, _LATER = (TABLES.words("words", f"a_day_{key}") for key in ("earlier", "later"))
_AFTER_A_DAY = TABLES.words("words", "after_a_day_of_the_month")
_COUNTS_FROM = frozenset({"after", "from", "before", "since"})
_LONGEST_NAME = 8
"""The name of a day has no more words."""


def day(text: str, words: Words, today: date) -> date | None:
    """The day meant; nothing where there is none, or more than one."""
    words = in_usual_words(words)
    if _is_of_another_day(words, today):
        return None
    found = _day_of_all(text, words, today)
    return found if found is not None or in_figures(text) else day_of_a_clause(words, today)


def _is_of_another_day(words: Words, today: date) -> bool:
    """Whether the day told is not the one meant: "six weeks after my operation on the tenth".

    A day is counted from it, or it is the day before it, or it never comes.
    """
    if "never" in words:
        return True
    for at in range(len(words) - 1):
        counted = at and words[at - 1] in _STEPS and words[at] in _COUNTS_FROM
        before = at == 0 and words[0] == "before"
        if (counted or before) and day_at(words, at + 1, today) is None:
            told = any(day_at(words, n, today) for n in range(at + 2, len(words)))
            return told and "so" not in words[at:] and words[at + 1] not in _STEPS
    return False


def _day_of_all(text: str, words: Words, today: date) -> date | None:
    """The day which the words as a whole name."""
    if in_figures(text):
        return day_in_figures(text, today)
    if words[:1] == ("when",) or _IN_PART.has(words):
        return None  # "When the clocks go forward in spring" names no day of the calendar.
    if _OR_ANOTHER.has(words):
        return None  # "Tomorrow or the day after".
    if any(word in _NEARLY and FEASTS.at(words, at) for at, word in enumerate(words, 1)):
        return None  # "Around Easter" is some day of those weeks.
    words = _without_denied(_without_lead(words), today)
    other = _not_this_one(words, today) or _counted_from_one_before(words, today)
    if other is not None:
        return other
    words = tuple(word for word in words if word not in _IDLE)
    for at, end in _REPAIRS.last(words, REPAIRS):
        if at and words[at - 2 : at - 1] == ("next",) and words[end:] and words[end] in WEEKDAYS:
            end -= 1  # "Next tuesday, no, wednesday" is next wednesday.
            words = (*words[:end], "next", *words[end + 1 :])
        if at and (repaired := _day(in_its_month(words[:at], words[end:]), today)) is not None:
            return repaired
        if at and any(number(words, n) for n in range(end, len(words))):
            return None  # "In ten days, no, twelve": of what is not said.
    return _day(words, today)


def in_its_month(before: Words, after: Words) -> Words:
    """The words of a correction with the month of what it corrects: "the fourth of january"."""
    named = {word for word in before if word in MONTHS}
    place = next((at for at in range(len(after)) if ordinal(after, at)), None)
    if len(named) != 1 or place is None or not MONTHS.keys().isdisjoint(after):
        return after
    found = ordinal(after, place)
    if found is None or after[found[1] : found[1] + 1] == ("of",):
        return after
    return (*after[: found[1]], "of", *named, *after[found[1] :])


def _not_this_one(words: Words, today: date) -> date | None:
    """ "not this saturday the one after", "not tomorrow the day after", "friday not this one"."""
    last = words.index("not") if "not" in words[1:] else 0
    if words[last + 1 + (words[last + 1 : last + 2] == ("the",)) :] in _ONE_TO_COME and last:
        first = _day(words[: last - (words[last - 1] == "but")], today)
        weekly = first is not None and first == coming(today, first.weekday())
        return first + timedelta(7) if first is not None and weekly else None
    at = words.index("not") + 1 if "not" in words[:2] else 0
    named = day_at(words, at, today) if 0 < at < len(words) else None
    if named is None:
        return None
    rest = tuple(
        word for word in words[named[1] :] if word not in ("but", "the", "no", "week", "on")
    )
    if rest[:1] != () and rest[0] in WEEKDAYS and named[0].weekday() == WEEKDAYS[rest[0]]:
        rest = ("one", *rest[1:])  # "Not this Tuesday, the Tuesday after that one".
    if rest in (
        ("one", "after", "that", "one"),
        ("one", "after"),
        ("next", "one"),
        ("one", "after", "that"),
        ("after",),
        ("next",),
    ):
        return named[0] + timedelta(7)
    if rest in (("day", "after"), ("day", "after", "that")):
        return named[0] + timedelta(1)
    return None


def _without_lead(words: Words) -> Words:
    """The words without what only leads to a day: "it has to be before the weekend"."""
    while size := _LEADS_TO_A_DAY.at(words, 0):
        if _SOME_TIME_BEFORE.at(words, 0):
            return words  # "Some time before christmas" is no day yet.
        words = words[size:]
    return words


def _without_denied(words: Words, today: date) -> Words:
    """The words without a day which is said not to suit: "the tenth is too early"."""
    found = _DENIED.find(words)
    if found is None:
        return words
    at, end = found
    for start in range(max(0, at - _LONGEST_NAME), at):
        one = day_at(words, start, today)
        if one is not None and one[1] == at:
            return _without_denied(words[:start] + words[end:], today)
    return words


def _counted_from_one_before(words: Words, today: date) -> date | None:
    """ "her birthday is on the eleventh so the day before that", "friday, so two days later"."""
    end = len(words)
    while end and words[end - 1] in _BACK:
        end -= 1
    side = words[end - 1] if end else ""
    if side not in _EARLIER | _LATER:
        return None
    for start in range(1, end - 1):
        begun = _last_of(words[:start], _SO | {"and"})
        if end == len(words) and words[start - 1] not in _SO and not begun:
            continue
        counted = whole_number(words, start)
        count, unit = counted or (1, start + (words[start] in _ONE))
        if unit != end - 2 or (words[unit] not in _STEPS and words[unit] not in WEEKDAYS):
            continue
        before = words[:start]
        if end == len(words) and before[-1] not in _SO:
            before = before[:begun]  # "… so the ring has to be here two weeks earlier".
        if before[-1] in _SO:
            before = before[:-1]
        told = None if before[-1:] in (("or",), ("and",)) else _day(before, today)
        if told is None:
            return None
        if words[unit] in _STEPS:
            return days_on(told, count * _STEPS[words[unit]] * (-1 if side in _EARLIER else 1))
        weekday = WEEKDAYS[words[unit]]
        if side in _EARLIER:
            return told - timedelta((told.weekday() - weekday - 1) % 7 + 1)
        return coming(told, weekday)
    return None


def _is_a_name(words: Words, at: int, end: int) -> bool:
    """Whether a weekday with "the" is a part of a name: "the Sunday Times"."""
    led = words[at - 1 : at] == ("the",) or words[at : at + 1] == ("the",)
    return led and words[end : end + 1] != () and words[end] not in _AFTER_A_DAY


def _last_of(words: Words, named: frozenset[str]) -> int:
    """Where the last of some words stands; 0 for none."""
    return next((at for at in range(len(words) - 1, 0, -1) if words[at] in named), 0)


def _day(words: Words, today: date) -> date | None:
    found = _YEAR.find(words)
    if found is None:
        return _one_day(words, today)
    at, end = found
    rest = words[: at - (words[at - 1 : at] in (("in",), ("of",)))] + words[end:]
    named, year = _one_day(rest, today), today.year + _YEARS[words[at:end]]
    if named is not None:
        return safe(year, named.month, named.day)
    part = next((day for word, day in _PARTS_OF_YEAR.items() if word in rest), None)
    return safe(year, *part) if part else months_on(today, 12 * (year - today.year))


def _one_day(words: Words, today: date) -> date | None:
    """The one day which is named; a weekday beside it must be its own.

    A weekday with words around it which narrow it down, and were not read, is not the next one.
    """
    found: set[date] = set()
    weekdays: set[int] = set()
    at = 0
    while at < len(words):
        one = day_at(words, at, today)
        if one is None:
            place = ordinal(words, at)
            at = place[1] if place else at + 1
            continue
        before = words[max(0, at - 1) : at]
        if before in (("not",), ("after",)) or (before == ("before",) and at > 1):
            return None
        after = words[one[1] : one[1] + 1] if not _PART.at(words, one[1]) else ()
        named = not WEEKDAYS.keys().isdisjoint(words[one[1] - 1 : one[1]])
        if FEASTS.at(words, at) and not _NARROWS_BEFORE.isdisjoint(before):
            return None  # "Chinese new year" is another one.
        if named and _is_a_name(words, at, one[1]):
            return None
        if named and not (_NARROWS_BEFORE.isdisjoint(before) and _NARROWS_AFTER.isdisjoint(after)):
            return None
        if len(words[:at]) > 1 and words[at - 2] == "day" and words[at] in MONTHS:
            return None  # "The day of the kings in January".
        alone = [word for word in words[at : one[1]] if word not in ("the", "on", "a")]
        if len(alone) == 1 and alone[0] in WEEKDAYS:
            weekdays.add(WEEKDAYS[alone[0]])
        else:
            found.add(one[0])
        feast, at = FEASTS.at(words, at) > 0, one[1]
        if feast and words[at : at + 1] == ("in",) and words[at + 1 : at + 2] != ():
            at += 2 * (MONTHS.get(words[at + 1]) == one[0].month)  # "Three Kings in January".
    if not found and len(weekdays) == 1:
        return coming(today, weekdays.pop())
    # "Tuesday the first" names one day twice; "Tuesday or the first" does not.
    if len(found) == 1 and weekdays <= {d.weekday() for d in found}:
        return found.pop()
    return None

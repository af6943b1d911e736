"""The one day meant where several clauses tell of days: "i fly on the tenth so by the ninth".

Each of these is looked at only where the words as a whole name no day, and a clause counts only
where all of its words belong to the day.
"""

from __future__ import annotations

from datetime import date, timedelta

from intents.calendar import coming
from intents.languages.en.dates import WEEKDAYS, day_at
from intents.languages.en.numbers import TABLES, ordinal, whole_number
from intents.tables import Phrases, Words

_CORRECTS, _CONDITION = (TABLES.phrases("bounds", key) for key in ("corrects", "condition"))
_INSTEAD, _SO = (TABLES.phrases("day_clauses", key) for key in ("instead", "so"))
_BESIDE, _LATEST = (TABLES.phrases("day_clauses", key) for key in ("beside", "at_the_latest"))
_TELLS, _IS, _OTHER_ONE = (
    TABLES.words("day_clauses", key) for key in ("tells", "is", "the_other_one")
)
_PARTS = TABLES.phrases_of("parts_of_day")
_OTHER_WORDS_FOR = TABLES.phrase_values("other_words_for_days")
_OTHER_WORDS = Phrases(_OTHER_WORDS_FOR)
_CORRECTIONS = 4
_LEADS = frozenset({"by", "on", "about", "around", "and"})
_ARTICLES = frozenset({"the", "my", "our", "his", "her"})
_FILLS = frozenset({"time", "on", "the", "a"})
_EITHER = frozenset({"or", "either"})
"""With one of these two days are named, and none is meant."""


def in_usual_words(words: Words) -> Words:
    """The words with the usual ones for the same day."""
    found = _OTHER_WORDS.find(words)
    if found is None:
        return words
    usual = tuple(_OTHER_WORDS_FOR[words[found[0] : found[1]]].split())
    return (*words[: found[0]], *usual, *in_usual_words(words[found[1] :]))


def day_of_a_clause(words: Words, today: date) -> date | None:
    """The day that is meant where the words as a whole name none."""
    return (
        _corrected(words, today)
        or _after_so(words, today)
        or _not_another(words, today)
        or _in_so_many_weeks(words, today)
        or _at_the_latest(words, today)
        or _without_condition(words, today)
    )


def only_a_day(words: Words, today: date) -> date | None:
    """The day which all of the words name, but for what says nothing of it."""
    words = _bare(words)
    return _all_of(words, today) or _all_of(
        tuple(word for word in words if word not in _LEADS), today
    )


def _all_of(words: Words, today: date) -> date | None:
    found: set[date] = set()
    weekdays: set[int] = set()
    at = 0
    while at < len(words):
        one = day_at(words, at, today)
        if one is None:
            return None
        if one[1] == at + 1 and words[at] in WEEKDAYS:
            weekdays.add(WEEKDAYS[words[at]])
        else:
            found.add(one[0])
        at = one[1]
    if not found and len(weekdays) == 1:
        return coming(today, weekdays.pop())
    one_of_them = len(found) == 1 and weekdays <= {day.weekday() for day in found}
    return found.pop() if one_of_them else None


def _bare(words: Words) -> Words:
    """The words without what says nothing beside a day: "then", "i would say", "in the morning"."""
    for phrases in (_BESIDE, _LATEST, _PARTS):
        found = phrases.find(words)
        if found is not None:
            return _bare((*words[: found[0]], *words[found[1] :]))
    return words


def _corrected(words: Words, today: date) -> date | None:
    """ "Day after tomorrow, no, i have got the gas man, make it thursday"."""
    places = [*_INSTEAD.last(words, _CORRECTIONS), *_CORRECTS.last(words, _CORRECTIONS)]
    for start, end in sorted(places, reverse=True):
        if not start or end >= len(words):
            continue
        said = _without_told(words[end:], today)
        if (found := only_a_day(said, today)) is not None:
            return found
        if not _EITHER.isdisjoint(said):
            return None
    return None


def _without_told(words: Words, today: date) -> Words:
    """The words without a day of which something is told: "friday, thursday is the dentist"."""
    at = 0
    while at < len(words):
        one = day_at(words, at, today)
        if one is None:
            at += 1
            continue
        if _is_told_of(words[one[1] :]):
            after = (n for n in range(one[1] + 2, len(words)) if day_at(words, n, today))
            return (*words[:at], *_without_told(words[next(after, len(words)) :], today))
        at = one[1]
    return words


def _is_told_of(after: Words) -> bool:
    """Whether the words go on about a day: "is the dentist", "the dentist"."""
    if after[:1] == () or after in _LATEST:
        return False
    thing = after[0] in _ARTICLES and after[1:2] != () and ordinal(after, 1) is None
    return after[0] in _IS or (thing and after[1] not in WEEKDAYS)


def _after_so(words: Words, today: date) -> date | None:
    """ "When i have my results back, so the sixteenth": what is said after the last "so"."""
    for start, end in _SO.last(words, 1):
        if start:
            return only_a_day(words[end:], today)
    return None


def _not_another(words: Words, today: date) -> date | None:
    """ "The twentieth, not the twenty first", "not this friday, next friday"."""
    at = words.index("not") if "not" in words else -1
    if at < 0 or "not" in words[at + 1 :]:
        return None
    before = words[: at - (words[at - 1 : at] == ("but",))] if at else ()
    denied = day_at(words, at + 1, today) if at + 1 < len(words) else None
    if denied is None:
        return None
    rest = words[denied[1] :]
    if not before:
        meant = only_a_day(rest, today)
        return None if meant == denied[0] else meant
    meant = only_a_day(before, today)
    if meant is None or not _OTHER_ONE.issuperset(rest):
        return None
    if meant == denied[0]:  # "Tuesday, but not tomorrow, the next one".
        return meant + timedelta(7) if before[-1] in WEEKDAYS else None
    return None if rest else meant


def _in_so_many_weeks(words: Words, today: date) -> date | None:
    """ "In three weeks' time on the tuesday"."""
    counted = whole_number(words, 1) if words[:1] == ("in",) and len(words) > 1 else None
    if counted is None or words[counted[1] : counted[1] + 1] not in (("weeks",), ("week",)):
        return None
    rest = tuple(word for word in words[counted[1] + 1 :] if word not in _FILLS)
    if len(rest) != 1 or rest[0] not in WEEKDAYS:
        return None
    monday = today + timedelta(7 * counted[0] - today.weekday())
    return monday + timedelta(WEEKDAYS[rest[0]])


def _at_the_latest(words: Words, today: date) -> date | None:
    """ "Tuesday the fifteenth at the latest, my sister flies out on the sixteenth"."""
    found = _LATEST.find(words)
    if found is None or words[found[1] : found[1] + 1] == () or words[found[1]] not in _TELLS:
        return None
    return only_a_day(words[: found[0]], today)


def _without_condition(words: Words, today: date) -> date | None:
    """ "By the weekend, if i can manage"."""
    found = _CONDITION.find(words)
    if found is None or not found[0]:
        return None
    told = any(day_at(words, at, today) for at in range(found[0] + 1, len(words)))
    return None if told else only_a_day(words[: found[0]], today)

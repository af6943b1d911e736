"""Whether every word of a rhythm is accounted for: none of those left would make it another one.

A rhythm is taken out of a sentence, and other words stay: what is to be done, fillers, asides.
Some of them turn it into another rhythm ("tuesdays when i'm home and fridays always", "every day
only tuesdays"). Where one of these was not read, it is asked about.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise, repeat

from intents.calendar import by_day
from intents.languages.en.dates import MONTHS, SEASONS, WEEKDAYS
from intents.languages.en.numbers import TABLES, UNITS, ordinal
from intents.languages.en.rhythm_days import EVERY, FREQUENCIES, FROM_TO, TIMES
from intents.recurrence_set import RecurrenceSet
from intents.tables import Words

_TURNS, _SAYS_NOTHING, _AGAIN, _OF_ONE_CASE = (
    TABLES.words("accounted", key) for key in ("turns", "says_nothing", "again", "of_one_case")
)
_TURNING, _NO_TURN = (TABLES.phrases("accounted", key) for key in ("turning", "no_turn"))
_LEADS, _TRAILS, _ENDS = (
    TABLES.words("accounted", key) for key in ("leads", "trails", "turns_at_the_end")
)
_LEAVES_OUT = TABLES.words("bounds", "leaves_out_first")
_TELLS_WHICH = TABLES.phrases("bounds", "tells_which")
_GROUPS = TABLES.values("day_groups")
_ADVERBS = TABLES.words("words", "rhythm_adverbs")
_DAYS = {*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), *_GROUPS}
_EVERY_DAY, _LEADS_TO_THEM = "FREQ=DAILY", 3
_OF_ANY = frozenset({"a", "not"})
_LITTLE = frozenset({"a", "the", "just", "only", "other", "second"})
_PERIODS = frozenset(TABLES.values("steps_in_days")) | frozenset(TABLES.values("steps_in_months"))
OF_RHYTHMS = _DAYS | MONTHS.keys() | SEASONS.keys() | TIMES.keys() | EVERY | _ADVERBS
"""Words of which each may make a rhythm another one."""


def turns_it(words: Words) -> bool:
    """Whether a word that was left makes it another rhythm: "but", "otherwise", "the other one"."""
    words = _without(words)
    while words and words[0] in _LEADS:
        words = words[1:]  # "Not on Sundays, otherwise daily".
    while words and words[-1] in _TRAILS:
        words = words[:-1]  # "Every day, but only until Easter", of which the bound was read.
    if words[-2:-1] == ("but",) and words[-1] in SEASONS:
        words = words[:-2]  # "Daily, but only in winter", whose months were read.
    if _TURNING.has(words) or not _TURNS.isdisjoint(words):
        return True
    if any(map(_is_from_a_day_to_itself, repeat(words), range(len(words)))):
        return True
    return words[-1:] != () and words[-1] in _ENDS and not UNITS.keys() & words[-2:-1]


def _is_from_a_day_to_itself(words: Words, at: int) -> bool:
    """ "From friday to friday" is a week long."""
    ends = words[at : at + 1] == words[at + 2 : at + 3] and words[at] in WEEKDAYS
    return ends and words[at + 1] in FROM_TO


def _without(words: Words) -> Words:
    """The words without what turns nothing: "more than enough", "no more than"."""
    found = _NO_TURN.find(words)
    return words if found is None else _without((*words[: found[0]], *words[found[1] :]))


def narrows_all(words: Words) -> bool:
    """ "Every day only tuesdays": all of the days, and some of them."""
    at = words.index("only") if "only" in words else 0
    all_days = words[at - 2 : at] in (("every", "day"), ("each", "day"))
    all_days = all_days or words[at - 1 : at] in (("daily",), ("everyday",))
    return bool(at) and all_days and words[at + 1 : at + 2] != () and words[at + 1] in _DAYS


def tells_of_days(said: str, rrule: str, left_out: Set[int]) -> bool:
    """Whether a condition in words has days in it which are neither in the rhythm nor left out.

    "When i am home and fridays always" is no condition of one rhythm; "if it is a bank holiday then
    the monday as well" is, since it is told of one case.
    """
    words = tuple(said.split())
    if _SAYS_NOTHING.issuperset(words):
        return True
    if words[0] in _OF_ONE_CASE or (words[0] in _LEAVES_OUT and _TELLS_WHICH.has(words)):
        return False
    if words[0] in _LEAVES_OUT and "the" in words[1:_LEADS_TO_THEM] and rrule == _EVERY_DAY:
        return False  # "Except the weekends he is away" are some of all days.
    named = RecurrenceSet.parse(rrule).parts.get("BYDAY", "") if rrule else ""
    for before, word in pairwise(("", *words)):
        if before in _OF_ANY and not named:
            continue  # "As long as it is not Friday", "when I get paid on a Friday".
        name = word.removesuffix("s")
        days = _GROUPS.get(word, [WEEKDAYS[name]] if name in WEEKDAYS else [])
        if any(day not in left_out and by_day([day]) not in named for day in days):
            return True
    again = not _AGAIN.isdisjoint(words)
    return again and any(
        words[at] in _PERIODS and (words[at - 1] in ("a", "one", "every") or words[at - 1] in UNITS)
        for at in range(1, len(words))
    )


def denies_how_often(said: str) -> bool:
    """Whether only how often it comes is denied: "not daily", "not every two"."""
    words = tuple(said.split())
    how_often = TIMES.keys() | EVERY | _ADVERBS | UNITS.keys() | FREQUENCIES.keys() | _LITTLE
    return words[:1] == ("not",) and len(words) > 1 and how_often.issuperset(words[1:])


def may_stay_in_words(words: Words) -> bool:
    """Whether what is told after a "but" names no days, and may be kept as it was said."""
    return OF_RHYTHMS.isdisjoint(words) and not any(ordinal(words, at) for at in range(len(words)))

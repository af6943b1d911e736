"""Several days of which each has its own hour: "Tuesdays at six and Saturdays at ten"."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from intents.languages.en.dates import WEEKDAYS
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import TABLES, ordinal
from intents.languages.en.rhythm_days import EVERY
from intents.languages.en.times import hour_spans
from intents.tables import Words

_JOINTS, _LEADS, _NAMES = (
    TABLES.words("each_its_hour", key) for key in ("joints", "leads", "days")
)
_CORRECTS = TABLES.phrases("bounds", "corrects")
_ONE_OF_A_WEEK = TABLES.words("each_its_hour", "one_of_a_week")
_PLURAL = {*(f"{name}s" for name in WEEKDAYS), *TABLES.values("day_groups")} - _ONE_OF_A_WEEK
_DAYS = {*WEEKDAYS, *_PLURAL, *_ONE_OF_A_WEEK, *_NAMES}
_EACH = "every"
_FEWEST = 2


def each_with_its_hour(words: Words) -> tuple[Words, ...]:
    """The words of each of the days with its hours; none where there are not several.

    Where one of them recurs, "every Tuesday at six and Saturday at ten", they all do.
    """
    kinds = _kinds(words)
    cuts = (_cut_at_joints(words, kinds), _cut_by_their_order(words, kinds))
    whole = [cut for cut in cuts if all(_is_whole(words, part, kinds) for part in cut)]
    parts = max(whole, key=len, default=[])
    if len(parts) < _FEWEST:
        return ()
    return _as_often([_without_joints(words[begin:end]) for begin, end in parts])


def _kinds(words: Words) -> list[str]:
    """What each word belongs to: an hour, a day, or neither."""
    kinds = ["day" if word in _DAYS else "" for word in words]
    for begin, end in hour_spans(words):
        kinds[begin:end] = ["hour"] * (end - begin)
    for at in range(len(words)):
        place = ordinal(words, at)
        size = FEASTS.at(words, at) or (place[1] - at if place else 0)
        if size and "hour" not in kinds[at : at + size]:
            kinds[at : at + size] = ["day"] * size
    return kinds


def _is_whole(words: Words, part: tuple[int, int], kinds: list[str]) -> bool:
    """Whether a part has a day and an hour, and is not put right by the next."""
    begin, end = part
    corrected = _CORRECTS.at(words, begin) or next(_CORRECTS.ends(words[begin:end]), 0)
    return {"day", "hour"} <= set(kinds[begin:end]) and not corrected


def _cut_at_joints(words: Words, kinds: list[str]) -> list[tuple[int, int]]:
    """The parts between "and", where each stands for itself."""
    joints = [at for at, word in enumerate(words) if word in _JOINTS and not kinds[at]]
    first = next((kind for kind in kinds if kind), "")
    bounds = [0, *joints, len(words)]
    whole: list[tuple[int, int]] = []
    for begin, end in pairwise(bounds):
        before = set(kinds[whole[-1][0] : whole[-1][1]]) if whole else {"day", "hour"}
        more = set(kinds[begin:end]) - {""} == {"day" if first == "hour" else "hour"}
        if whole and (more or not {"day", "hour"} <= before):
            whole[-1] = whole[-1][0], end  # "Weekdays at seven and nine".
        elif end > begin:
            whole.append((begin, end))
    return whole


def _cut_by_their_order(words: Words, kinds: list[str]) -> list[tuple[int, int]]:
    """The parts of days followed by their hours, or of hours followed by their days."""
    named = [at for at, kind in enumerate(kinds) if kind]
    if not named:
        return []
    first = kinds[named[0]]
    begin, parts = 0, []
    for before, after in pairwise(named):
        if kinds[after] != first or kinds[before] == first:
            continue
        cut = after
        while cut > before + 1 and (words[cut - 1] in _LEADS or words[cut - 1] in EVERY):
            cut -= 1
        joint = next((at for at in range(before + 1, after) if words[at] in _JOINTS), cut)
        parts.append((begin, joint))
        begin = joint
    return [*parts, (begin, len(words))]


def _without_joints(words: Words) -> Words:
    while words and words[0] in _JOINTS:
        words = words[1:]
    while words and words[-1] in _JOINTS:
        words = words[:-1]
    return words


def _as_often(parts: list[Words]) -> tuple[Words, ...]:
    """The parts, each with the "every" that stands before the first alone."""
    each = next((word for word in parts[0] if word in EVERY), "")
    if each:
        return tuple(_recurring(part, each, WEEKDAYS.keys() | _ONE_OF_A_WEEK) for part in parts)
    if not any(_recurs(part) for part in parts):
        return tuple(parts)
    # "At seven on weekdays and at nine at the weekend".
    return tuple(_recurring(part, _EACH, _ONE_OF_A_WEEK) for part in parts)


def _recurs(words: Words) -> bool:
    return not EVERY.isdisjoint(words) or not _PLURAL.isdisjoint(words)


def _recurring(words: Words, each: str, names: Set[str]) -> Words:
    """The words with `each` before the first of the names, where they do not recur already."""
    at = next((at for at, word in enumerate(words) if word in names), None)
    if at is None or _recurs(words):
        return words
    begin = at
    while begin and words[begin - 1] in _LEADS:
        begin -= 1
    return (*words[:begin], each, *words[at:])

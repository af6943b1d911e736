"""How often: "every other sunday", "three times a week", "the first monday of every month"."""

from __future__ import annotations

from datetime import date, timedelta

from intents.calendar import ONCE, by_day, rule
from intents.languages.en.dates import WEEKDAYS, day
from intents.languages.en.numbers import TABLES, UNITS, number, ordinal, whole_number
from intents.rules import Rhythm
from intents.tables import Words

_FREQUENCIES, _GROUPS, _TIMES = (
    TABLES.values(name) for name in ("frequencies", "day_groups", "times")
)
_VAGUE, _EVERY, _BEGINS, _NO_RHYTHM, _UNTIL, _BY, _A_DAY_TO_COME = (
    TABLES.words("words", key)
    for key in ("vague_rhythm", "every", "rhythm_begins", "no_rhythm", "until", "by", "day_to_come")
)
_ALL_DAYS = {
    **WEEKDAYS,
    **{f"{name}s": n for name, n in WEEKDAYS.items()},
    **TABLES.values("weekdays_in_rhythms"),
}
_ADVERBS, _IDLE, _EXCEPT, _DAYS_OF, _EVERY_OTHER, _EVERY_SECOND = (
    TABLES.words("words", key)
    for key in ("rhythm_adverbs", "idle_in_rhythms", "except", "days_of", "other", "fortnightly")
)
_ONCE = TABLES.phrases("words", "just_once")
_WORKING = TABLES.phrases("words", "working_day")
_FROM_TO = frozenset({"to", "through", "till", "until"})
_PERIOD, _PER_PERIOD = (
    frozenset({"a", "an", "per", "each", "every", "of"}),
    frozenset({"a", "per", "each", "every", "weekly", "out"}),
)
_MOST_TIMES, _LONGEST_STEP = 50, 400
_LONGEST = 10
"""No rhythm takes more words."""


def recurrence(words: Words) -> Rhythm | None:
    """The rule meant; nothing where there is none, or it is vague."""
    words = tuple(word for word in words if word not in _IDLE)
    if not words or not _VAGUE.isdisjoint(words) or "not" in words:
        return None
    if words[:2] == ("bi", "weekly"):
        words = ("biweekly", *words[2:])
    if any(w == "or" and words[at - 1] in _TIMES for at, w in enumerate(words) if at):
        return None
    return (
        _monthly_place(words)
        or _times(words)
        or _weekdays(words)
        or _month_day(words)
        or _plain(words)
        or _once(words)
    )


def rhythm_in(words: Words) -> tuple[Rhythm, int] | None:
    """A rhythm which ends a sentence, "call my sister every sunday", and where it begins there."""
    for at in range(max(1, len(words) - _LONGEST), len(words)):
        counted = number(words, at) is not None and "times" in words[at : at + 3]
        if not (words[at] in _BEGINS or counted):
            continue
        found = recurrence(words[at:])
        plain = _recurs(words[at:]) or not _EVERY.isdisjoint(words[at:])
        whole = all(recurrence(words[at:end]) != found for end in range(at + 1, len(words)))
        if found is not None and plain and whole:
            return found, at
    return None


def once_by(text: str, words: Words, today: date) -> date | None:
    """The day by which something is meant a single time: "by friday", "once, tomorrow"."""
    if not _EVERY.isdisjoint(words) or _recurs(words):
        return None
    words = tuple(w for w in words if w != "the")
    one_day = "once" in words or not _BY.isdisjoint(words) or not _A_DAY_TO_COME.isdisjoint(words)
    if not one_day:
        return None
    if words[-2:] == ("this", "week") or words[-3:] == ("end", "of", "week"):
        return today + timedelta(days=6 - today.weekday())
    said = tuple("by" if word == "before" else word for word in words)
    found = day(" ".join(said), said, today)
    return found if found is not None and found >= today else None


def _recurs(words: Words) -> bool:
    """Whether the words name a rhythm by themselves: "twice a week", "on mondays", "daily"."""
    plural = any(f"{name}s" in words for name in WEEKDAYS)
    rhythm = _FREQUENCIES.keys() & set(words) - _NO_RHYTHM
    several = not {"times", "twice", "thrice"}.isdisjoint(words)
    return plural or several or _times(words) is not None or bool(rhythm)


def _once(words: Words) -> Rhythm | None:
    """ "just once", "one time": a rule with a single day."""
    left = tuple(word for word in words if word not in ("for", "now", "think", "will", "to"))
    return (ONCE, None) if left in _ONCE else None


def _place(words: Words, at: int) -> tuple[int, int] | None:
    """A place in a month, "first" or "last", and where it ends."""
    return (-1, at + 1) if words[at] == "last" else ordinal(words, at)


def _monthly_place(words: Words) -> Rhythm | None:
    """ "first monday of every month", "last day of the month"."""
    for at in range(len(words) - 1):
        found = _place(words, at)
        if found is None or found[1] >= len(words):
            continue
        place, end = found
        rest = words[end + 1 :]
        if "month" not in rest and "months" not in rest and "monthly" not in words:
            continue
        interval = 2 if "other" in rest or "second" in rest else 1
        places = [place]
        while words[end] == "and" and end + 2 < len(words) and (more := ordinal(words, end + 1)):
            places.append(more[0])
            end = more[1]
            if end >= len(words):
                return None
        if words[end] in _ALL_DAYS and all(-1 <= p <= 5 for p in places):
            return rule("MONTHLY", interval, BYDAY=by_day([_ALL_DAYS[words[end]]], places)), None
        if words[end] == "day" and place <= 31:
            return rule("MONTHLY", interval, BYMONTHDAY=str(place)), None
        if words[end] == "weekday" and place == -1:
            return rule("MONTHLY", interval, BYDAY=by_day(range(5)), BYSETPOS="-1"), None
    return None


def _month_day(words: Words) -> Rhythm | None:
    """ "the fifteenth of every month", "monthly on the first", "the first and fifteenth"."""
    if not {"month", "monthly"} & set(words):
        return None
    days = set()
    at = 0
    while at < len(words):
        found = ordinal(words, at)
        if found is not None and 1 <= found[0] <= 31 and words[at - 1 : at] != ("every",):
            days.add(found[0])
        at = found[1] if found is not None else at + 1
    if not days and "end" in words:
        days = {-1}
    return (rule("MONTHLY", BYMONTHDAY=",".join(map(str, sorted(days)))), None) if days else None


def _times(words: Words) -> Rhythm | None:
    """ "three times a week", "twice a day", "once every two weeks", "five days a week"."""
    for at in range(len(words)):
        found = _counted(words, at)
        period = _period(words, found[1]) if found else None
        if found is None or period is None:
            continue
        count, end = found
        days = _named_days(words[:at] + words[end:])
        if count == 1 and days and period[0] == "WEEKLY":
            return rule(*period, BYDAY=by_day(days)), None
        return rule(*period), count
    return None


def _counted(words: Words, at: int) -> tuple[int, int] | None:
    """ "twice", "three times", "five mornings": how many, and where that ends."""
    if words[at] in _TIMES:
        return _TIMES[words[at]], at + 1
    found = whole_number(words, at)
    if found is None or not 1 <= found[0] <= _MOST_TIMES or found[1] >= len(words):
        return None
    count, end = found
    if words[end] in ("times", "time"):
        return count, end + 1
    per_period = end + 1 < len(words) and words[end + 1] in _PER_PERIOD
    return (count, end + 1) if words[end] in _DAYS_OF and per_period else None


def _period(words: Words, at: int) -> tuple[str, int] | None:
    """ "a week", "every two weeks", "weekly", "every other month"."""
    if at >= len(words):
        return None
    if words[at] in ("daily", "weekly", "monthly", "yearly", "fortnightly"):
        return _FREQUENCIES[words[at]], 1
    return _step(words, at + 1) if words[at] in _PERIOD else None


def _step(words: Words, at: int) -> tuple[str, int] | None:
    """ "week", "other week", "second week", "two weeks", "couple of weeks"."""
    interval = 1
    if at < len(words) and words[at] in ("other", "alternate"):
        interval, at = 2, at + 1
    elif at < len(words):
        if found := whole_number(words, at) or ordinal(words, at):
            interval, at = found
        elif words[at] == "couple":
            interval, at = 2, at + 1 + (words[at + 1 : at + 2] == ("of",))
    if at >= len(words) or words[at] not in _FREQUENCIES or not 1 <= interval <= _LONGEST_STEP:
        return None
    return _FREQUENCIES[words[at]], interval


def _weekdays(words: Words) -> Rhythm | None:
    """ "mondays", "every other sunday", "every weekday"."""
    days = _named_days(words)
    if not days or "month" in words or "monthly" in words:
        return None
    interval = 1
    for at, word in enumerate(words):
        every = words[at - 1 : at] == ("every",)
        if word in _EVERY_OTHER or word in _EVERY_SECOND or (word == "second" and every):
            interval = 2
        elif word in ("third", "fourth") and every:
            interval = 3 if word == "third" else 4
        elif word == "weeks" and at:
            interval = UNITS.get(words[at - 1], interval)
    if len(days) == 7 and interval == 1:
        return rule("DAILY"), None
    return rule("WEEKLY", interval, BYDAY=by_day(days)), None


def _named_days(words: Words) -> set[int]:
    """The weekdays named, "monday to friday" and "except sunday" included."""
    split = next((at for at, word in enumerate(words) if word in _EXCEPT), len(words))
    named, without = _plain_days(words[:split]), _plain_days(words[split:])
    if without and not named and (_EVERY | {"daily"}).intersection(words[:split]):
        named = set(range(7))
    return named - without


def _plain_days(words: Words) -> set[int]:
    """The weekdays named, and those between two of them."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word in _GROUPS:
            found.update(_GROUPS[word])
        elif _WORKING.at(words, at):
            found.update(range(5))
        elif word in _ALL_DAYS:
            first = last = _ALL_DAYS[word]
            if at + 2 < len(words) and words[at + 1] in _FROM_TO:
                last = _ALL_DAYS.get(words[at + 2], first)
            found.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    return found


def _plain(words: Words) -> Rhythm | None:
    """ "every day", "every other week", "every three months", "daily", "alternate days"."""
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in _EVERY and (step := _step(words, at + 1)) is not None:
            return rule(*step), None
        if word in ("alternate", "alternating") and after in _FREQUENCIES:
            return rule(_FREQUENCIES[after], 2), None
        if word in _ADVERBS:
            return rule(_FREQUENCIES[word]), None
        if word in _DAYS_OF and word != "days" and len(words) <= 2:
            return rule("DAILY"), None
    return None

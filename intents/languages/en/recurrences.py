"""How often: "every other sunday", "three times a week", "the first monday of every month"."""

from __future__ import annotations

from datetime import date, timedelta

from intents.languages.en.dates import day
from intents.languages.en.months import WEEKDAYS
from intents.languages.en.numbers import UNITS, number_at, ordinal_at

Words = tuple[str, ...]
Rule = tuple[str, int | None]
"""An iCalendar rule, and how many times in each of its periods, where that is said."""

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a single time."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {
    "day": "DAILY", "days": "DAILY", "daily": "DAILY", "week": "WEEKLY", "weeks": "WEEKLY",
    "weekly": "WEEKLY", "month": "MONTHLY", "months": "MONTHLY", "monthly": "MONTHLY",
    "year": "YEARLY", "years": "YEARLY", "yearly": "YEARLY", "annually": "YEARLY",
    "hour": "HOURLY", "hours": "HOURLY", "hourly": "HOURLY", "morning": "DAILY",
    "mornings": "DAILY",
    "evening": "DAILY", "evenings": "DAILY", "night": "DAILY", "nights": "DAILY",
    "nightly": "DAILY",
    "afternoon": "DAILY", "afternoons": "DAILY", "fortnight": "WEEKLY2", "fortnightly": "WEEKLY2",
    "fortnights": "WEEKLY2", "biweekly": "WEEKLY2", "quarter": "MONTHLY3", "quarterly": "MONTHLY3",
    "everyday": "DAILY", "bedtime": "DAILY", "lunchtime": "DAILY", "breakfast": "DAILY",
}  # fmt: skip
_EVERY = frozenset({"every", "each", "per", "any", "all"})
_GROUPS = {
    "weekday": range(5), "weekdays": range(5), "workday": range(5), "workdays": range(5),
    "weekend": range(5, 7), "weekends": range(5, 7),
}  # fmt: skip
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_VAGUE = frozenset(
    [
        "few",
        "several",
        "many",
        "most",
        "sometimes",
        "occasionally",
        "never",
        "rarely",
        "whenever",
        "often",
    ]
)
_POSITION = {"last": -1}
_ALL_DAYS = WEEKDAYS | {f"{name}s": n for name, n in WEEKDAYS.items()} | {
    "weds": 2, "sat": 5, "sun": 6,
}  # fmt: skip


def recurrence(words: Words) -> Rule | None:
    """The rule meant; nothing where there is none, or it is vague."""
    words = tuple(
        w for w in words if w not in ("single", "the", "on", "in", "just", "only", "i", "do", "it")
    )
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


UNTIL = frozenset({"until", "till"})
_BY = UNTIL | {"by", "before"}
_LONGEST = 10
"""No rhythm takes more words."""
_BEGINS = _EVERY | {"once", "twice", "thrice", "daily", "weekly", "monthly", "on"}


def rhythm_in(words: Words) -> tuple[Rule, int] | None:
    """A rhythm which ends a sentence, "call my sister every sunday", and where it begins there."""
    for at in range(max(1, len(words) - _LONGEST), len(words)):
        counted = number_at(words, at) is not None and "times" in words[at : at + 3]
        if not (words[at] in _BEGINS or counted):
            continue
        rule = recurrence(words[at:])
        plain = recurs(words[at:]) or not _EVERY.isdisjoint(words[at:])
        whole = all(recurrence(words[at:end]) != rule for end in range(at + 1, len(words)))
        if rule is not None and plain and whole:
            return rule, at
    return None


_NO_RHYTHM = frozenset(
    {"day", "days", "week", "weeks", "month", "year", "morning", "evening", "night", "afternoon"}
)
"""Words of time which name no rhythm by themselves: "by the end of the week"."""
_A_DAY_TO_COME = frozenset({"today", "tonight", "tomorrow", "next", "this", "coming"})


def once_by(text: str, words: Words, today: date) -> date | None:
    """The day by which something is meant a single time: "by friday", "once, tomorrow"."""
    if not _EVERY.isdisjoint(words) or recurs(words):
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


def recurs(words: Words) -> bool:
    """Whether the words name a rhythm by themselves: "twice a week", "on mondays", "daily"."""
    plural = any(f"{name}s" in words for name in WEEKDAYS)
    rhythm = _FREQUENCIES.keys() & set(words) - _NO_RHYTHM
    several = not {"times", "twice", "thrice"}.isdisjoint(words)
    return plural or several or _times(words) is not None or bool(rhythm)


def _once(words: Words) -> Rule | None:
    """ "just once", "one time": a rule with a single day."""
    left = tuple(word for word in words if word not in ("for", "now", "think", "will", "to"))
    once = left in (("once",), ("one", "time"), ("1", "time"), ("one", "off"))
    return (_rule("DAILY", COUNT="1"), None) if once else None


def _rule(frequency: str, interval: int = 1, **more: str) -> str:
    base = frequency.rstrip("23")
    interval *= int(frequency[len(base) :] or 1)
    parts = [f"FREQ={base}"]
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    parts += [f"{key}={value}" for key, value in more.items()]
    return ";".join(parts)


def _monthly_place(words: Words) -> Rule | None:
    """ "first monday of every month", "last day of the month"."""
    for at in range(len(words) - 1):
        place = _POSITION.get(words[at])
        found = ordinal_at(words, at)
        end = at + 1
        if place is None and found is not None:
            place, end = int(found.value), found.end
        if place is None or end >= len(words):
            continue
        rest = words[end + 1 :]
        if "month" not in rest and "months" not in rest and "monthly" not in words:
            continue
        interval = 2 if "other" in rest or "second" in rest else 1
        places = [place]
        while words[end] == "and" and end + 2 < len(words) and (more := ordinal_at(words, end + 1)):
            places.append(int(more.value))
            end = more.end
        if words[end] in _ALL_DAYS and all(-1 <= p <= 5 for p in places):
            day = _DAYS[_ALL_DAYS[words[end]]]
            return _rule("MONTHLY", interval, BYDAY=",".join(f"{p}{day}" for p in places)), None
        if words[end] == "day" and (place == -1 or place <= 31):
            return _rule("MONTHLY", interval, BYMONTHDAY=str(place)), None
        if words[end] == "weekday" and place == -1:
            return _rule("MONTHLY", interval, BYDAY="MO,TU,WE,TH,FR", BYSETPOS="-1"), None
    return None


def _month_day(words: Words) -> Rule | None:
    """ "the fifteenth of every month", "monthly on the first",
    "the first and fifteenth of the month"."""
    if not {"month", "monthly"} & set(words):
        return None
    days = []
    at = 0
    while at < len(words):
        found = ordinal_at(words, at)
        if found is not None and 1 <= found.value <= 31 and words[at - 1 : at] != ("every",):
            days.append(int(found.value))
            at = found.end
        else:
            at += 1
    if days:
        return _rule("MONTHLY", BYMONTHDAY=",".join(map(str, sorted(set(days))))), None
    if "end" in words:
        return _rule("MONTHLY", BYMONTHDAY="-1"), None
    return None


def _times(words: Words) -> Rule | None:
    """ "three times a week", "twice a day", "once every two weeks", "five days a week"."""
    for at, word in enumerate(words):
        count = _TIMES.get(word)
        end = at + 1
        if count is None:
            number = number_at(words, at)
            if number is None or number.value != int(number.value) or not 1 <= number.value <= 50:
                continue
            end = number.end
            if words[end : end + 1] in (("times",), ("time",)):
                end += 1
                count = int(number.value)
            elif words[end : end + 1] in (
                ("days",),
                ("mornings",),
                ("evenings",),
                ("nights",),
                ("afternoons",),
            ):
                end += 1
                count = int(number.value)
                if words[end : end + 1] not in (
                    ("a",),
                    ("per",),
                    ("each",),
                    ("every",),
                    ("weekly",),
                    ("out",),
                ):
                    continue
            else:
                continue
        period = _period(words, end)
        if period is None:
            continue
        frequency, interval = period
        days = _named_days(words[:at] + words[end:])
        if count == 1 and days and frequency == "WEEKLY":
            return _rule(frequency, interval, BYDAY=_by_day(days)), None
        return _rule(frequency, interval), count
    return None


def _period(words: Words, at: int) -> tuple[str, int] | None:
    """ "a week", "every two weeks", "weekly", "every other month"."""
    if at >= len(words):
        return None
    if words[at] in ("daily", "weekly", "monthly", "yearly", "fortnightly"):
        return _FREQUENCIES[words[at]], 1
    if words[at] not in ("a", "an", "per", "each", "every", "of"):
        return None
    return _step(words, at + 1)


def _step(words: Words, at: int) -> tuple[str, int] | None:
    """ "week", "other week", "second week", "two weeks", "couple of weeks"."""
    interval = 1
    if at < len(words) and words[at] in ("other", "alternate"):
        interval, at = 2, at + 1
    elif at < len(words):
        number = number_at(words, at)
        place = ordinal_at(words, at)
        if number is not None and number.value == int(number.value):
            interval, at = int(number.value), number.end
        elif place is not None:
            interval, at = int(place.value), place.end
        elif words[at] == "couple":
            interval, at = 2, at + 1 + (words[at + 1 : at + 2] == ("of",))
    if at >= len(words) or words[at] not in _FREQUENCIES or not 1 <= interval <= 400:
        return None
    return _FREQUENCIES[words[at]], interval


def _weekdays(words: Words) -> Rule | None:
    days = _named_days(words)
    if not days:
        return None
    interval = 1
    for at, word in enumerate(words):
        if (
            word in ("other", "alternate", "alternating")
            or word in ("fortnightly", "biweekly", "fortnight")
            or (word == "second" and words[at - 1 : at] == ("every",))
        ):
            interval = 2
        elif word in ("third", "fourth") and words[at - 1 : at] == ("every",):
            interval = 3 if word == "third" else 4
        elif word in ("weeks",) and at:
            interval = UNITS.get(words[at - 1], interval)
    if "month" in words or "monthly" in words:
        return None
    if len(days) == 7 and interval == 1:
        return _rule("DAILY"), None
    return _rule("WEEKLY", interval, BYDAY=_by_day(days)), None


def _named_days(words: Words) -> set[int]:
    """The weekdays named, "monday to friday" and "except sunday" included."""
    split = len(words)
    for at, word in enumerate(words):
        if word in ("except", "but", "apart", "excluding", "without", "besides", "bar"):
            split = at
            break
    named = _plain_days(words[:split])
    if split < len(words):
        without = _plain_days(words[split:])
        if without:
            if not named and _EVERY & set(words[:split]) | ({"daily"} & set(words[:split])):
                named = set(range(7))
            return named - without
    return named


def _plain_days(words: Words) -> set[int]:
    found: set[int] = set()
    for at, word in enumerate(words):
        if word in _GROUPS:
            found.update(_GROUPS[word])
        elif (word == "week" and words[at + 1 : at + 2] in (("day",), ("days",))) or (
            word in ("work", "working", "business")
            and words[at + 1 : at + 2]
            in (
                ("day",),
                ("days",),
            )
        ):
            found.update(range(5))
        elif word in _ALL_DAYS:
            number = _ALL_DAYS[word]
            link = words[at + 1 : at + 2]
            until = words[at + 2] if at + 2 < len(words) else ""
            if link in (("to",), ("through",), ("till",), ("until",)) and until in _ALL_DAYS:
                last = _ALL_DAYS[until]
                found.update((number + n) % 7 for n in range((last - number) % 7 + 1))
            found.add(number)
    return found


def _by_day(days: set[int]) -> str:
    return ",".join(_DAYS[d] for d in sorted(days))


def _plain(words: Words) -> Rule | None:
    """ "every day", "every other week", "every three months", "daily", "alternate days"."""
    for at, word in enumerate(words):
        if word in _EVERY:
            step = _step(words, at + 1)
            if step is not None:
                return _rule(*step), None
        if (
            word in ("alternate", "alternating")
            and words[at + 1 : at + 2]
            and words[at + 1] in _FREQUENCIES
        ):
            return _rule(_FREQUENCIES[words[at + 1]], 2), None
        if word in (
            "daily",
            "nightly",
            "weekly",
            "monthly",
            "yearly",
            "annually",
            "hourly",
            "fortnightly",
            "biweekly",
            "quarterly",
            "everyday",
        ):
            return _rule(_FREQUENCIES[word]), None
        if word in ("mornings", "evenings", "nights", "afternoons") and len(words) <= 2:
            return "FREQ=DAILY", None
    return None

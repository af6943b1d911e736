"""Which days a rhythm has: "every other sunday", "three times a week", "the first monday"."""

from __future__ import annotations

from intents.calendar import by_day, rule
from intents.languages.en.dates import MONTHS, WEEKDAYS
from intents.languages.en.numbers import TABLES, UNITS, ordinal, whole_number
from intents.languages.en.rhythm_years import yearly_day
from intents.rules import Rhythm
from intents.tables import Words

FREQUENCIES, _GROUPS, TIMES = (
    TABLES.values(name) for name in ("frequencies", "day_groups", "times")
)
EVERY = TABLES.words("words", "every")
_ALL_DAYS = {
    **WEEKDAYS,
    **{f"{name}s": n for name, n in WEEKDAYS.items()},
    **TABLES.values("weekdays_in_rhythms"),
}
_ADVERBS, _DAYS_OF, _EVERY_OTHER, _EVERY_SECOND, _TIMES_WORDS = (
    TABLES.words("words", key)
    for key in ("rhythm_adverbs", "days_of", "other", "fortnightly", "times_words")
)
_WORKING = TABLES.phrases("words", "working_day")
_HALF_YEAR, _MONTHS_END, _MONTHS_BEGINNING = (
    TABLES.phrases("words", key) for key in ("half_year", "months_end", "months_beginning")
)
FROM_TO = TABLES.words("bounds", "from_to")
_PERIOD, _PER_PERIOD = (
    frozenset({"a", "an", "per", "each", "every", "of", "in", "within"}),
    frozenset({"a", "per", "each", "every", "weekly", "out", "in"}),
)
_LEADING = frozenset({"after", "before", "during", "with"})
_NO_RULE = TABLES.words("words", "no_rule")
_UNITS_COUNTED = frozenset({"day", "week", "fortnight", "month", "quarter", "year"})
_PARTS_OF_DAY = TABLES.words("rhythm_check", "parts_of_day")
_AT_A_WEEKEND = frozenset({"at", "over", "during"})
_EVERY_FEW = (("second",), ("other",), ("third",), ("alternate",))
_A_PAIR = 2
_A_FEW = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_PARTS_COUNTED = {part.removesuffix("s") for part in _PARTS_OF_DAY} | {"noon", "midday"}
_ONE_EACH, _BESIDE_PARTS = (
    TABLES.words("words", key) for key in ("before_each_part", "beside_parts")
)
_MOST_TIMES, _LONGEST_STEP = 50, 400
_QUARTERS_BEGIN, _QUARTERS_END = "1,4,7,10", "3,6,9,12"
_LAST_DAYS = 31


def days_of_rhythm(words: Words) -> Rhythm | None:
    """The rule, and how often in each of its periods where that is said."""
    if _is_of_two_parts(words):
        return None
    return (
        _monthly_place(words)
        or _days_of_months(words)
        or times(words)
        or _parts_of_each_day(words)
        or yearly_day(words)
        or _weekdays(words)
        or _month_day(words)
        or _plain(words)
    )


def _is_of_two_parts(words: Words) -> bool:
    """Whether no one rule says it: "mondays and every second saturday", "after every shift"."""
    if not _NO_RULE.isdisjoint(words):
        return True
    for at, word in enumerate(words[1:], 1):
        if word in ("every", "each") and words[at - 1] in _LEADING:
            return True
        second = word in ("every", "each") and words[at + 1 : at + 2] in _EVERY_FEW
        linked = words[at - 1] in ("and", "also", "plus")
        if second and linked and any(before in _ALL_DAYS for before in words[:at]):
            return True
    weekly = [word for word in words if word in _ALL_DAYS and word.endswith("day")]
    monthly = {"month", "monthly"} & set(words)
    placed = any(
        ordinal(words, at) and words[at - 1 : at] not in (("every",), ("each",))
        for at in range(len(words))
    )
    return bool(weekly and monthly and placed and _monthly_place(words) is None)


def _days_of_months(words: Words) -> Rhythm | None:
    """ "february and august on the first": a day of several months of the year."""
    months = sorted({MONTHS[word] for word in words if word in MONTHS})
    days = [day[0] for at in range(len(words)) if (day := ordinal(words, at))]
    if len(months) < 2 or len(days) != 1 or not 1 <= days[0] <= _LAST_DAYS:
        return None
    named = ",".join(map(str, months))
    return rule("YEARLY", BYMONTH=named, BYMONTHDAY=str(days[0])), None


def _place(words: Words, at: int) -> tuple[int, int] | None:
    """A place in a month, "first", "last" or "second to last", and where it ends."""
    if words[at] == "last":
        return -1, at + 1
    if words[at : at + 3] == ("last", "but", "one"):
        return -2, at + 3
    if words[at] == "penultimate":
        return -2, at + 1
    found = ordinal(words, at)
    if found and words[found[1] : found[1] + 2] in (("to", "last"), ("from", "last")):
        return -found[0], found[1] + 2
    if words[at : at + 3] == ("next", "to", "last"):
        return -2, at + 3
    return found


def _monthly_place(words: Words) -> Rhythm | None:
    """ "first monday of every month", "last day of the month", "the first monday of january"."""
    for at in range(len(words) - 1):
        found = _place(words, at)
        if found is None or found[1] >= len(words):
            continue
        place, end = found
        places = [place]
        while (
            words[end] in ("and", "or")
            and end + 2 < len(words)
            and (more := _place(words, end + 1))
        ):
            if words[end] == "or":
                return None
            places.append(more[0])
            end = more[1]
            if end >= len(words):
                return None
        rest = words[end + 1 :]
        if rest[:2] == ("but", "one") and places == [-1]:
            places, rest = [-2], rest[2:]  # "The last Sunday but one".
        base = _base(words, at, places, rest)
        if base is None:
            continue
        frequency, interval, more_parts = base
        day = words[end]
        if (day in _GROUPS and len(_GROUPS[day]) > 2) or _WORKING.at(words, end):
            if len(places) > 1:
                return None
            return rule(
                frequency, interval, **more_parts, BYDAY=by_day(range(5)), BYSETPOS=str(place)
            ), None
        if day in _GROUPS and all(-5 <= p <= 5 for p in places):
            return rule(frequency, interval, **more_parts, BYDAY=by_day(_GROUPS[day], places)), None
        if day in _ALL_DAYS and len(places) == 1 and (other := _another_place(rest)):
            named = f"{places[0]}{by_day([_ALL_DAYS[day]])},{other}"
            return rule(frequency, interval, **more_parts, BYDAY=named), None
        if day in _ALL_DAYS and all(-5 <= p <= 5 for p in places):
            more_days = [_ALL_DAYS[day]]
            if rest[:1] == ("and",) and rest[1:2] and rest[1] in _ALL_DAYS:
                more_days.append(_ALL_DAYS[rest[1]])
            return rule(frequency, interval, **more_parts, BYDAY=by_day(more_days, places)), None
        if day == "day" and all(abs(p) <= _LAST_DAYS for p in places):
            named = ",".join(str(p) for p in _in_order(places))
            return rule(frequency, interval, **more_parts, BYMONTHDAY=named), None
    return None


def _another_place(rest: Words) -> str:
    """ "… and the third sunday" after "the first saturday", as a rule has it; "" for none."""
    found = _place(rest, 1) if rest[:1] == ("and",) and len(rest) > 1 else None
    day = rest[found[1]] if found is not None and found[1] < len(rest) else ""
    if found is None or day not in _ALL_DAYS or not -5 <= found[0] <= 5:
        return ""
    return f"{found[0]}{by_day([_ALL_DAYS[day]])}"


def _base(
    words: Words, at: int, places: list[int], rest: Words
) -> tuple[str, int, dict[str, str]] | None:
    """How often such a place comes: in each month, in one month of the year, in each quarter."""
    months = [word for word in rest if word in MONTHS]
    if months:
        return "YEARLY", 1, {"BYMONTH": ",".join(str(MONTHS[word]) for word in months)}
    if "quarter" in rest or "quarters" in rest or "quarterly" in words:
        return "MONTHLY", 1, {"BYMONTH": _QUARTERS_END if places == [-1] else _QUARTERS_BEGIN}
    if "year" in rest:
        return None
    if "month" in rest or "months" in rest or "monthly" in words:
        step = next((_step(rest, n + 1) for n, word in enumerate(rest) if word in EVERY), None)
        if step is None:
            return "MONTHLY", 2 if "other" in rest else 1, {}
        return "MONTHLY", step[1] if step[0] == "MONTHLY" else 1, {}
    # "The first Monday" alone is that of each month; "every second Tuesday" is every other one.
    every = words[max(0, at - 1) : at]
    if every and every[0] in EVERY and places[0] not in (1, -1, 5):
        return None
    named = at + 1 < len(words) and "week" not in rest and "weeks" not in rest
    day = next((word for word in words[at:] if word in _ALL_DAYS or word in _GROUPS), "")
    working = any(_WORKING.at(words, n) for n in range(at, len(words)))
    return ("MONTHLY", 1, {}) if named and (day or working) else None


def _in_order(days: list[int]) -> list[int]:
    return sorted(set(days), key=lambda day: day if day > 0 else _LAST_DAYS + 1 + day)


def _month_day(words: Words) -> Rhythm | None:
    """ "the fifteenth of every month", "monthly on the first", "the first and fifteenth"."""
    quarterly = "quarter" in words or "quarterly" in words
    monthly = quarterly or bool({"month", "months", "monthly"} & set(words))
    days: set[int] = set()
    at, left = 0, 0
    while at < len(words):
        found = ordinal(words, at) or _numbered_day(words, at)
        last = words[at] == "last" and not found
        if found is not None and 1 <= found[0] <= _LAST_DAYS and not _is_step(words, at, found[1]):
            days.add(-1 if found[0] == _LAST_DAYS else found[0])
        elif last and monthly:
            days.add(-1)
        elif found is None and words[at] not in ("and", "of", "every", "each", "day", "days"):
            left += 1
        at = found[1] if found is not None else at + 1
    if not monthly and (not days or left):
        return None
    months: dict[str, str] = {}
    if quarterly:
        months = {"BYMONTH": _QUARTERS_END if days in (set(), {-1}) else _QUARTERS_BEGIN}
    for at in range(len(words)):
        if not days and _MONTHS_END.at(words, at):
            days = {-1}
        elif not days and _MONTHS_BEGINNING.at(words, at):
            days, months = {1}, {"BYMONTH": _QUARTERS_BEGIN} if months else {}
    if not days:
        return None
    step = next((_step(words, n + 1) for n, word in enumerate(words) if word in EVERY), None)
    interval = step[1] if step and step[0] == "MONTHLY" and not months else 1
    named = ",".join(map(str, _in_order(list(days))))
    return rule("MONTHLY", interval, **months, BYMONTHDAY=named), None


def _numbered_day(words: Words, at: int) -> tuple[int, int] | None:
    """ "The fifteen of each month", "day fifteen of the month": a day that is no ordinal."""
    found = whole_number(words, at)
    if found is None or not 1 <= found[0] <= _LAST_DAYS:
        return None
    after = words[found[1] : found[1] + 3]
    monthly = not {"month", "monthly"}.isdisjoint(words)
    of_month = after[:1] == ("of",) and "month" in after
    last = monthly and not after and words[at - 1 : at] not in (("at",), ("every",), ("each",))
    return found if of_month or last or words[at - 1 : at] == ("day",) else None


def _is_step(words: Words, at: int, end: int) -> bool:
    """Whether an ordinal counts periods: "every second month"."""
    every = words[at - 1 : at] in (("every",), ("each",))
    few = words[end : end + 1] == () and words[at] in _A_FEW  # "Every fourth".
    return every and (few or (words[end : end + 1] != () and words[end] in FREQUENCIES))


def times(words: Words) -> Rhythm | None:
    """ "three times a week", "twice a day", "once every two weeks", "five days a week"."""
    for at in range(len(words)):
        found = _counted(words, at)
        if found is None:
            continue
        count, end = found
        weekend = _weekend(words, end)
        period = ("WEEKLY", 1) if weekend else _period(words, end)
        if period is None:
            continue
        days = _named_days(words[:at] + words[end:])
        if period == ("YEARLY", 1) and count == 1 and (of_year := yearly_day(words)) is not None:
            return of_year
        if period == ("MONTHLY", 1) and (numbers := _ordinals(words[end:])):
            named = ",".join(map(str, numbers))
            return (rule("MONTHLY", BYMONTHDAY=named), None) if len(numbers) == count else None
        if count == 7 and period == ("WEEKLY", 1) and not days:
            return rule("DAILY"), None
        if period == ("DAILY", 1) and days and count > 1:
            return rule("DAILY", BYDAY=by_day(days)), count
        if not days or period[0] == "DAILY":
            return rule(*period), count
        if period[0] != "WEEKLY":
            return rule(*period, BYDAY=by_day(days)), count
        if len(days) == count and not weekend:
            return rule(*period, BYDAY=by_day(days)), None
        return (rule(*period, BYDAY=by_day(days)), count) if count <= len(days) else None
    return None


def _ordinals(words: Words) -> list[int]:
    """The days of the month which are named: "the seventh and the twenty first"."""
    found: list[int] = []
    at = 0
    while at < len(words):
        day = ordinal(words, at)
        if day is not None and 1 <= day[0] <= _LAST_DAYS and not _is_step(words, at, day[1]):
            found.append(day[0])
        at = day[1] if day is not None else at + 1
    return sorted(set(found))


def _weekend(words: Words, at: int) -> bool:
    """ "once a weekend", "once at the weekend"."""
    led = words[at : at + 1] != () and (words[at] in _PERIOD or words[at] in _AT_A_WEEKEND)
    return led and words[at + 1 : at + 2] == ("weekend",)


def _counted(words: Words, at: int) -> tuple[int, int] | None:
    """ "twice", "three times", "five mornings": how many, and where that ends."""
    if words[at] in TIMES:
        return TIMES[words[at]], at + 1
    if at and words[at] in UNITS and words[at - 1] in UNITS:
        return None  # "Four five times" is one or the other.
    if words[at : at + 2] == ("one", "time"):
        return 1, at + 2
    if words[at] == "one" and words[at + 1 : at + 2] and f"{words[at + 1]}s" in _DAYS_OF:
        return (1, at + 2) if words[at + 2 : at + 3] in (("a",), ("per",), ("each",)) else None
    found = whole_number(words, at)
    if found is None and words[at : at + 3] == ("a", "couple", "times"):
        found = 2, at + 2
    if found is None or not 1 <= found[0] <= _MOST_TIMES or found[1] >= len(words):
        return None
    count, end = found
    if words[end] in _TIMES_WORDS:
        return count, end + 1
    per_period = end + 1 < len(words) and words[end + 1] in _PER_PERIOD
    one = count == 1 and words[end] == "day" and _weekend(words, end + 1)
    return (count, end + 1) if (words[end] in _DAYS_OF and per_period) or one else None


def _period(words: Words, at: int) -> tuple[str, int] | None:
    """ "a week", "every two weeks", "weekly", "every other month", "in three months"."""
    if at >= len(words):
        return None
    if words[at] in ("daily", "weekly", "monthly", "yearly", "fortnightly", "annually"):
        return _split(FREQUENCIES[words[at]])
    if words[at] in _PERIOD:
        return _step(words, at + 1)
    # "Three times in two weeks", "once in the month", where "in the" was left out.
    bare = words[at] in _UNITS_COUNTED
    return _step(words, at) if bare or whole_number(words, at) is not None else None


def _split(frequency: str) -> tuple[str, int]:
    """ "WEEKLY2" as its unit and number."""
    unit = frequency.rstrip("0123456789")
    return unit, int(frequency[len(unit) :] or 1)


def _step(words: Words, at: int) -> tuple[str, int] | None:
    """ "week", "other week", "second week", "two weeks", "couple of weeks", "half year"."""
    interval = 1
    if size := _HALF_YEAR.at(words, at):
        return ("MONTHLY", 6) if size else None
    if at < len(words) and words[at] in ("other", "alternate"):
        interval, at = 2, at + 1
    elif at < len(words):
        hundred = (100, at + 1) if words[at] == "hundred" else None
        if found := whole_number(words, at) or ordinal(words, at) or hundred:
            interval, at = found
            if words[at : at + 1] in (("to",), ("or",)):
                return None
        elif words[at] == "couple":
            interval, at = 2, at + 1 + (words[at + 1 : at + 2] == ("of",))
    if at >= len(words) or words[at] not in FREQUENCIES or not 1 <= interval <= _LONGEST_STEP:
        return None
    unit, every = _split(FREQUENCIES[words[at]])
    if unit == "HOURLY" and interval > 1 and interval % 24:
        return None if interval > 24 else (unit, interval)
    return unit, interval * every


def _weekdays(words: Words) -> Rhythm | None:
    """ "mondays", "every other sunday", "every weekday"."""
    thirteenth = _weekday_with_its_day(words)
    if thirteenth is not None:
        return thirteenth
    days = _named_days(words)
    if not days or "month" in words or "monthly" in words:
        return None
    interval = 1
    for at, word in enumerate(words):
        every = words[at - 1 : at] in (("every",), ("each",))
        if word in _EVERY_OTHER or word in _EVERY_SECOND or (word == "second" and every):
            interval = 2
        elif word in ("third", "fourth") and every:
            interval = 3 if word == "third" else 4
        elif word == "weeks" and at:
            found = [whole_number(words, n) for n in (at - 2, at - 1) if n >= 0]
            interval = next(
                (f[0] for f in found if f and f[1] == at), UNITS.get(words[at - 1], interval)
            )
    if len(days) > 3 and interval > 1 and "weeks" not in words and "week" not in words:
        return None  # "Every other weekday" may mean days or weeks.
    if len(days) == 7 and interval == 1:
        return rule("DAILY"), None
    return rule("WEEKLY", interval, BYDAY=by_day(days)), None


def _weekday_with_its_day(words: Words) -> Rhythm | None:
    """ "every friday the thirteenth"."""
    for at, word in enumerate(words[:-1]):
        day = ordinal(words, at + 1)
        if word in WEEKDAYS and words[at - 1 : at] == ("every",) and day and 1 <= day[0] <= 31:
            return rule("MONTHLY", BYDAY=by_day([WEEKDAYS[word]]), BYMONTHDAY=str(day[0])), None
    return None


def _named_days(words: Words) -> set[int]:
    """The weekdays named, and those between two of them.

    After two of them, one which is not linked says something else: "monday to saturday, sunday is".
    """
    found: set[int] = set()
    for at, word in enumerate(words):
        if is_beside_them(words, at):
            continue
        if word in _GROUPS:
            found.update(_GROUPS[word])
        elif _WORKING.at(words, at):
            found.update(range(5))
        elif word in _ALL_DAYS:
            first = last = _ALL_DAYS[word]
            ranged = words[at + 1 : at + 2] == ("and",) and "between" in words[max(0, at - 2) : at]
            if at + 2 < len(words) and (words[at + 1] in FROM_TO or ranged):
                last = _ALL_DAYS.get(words[at + 2], first)
            found.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    return found


def is_beside_them(words: Words, at: int) -> bool:
    """Whether a weekday at `at` is told of and none of those which are meant."""
    ranged = any(
        words[n] in FROM_TO and words[n - 1] in _ALL_DAYS and n + 1 < at for n in range(1, at)
    )
    others = any(word in _ALL_DAYS for n, word in enumerate(words) if n != at)
    meant = at > 0 and words[at - 1] in EVERY  # "Each Sunday is confirmation class".
    is_told = not meant and words[at + 1 : at + 2] == ("is",) and at + 2 < len(words)
    told = (at > 0 or others) and words[at] in WEEKDAYS and is_told
    return told or (ranged and words[at - 1] not in ("and", "plus"))


def _parts_of_each_day(words: Words) -> Rhythm | None:
    """ "Morning, noon and night", "every morning and every night": each part is counted.

    Of two it is, where each of them has a word of its own before it.
    """
    left = [word for word in words if word not in _BESIDE_PARTS]
    named = {word.removesuffix("s") for word in left}
    each = max(words.count(word) for word in _ONE_EACH) == len(left)
    several = len(left) > _A_PAIR or (len(left) == _A_PAIR and each)
    counted = several and len(named) == len(left) and named <= _PARTS_COUNTED
    return (rule("DAILY"), len(left)) if counted else None


def _plain(words: Words) -> Rhythm | None:
    """ "every day", "every other week", "every three months", "daily", "alternate days"."""
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in EVERY and (step := _step(words, at + 1)) is not None:
            return rule(*step), None
        if word in ("alternate", "alternating") and after in FREQUENCIES:
            return rule(FREQUENCIES[after], 2), None
        if word in _ADVERBS:
            return rule(FREQUENCIES[word]), None
        if word in _DAYS_OF and word != "days" and len(words) <= 2:
            return rule("DAILY"), None
    named = [word for word in words if word != "and"]
    if len(named) > 1 and _PARTS_OF_DAY.issuperset(named):
        return rule("DAILY"), None  # "Mornings and evenings".
    return None

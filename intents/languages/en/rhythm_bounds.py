"""What bounds a rhythm: from when, until when, not on which days, and conditions in words.

"Every day except Sunday", "until Christmas", "for two weeks", "starting next month", "but not in
August", "unless I'm ill". Each is a clause, taken out of the words; the words left say how often.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from intents.calendar import months_on
from intents.languages.en.dates import WEEKDAYS
from intents.languages.en.numbers import ORDINALS, TABLES, whole_number
from intents.languages.en.rhythm_accounted import may_stay_in_words
from intents.languages.en.rhythm_bounded import Bounds
from intents.languages.en.rhythm_check import condition_in
from intents.languages.en.rhythm_left_out import (
    dates_at,
    months_at,
    place_out,
    place_out_when,
    weekdays_at,
    weekdays_out,
)
from intents.languages.en.rhythm_spans import (
    A_PERIOD,
    between_dates,
    date_at,
    hour_at_the_end,
    is_month,
    is_weekday_range,
    length_at,
    month_range,
    span_at,
    weekday_and_date,
    weekdays_counted,
)
from intents.languages.en.rhythm_starts import not_before, not_now_but_then, starting
from intents.tables import Words

_GROUPS = TABLES.values("day_groups")
(
    _ENDING, _LASTING, _REST_OF, _EXCEPT, _BUT, _CONDITION, _EXPLAINS, _INSIDE, _END_OF,
    _BEGINNING_OF, _RANGES, _BETWEEN, _AFTER_START, _INCLUDING, _IN_ALL, _SESSIONS,
) = (
    TABLES.phrases("bounds", key)
    for key in (
        "ending", "lasting", "rest_of", "except", "but", "condition", "explains", "inside",
        "end_of", "beginning_of", "ranges", "between", "ending_after_a_start", "including",
        "in_all", "sessions",
    )
)  # fmt: skip
_FASTS = TABLES.values("fasts")
_DURING = TABLES.phrases("bounds", "during")
_BEFORE_IT, _THIS = (TABLES.words("bounds", key) for key in ("before_it", "this"))
_DAY_NOUNS = TABLES.values("frequencies").keys() | _GROUPS.keys()
_RHYTHM_BEGINS = TABLES.words("bounds", "rhythm_after_a_condition")
_PARTS = TABLES.phrases_of("parts_of_day")
_LINKS = TABLES.words("bounds", "before_what_is_left_out")
_RELATIVE, _NO_RELATIVE, _OPINES = (
    TABLES.words("bounds", key) for key in ("relative", "no_relative", "opines")
)
_ONE_TO_COME = TABLES.phrases("bounds", "one_to_come")
_LEAVES_OUT = TABLES.words("bounds", "leaves_out_first")
_TELLS_WHICH = TABLES.phrases("bounds", "tells_which")
_TIME_AROUND, _BESIDE, _ONE_OF = (
    TABLES.words("bounds", key) for key in ("time_around", "beside", "one_day_of_several")
)
_UNTIL = TABLES.words("words", "until") | {"before", "til"}
_IN_PERIODS = frozenset({"weeks", "nights", "evenings", "mornings", "afternoons", "times"})
"""These last so long, and are no sessions."""
_ALL_MONTHS = frozenset(range(1, 13))
_IN_A_ROW = TABLES.phrases("bounds", "in_a_row")
_BUT_NOT = {("but", "not"), ("except", "on"), ("except", "for"), ("apart", "from")}
_LASTS = frozenset({"are", "is", "last", "lasts"})
_TOLD_WITH, _A_FEW = frozenset({"but", "though", "although"}), 2
_MOST = 1000
"""Nobody counts so many of anything."""


def bounds_of(words: Words, today: date) -> Bounds | None:
    """The clauses in `words`, and what is `left` of them; nothing where one of them is unclear."""
    found, at, left = Bounds(), 0, []
    while at < len(words):
        clause = None if _PARTS.at(words, at) else _clause(words, at, found, today)
        if clause is None:
            left.append(words[at])
            at += 1
        else:
            found, at = clause
    if found.length != (0, 0):
        found = replace(found, until=_end_of_length(found, today))
    if found.unclear or (found.start and found.until and found.until < found.start):
        return None
    return replace(found, left=tuple(left))


def _end_of_length(found: Bounds, today: date) -> date | None:
    """The last day of something that lasts so long, from its start or from today."""
    days, months = found.length
    start = found.start or today
    after = months_on(start, months) if months else start + timedelta(days)
    if after is None or (months and after.day < start.day):
        return after  # A month from the 31st lasts to the end of one which has no such day.
    return after - timedelta(1)


def _clause(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    for reading in (
        _weekdays_out,
        _counted_in_all,
        _condition,
        not_before,
        not_now_but_then,
        _exception,
        _but_as_told,
        _whole_period,
        starting,
        _ending,
        _lasting,
        _inside,
    ):
        clause = reading(words, at, found, today)
        if clause is not None:
            return clause
    return None


# Until when. -------------------------------------------------------------------------------------


def _counted_in_all(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "ten sessions in all", "ten in total", "for ten lessons"."""
    led = _LASTING.at(words, at)
    counted = whole_number(words, at + led) if at + led < len(words) else None
    if counted is None or not 0 < counted[0] < _MOST:
        return None
    number, end = counted
    named = _SESSIONS.at(words, end)
    size = _IN_ALL.at(words, end + named)
    ends = bool(size) or (bool(led) and bool(named) and words[end] not in _IN_PERIODS)
    return (replace(found, in_all=number), end + named + size) if ends else None


def _ending(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    if (
        at
        and is_weekday_range(words, at - 1)
        and words[at - 2 : at - 1] not in (("every",), ("each",))
    ):
        return None
    for size in _ENDING.sizes(words, at):
        if words[at : at + size] in _AFTER_START and not found.start:
            continue
        begun = at + size
        day = date_at(words, begun, today)
        if day is not None and found.start and day[0] < found.start:
            day = date_at(words, begun, found.start)
        if day is not None:
            last, end, whole = day
            span = span_at(words, begun, today) if whole else None
            if span is not None and words[at : at + size] in _INCLUDING:
                return replace(found, until=span[1]), end  # "Through March" has all of March.
            before = whole and words[at : at + size] not in _INCLUDING
            before = before or words[at : at + size] == ("before",)
            return replace(found, until=last - timedelta(1) if before else last), end
        if words[at] in _UNTIL and (hour := hour_at_the_end(words, begun)):
            return found, hour  # "From eight till nine".
        if words[at] in ("until", "till", "til") and begun < len(words):
            named = next((n for n in range(begun, len(words) - 1) if words[n] == "on"), 0)
            day = date_at(words, named + 1, today) if named else None
            if day is not None:  # "Until my exam on the eighteenth of June": up to the day before.
                return replace(found, until=day[0] - timedelta(1)), day[1]
            return _in_words(words, at, found, today)
    return None


# For how long. -----------------------------------------------------------------------------------


def _whole_period(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "this week", "next month", "for the rest of the year", "for the whole of december"."""
    size = _REST_OF.at(words, at)
    if not size and words[at] not in ("this", "next"):
        return None
    if (
        not size
        and at
        and words[at - 1] in ("until", "till", "from", "of", "starting", "beginning", "by")
    ):
        return None
    if not size and words[at : at + 2] == ("this", "week") and words[at - 1 : at] != ():
        day = date_at(words, at - 1, today) if words[at - 1] in WEEKDAYS else None
        if day is not None and "is" in words[:at]:  # "Bin day, which is Wednesday this week".
            return replace(found, start=day[0]), at + 2
    span = span_at(words, at + size, today)
    if size and span is not None and words[span[2] : span[2] + 1] and words[span[2]] in _RELATIVE:
        return None  # "The rest of the week I'm away".
    if span is None or (not size and words[span[2] - 1] not in A_PERIOD):
        return None
    first, last, end = span
    return replace(found, start=first if first > today else found.start, until=last), end


def _lasting(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "for two weeks", "for the next ten days", "for a month"."""
    begins = length_at(words, at) if at == 0 else None
    if begins is not None and begins[:2] != (1, 0):
        row = _IN_A_ROW.at(words, begins[2])
        if row or words[begins[2] : begins[2] + 1] in (("every",), ("each",), ("in",), ("no",)):
            return replace(found, length=begins[:2]), begins[2] + row
    counted_days = weekdays_counted(words, at, today) if at == 0 else None
    if counted_days is not None and _IN_A_ROW.at(words, counted_days[1] + 1):
        return replace(found, until=counted_days[0]), counted_days[1]
    if at and words[at - 1] in _LASTS and "so" in words[at:]:
        return None  # "They are for two weeks so every fourteen days".
    for size in _LASTING.sizes(words, at):
        counted = length_at(words, at + size)
        if counted is None:
            weekdays = weekdays_counted(words, at + size, today)
            if weekdays is not None:
                return replace(found, until=weekdays[0]), weekdays[1]
            continue
        days, months, end = counted
        return replace(found, length=(days, months)), end
    return None


# Not on these, only in those. --------------------------------------------------------------------


def _inside(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "in december", "from october to march", "between may and september"."""
    if _is_placed(words, at):
        return None
    if (months := month_range(words, at)) is not None and at + 1 < len(words):
        return replace(found, months=months[0]), months[1]
    size = _BETWEEN.at(words, at)
    if size and (dates := between_dates(words, at + size, today)) is not None:
        return replace(found, start=max(dates[0], today), until=dates[1]), dates[2]
    if size and (months := month_range(words, at + size)) is not None:
        return replace(found, months=months[0]), months[1]
    for size in _INSIDE.sizes(words, at):
        months = month_range(words, at + size) or months_at(words, at + size)
        if months is not None:
            # "Not in August, we are away in August": said again, it is no other bound.
            again = found.months == _ALL_MONTHS - months[0]
            other = bool(found.months) and found.months.isdisjoint(months[0]) and not again
            kept = found if again else replace(found, months=months[0], unclear=other)
            return kept, months[1]
        fast = words[at + size : at + size + 1]
        if fast and fast[0] in _FASTS and (span := span_at(words, at + size, today)):
            start = span[0] if span[0] > today else found.start
            return replace(found, start=start, until=span[1]), span[2]
        if words[at : at + size] in _DURING and at + size < len(words):
            return _in_words(words, at, found, today)
    return None


def _is_placed(words: Words, at: int) -> bool:
    """Whether a day with its place stands before: "the last monday" in May."""
    before = words[at - 2] if at > 1 else ""
    named = words[at - 1] if at else ""
    return (before in ORDINALS or before == "last") and (
        named in WEEKDAYS or named in _GROUPS or named == "day"
    )


def _weekdays_out(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "scrap the monday", "except when it is a wednesday", "unless it is the first one …"."""
    if (placed := place_out_when(words, at)) is not None:
        return replace(found, no_place=placed[0]), placed[1]
    gone = weekdays_out(words, at)
    if gone is None:
        return None
    return replace(found, no_weekdays=found.no_weekdays | gone[0]), gone[1]


def _exception(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "except sunday", "not on weekends", "but not in august", "except christmas day"."""
    for size in _EXCEPT.sizes(words, at):
        begun = at + size
        while begun < len(words) and words[begun] in _LINKS:
            begun += 1
        if begun >= len(words):
            continue
        if (inner := _clause_of_bounds(words, begun, found, today)) and words[
            at : at + size
        ] in _BUT:
            return inner
        if (place := place_out(words, begun)) is not None:
            return replace(found, no_place=place[0]), place[1]
        if named := _ONE_TO_COME.at(words, begun):
            if words[begun + named : begun + named + 1] in (("of",), ("in",)):
                return _in_words(words, at, found, today)
            return replace(found, not_the_next=True), begun + named
        if (one := weekday_and_date(words, begun, today)) is not None:
            day, end = one
            return replace(
                found, without=(*found.without, day) if day else (), unclear=day is None
            ), end
        if (weekdays := weekdays_at(words, begun)) is None and "when" in words[begun:]:
            told = words.index("when", begun)  # "Except Thursdays when I work".
            if _are_certain_ones(words, begun):
                return _in_words(words, at, found, today)  # "Not on the Sundays when we visit her".
            before = weekdays_at(words[:told], begun)
            weekdays = before if before is not None and before[1] == told else None
        if weekdays is not None and words[weekdays[1] : weekdays[1] + 1] == ("only",):
            if _CONDITION.at(words, weekdays[1]):  # "But the Friday only if he is home".
                return _in_words(words, at, found, today)
            following = words[weekdays[1] + 1 : weekdays[1] + 2]
            if following and following[0] not in _LINKS:
                return replace(found, unclear=True), weekdays[1]
        if weekdays is not None:
            who = words[weekdays[1] : weekdays[1] + 1]
            if _are_certain_ones(words, begun) and who and who[0] in _RELATIVE:
                return _in_words(words, at, found, today)  # "Except the weekends he is away".
            return replace(found, no_weekdays=found.no_weekdays | weekdays[0]), weekdays[1]
        if (
            months := month_range(words, begun) or months_at(words, begun)
        ) is not None and is_month(words, begun):
            kept = _ALL_MONTHS - months[0]
            return replace(found, months=(found.months or kept) & kept), months[1]
        if (days := dates_at(words, begun, today)) is not None:
            around = words[days[1] : days[1] + 1] and words[days[1]] in _TIME_AROUND
            if around or words[days[1] - 3 : days[1]] == ("of", "the", "month"):
                return _in_words(words, at, found, today)  # "Christmas week".
            return replace(found, without=(*found.without, *days[0])), days[1]
        if words[at : at + size] not in _BUT and (at or size > 1):
            return _in_words(words, at, found, today)
    return None


def _are_certain_ones(words: Words, at: int) -> bool:
    """Whether some of all such days are meant, as it may be told which: "the sundays when"."""
    return words[at - 1 : at] == ("the",) and words[at].endswith("s")


def _but_as_told(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "but I'd want a rest in between", "but only half an hour": told without days, to the end."""
    told = at > 0 and words[at] in _TOLD_WITH and len(words) - at > _A_FEW
    told = told and words[at + 1] != "one"  # "The last Sunday but one".
    if not told or not may_stay_in_words(words[at + 1 :]):
        return None
    return replace(found, as_said=(*found.as_said, " ".join(words[at:]))), len(words)


def _clause_of_bounds(
    words: Words, at: int, found: Bounds, today: date
) -> tuple[Bounds, int] | None:
    return starting(words, at, found, today) or _ending(words, at, found, today)


# In words. ---------------------------------------------------------------------------------------


def _condition(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    """ "when my kids are here", "unless i am ill"; an explanation after it is a rhythm."""
    size = _CONDITION.at(words, at)
    opines = words[at + size : at + size + 1] != () and words[at + size] in _OPINES
    if (size and not opines) or _is_relative(words, at):
        return _in_words(words, at, found, today)
    return None


def _is_relative(words: Words, at: int) -> bool:
    """Whether a clause begins which says which days are meant: "every day i work"."""
    if not at or words[at] not in _RELATIVE or words[at + 1 : at + 2] == ():
        return False
    before = words[at - 1]
    return (before in _DAY_NOUNS or before.removesuffix("s") in WEEKDAYS) and words[
        at + 1
    ] not in _NO_RELATIVE


def _in_words(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int]:
    """The clause as it was said, up to another one which can be read."""
    end = at + max(1, _EXCEPT.at(words, at))
    left_out = words[at] in _LEAVES_OUT or (end > at + 1 and words[at] != "do")
    explained: Words = ()
    told = 0
    while end < len(words):
        if words[end] in _BESIDE and words[end - 1] in _ONE_OF:
            end += 1
            continue
        if (size := _EXPLAINS.at(words, end)) and end > at + 1:  # "Unless that is Christmas".
            if left_out and _TELLS_WHICH.at(words, end) == size:
                out = _weekdays_told(words, end + size)
                if out is not None:
                    return replace(found, no_weekdays=found.no_weekdays | out), len(words)
                end = told = end + size
                continue
            explained, stop = words[end + size :], len(words)
            break
        inner = starting(words, end, found, today) or _ending_day(words, end, found, today)
        if inner is None and words[end : end + 2] in _BUT_NOT:
            inner = _exception(words, end, found, today)
        begins = at == 0 and end != told and words[end] in _RHYTHM_BEGINS
        if inner is not None or begins:
            stop = end
            break
        end += 1
    else:
        stop = end
    said = condition_in(words[at:end])
    as_said = (*found.as_said, " ".join(said)) if said else found.as_said
    return replace(found, as_said=as_said, explained=explained or found.explained), stop


def _weekdays_told(words: Words, at: int) -> frozenset[int] | None:
    """The weekdays that are all that is told to the end: "except when I work, which is Mondays"."""
    at += words[at : at + 1] in (("every",), ("on",))
    named = weekdays_at(words, at) if at < len(words) else None
    return named[0] if named is not None and named[1] == len(words) else None


def _ending_day(words: Words, at: int, found: Bounds, today: date) -> tuple[Bounds, int] | None:
    size = _ENDING.at(words, at)
    readable = size and words[at : at + size] not in _AFTER_START
    return (
        _ending(words, at, found, today) if readable and date_at(words, at + size, today) else None
    )

"""What somebody wants to be reminded of, and when: "remind me in an hour to call the clinic"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from intents.languages.en.dates import MONTHS, WEEKDAYS
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import (
    ORDINALS,
    SCALES,
    TABLES,
    TENS,
    UNITS,
    whole_number,
)
from intents.languages.en.one_day import day, in_its_month
from intents.languages.en.recurrences import is_recurring, recurrence
from intents.languages.en.reminder_hours import hour_by_hour, says_more_of_hours, without_quarters
from intents.languages.en.rhythm_bounded import each_day_within
from intents.languages.en.rhythm_bounds import bounds_of
from intents.languages.en.rhythm_days import EVERY, FREQUENCIES
from intents.languages.en.rhythm_spans import length_at
from intents.languages.en.times import (
    after,
    delay,
    hour_spans,
    hours,
    part_of_day,
)
from intents.rules import Reminding, Rhythm
from intents.tables import Words

_LEADS, _MARKERS, _REASONS = (
    TABLES.phrases("reminding", key) for key in ("leads", "markers", "reasons")
)
_STARTERS, _EVEN_SO, _NO_CONTENT = (
    TABLES.words("reminding", key) for key in ("starters", "of_time", "no_content")
)
_CORRECTS, _I_SHOULD = (
    TABLES.phrases("bounds", "corrects"), TABLES.phrases("reminding", "i_should"),
)  # fmt: skip
_BEFORE_A_DEED, _NO_DEED, _NO_END, _NO_DEEDS_END, _TO_START = (
    TABLES.words("reminding", key)
    for key in ("before_a_deed", "no_deed", "no_end", "no_deeds_end", "to_start")
)
(
    _TOLD_BEGINS, _TOLD_ENDS, _WHAT_WAS_TOLD, _IT_IS, _WHEN_IT_IS, _SAME_TIME, _NO_DEED_AT_ALL,
) = (
    TABLES.phrases("reminding", key)
    for key in (
        "told_begins", "told_ends", "what_was_told", "it_is", "when_it_is", "the_same_time",
        "no_deed_at_all",
    )
)  # fmt: skip
_BEFORE_IT = TABLES.phrases("reminding", "before_it")
_PARTS = TABLES.phrases_of("parts_of_day")
_SMALL_TALK = TABLES.phrases("reminding", "small_talk")
_TIME_TABLES = (
    "weekdays", "weekdays_in_rhythms", "months", "seasons", "days_from_today", "weeks_from_now",
    "years_from_now", "steps_in_days", "steps_in_months", "seconds", "frequencies", "day_groups",
    "times",
)  # fmt: skip
_TIME_WORDS = frozenset(
    {word for name in _TIME_TABLES for key in TABLES.values(name) for word in key.split()}
    | {key for key in TABLES.values("parts_of_day") if " " not in key}
    | {f"{name}s" for name in WEEKDAYS}
    | {*UNITS, *TENS, *SCALES, *ORDINALS, *MONTHS}
    | _EVEN_SO
)
_DAY_WORDS = frozenset(
    {word for key in TABLES.values("days_from_today") for word in key.split()}
    | {*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), *TABLES.values("day_groups")}
    | {"days", "weeks", "months", "week", "month", "weekly", "monthly", "daily", "first", "last"}
) - {"in", "the", "this", "at", "of", "night", "morning", "evening", "afternoon"}
_OF_AN_HOUR = frozenset({"half", "quarter"})
_FROM, _RANGES = (TABLES.phrases("bounds", key) for key in ("between", "ranges"))
_SWALLOWS = frozenset(
    phrase[0]
    for key in ("condition", "except", "ending", "during", "relative", "corrects")
    for phrase in TABLES.phrases("bounds", key).all
) - {"to", "and", "before", "after", "on", "at"} | {"next"}
"""With these begin clauses in which any words may stand."""
_OF_TIMES = _TIME_WORDS | frozenset(
    {
        word
        for name in ("feasts", "feasts_from_easter", "feasts_on_a_weekday", "parts_of_day", "fasts")
        for key in TABLES.values(name)
        for word in key.split()
    }
    | {
        word
        for key, lines in TABLES.values("bounds").items()
        for line in lines
        for word in line.split()
    }
)
"""Words which stand in times, and in nothing else as well."""
_RHYTHMIC, _UNTIL = (TABLES.words("words", key) for key in ("rhythm_adverbs", "until"))
_A_PAIR = 2
_CORRECTIONS = 2
_FEWEST = 2
"""Words before a deed, at the fewest."""
_A_DAY = 24 * 3600
_A_PREFACE = 8
"""What leads up to it has no more words."""
_LONGEST = 24
"""No time is said in more words."""


@dataclass(frozen=True, slots=True)
class _When:
    """When: the hours, the seconds from now, the rhythm or the one day, and a condition."""

    clocks: tuple[tuple[tuple[int, int], bool], ...] = ()
    waiting: float | None = None
    rhythm: Rhythm | None = None
    on: date | None = None
    condition: Words = ()
    unclear: bool = False
    within: bool = False


def _with_its_length_last(words: Words) -> Words:
    """How long it lasts behind what is to be done: "for two weeks to take the drops"."""
    length = length_at(words, 1) if words[:1] == ("for",) else None
    end = length[2] if length else 0
    return (*words[end:], *words[:end]) if end and words[end : end + 1] == ("to",) else words


def reminder(words: Words, now: datetime) -> Reminding | None:
    """What is meant, where it begins as people ask to be reminded; nothing otherwise."""
    lead = _LEADS.find(words)
    if lead is None:
        return None
    rest = words[lead[1] :]
    again = _LEADS.find(rest)
    if again is not None and next(_CORRECTS.ends(rest[: again[0]]), 0):
        return reminder(rest[again[0] :], now)  # "Wake me, I mean, remind me".
    words = _with_hours_said_again(words)
    before = plainly_told(words[: lead[0]])
    rest = _without_small_talk(words[lead[1] :], alone=not before)
    if size := _WHEN_IT_IS.at(rest, 0) if rest else 0:
        rest = ("at", *rest[size:])
    rest = _with_its_length_last(rest)
    content, said = _split(rest, now)
    counts_back = bool(content) and _BEFORE_IT.at(content, 0) == len(content)
    if before and (content in _WHAT_WAS_TOLD or counts_back):
        content = ()
    earlier: Words = ()
    beside = beside_it = False
    if before and before[-1] in _RHYTHMIC and not is_recurring(said):
        said = (before[-1], *said)  # "Set a daily reminder".
    if before and before[-1] in _RHYTHMIC:
        before = ()
    if before and is_time(before, now):
        said = (*before, *said)
    elif before and not content:
        content, earlier = told_before(before, now)
    elif before:
        told, earlier = told_before(before, now)
        unread = told if earlier else before
        beside_it = bool(earlier) and names_a_day(said)
        beside = bool(hours(unread)) or names_a_day(unread)
        earlier = () if beside else earlier
    if (found := hours(said)) and not all(known for _, known in found):
        said = (*said, *part_of_day(earlier))
    if found or beside_it or delay(said) is not None:  # "At ten, so remind me at nine".
        when = _merged(when_of(earlier, now), when_of(said, now))
    else:
        when = when_of((*earlier, *said), now)
    if beside and when.rhythm is None and when.on is None and when.waiting is None:
        when = replace(when, clocks=(), unclear=True)  # Days or hours were said, and not read.
    content = _plainly_to_do(content)
    if content in _NO_DEED_AT_ALL:
        content = ()
    if counts_back:
        when = replace(when, clocks=(), unclear=True)  # "An hour before".
    if _is_of_two_things(content) or (_begins_when(content) and not said):
        when = replace(when, clocks=(), unclear=True)
    if when.waiting is not None and when.waiting < _A_DAY:
        then = after(now, when.waiting)
        return Reminding(content, ((then.hour, then.minute),), None, then.date(), False)
    content = (*content, *when.condition) if when.rhythm is None else content
    half = any(not known for _, known in when.clocks)
    clocks = tuple(clock for clock, _ in when.clocks)
    return Reminding(content, clocks, when.rhythm, when.on, half, when.unclear, when.within)


def when_of(words: Words, now: datetime) -> _When:
    """What the words say of when. The last correction counts, for what it says."""
    if (corrected := _correction(words)) is not None:
        return _merged(when_of(corrected[0], now), when_of(corrected[1], now))
    words, clocks = hour_by_hour(words)
    clocks, today = clocks or tuple(hours(words)), now.date()
    whole, words = words, without_quarters(words)
    if len(clocks) > 1 and ("or" in whole or says_more_of_hours(whole)):
        clocks = ()  # One of them is meant, or there is another.
    before = _BEFORE_IT.find(whole)
    if before is not None and whole[before[1] : before[1] + 1] in ((), ("at",)):
        return _When(unclear=True)  # "The evening before at six".
    bounds = bounds_of(words, today)
    lasts = bounds is not None and bounds.length != (0, 0)
    several = len({WEEKDAYS[word] for word in words if word in WEEKDAYS}) > _A_PAIR
    recurs = lasts or several or is_recurring(words) or _is_of_each_month(words)
    recurs = recurs or _is_range_of_days(words)
    found = recurrence(words, today) if recurs else None
    if found is None and bounds is not None and bounds.until and not _UNTIL.isdisjoint(words):
        found = each_day_within(bounds, today)
    on = None if found is not None else day(" ".join(words), words, today)
    within = False
    if found is None and on is None and bounds is not None:
        found = each_day_within(bounds, today)
        # "Next month" alone is one day of it; "for two weeks" and "until June" are each day.
        within = found is not None and bool(bounds.start) and not recurs
        found = None if within else found
    condition = tuple(" ".join(bounds.as_said).split()) if bounds else ()
    waiting = delay(whole)
    hourly = found is not None and "HOURLY" in found[0]
    if hourly:
        found = None
    unread = found is None and on is None and waiting is None
    unclear = unread and not within and (names_a_day(words) or (hourly and not clocks))
    return _When(clocks, waiting, found, on, condition, unclear, within)


def _merged(first: _When, second: _When) -> _When:
    if second.waiting is not None:
        return second
    dated = bool(second.rhythm or second.on or second.unclear or second.within)
    days = second if dated else first
    return replace(
        days, clocks=second.clocks or first.clocks, waiting=None if dated else first.waiting
    )


def _correction(words: Words) -> tuple[Words, Words] | None:
    """What was said before the last correction, and the correction; nothing where there is none.

    The part of the day stays, where no other was said.
    """
    for start, end in _CORRECTS.last(words, _CORRECTIONS):
        while size := next(_CORRECTS.ends(words[:start]), 0):
            start -= size  # "No, sorry".
        if not start or end >= len(words):
            continue
        said = in_its_month(words[:start], words[end:])
        unit = words[start - 1 : start]
        if delay(words[:start]) is not None and number_alone(said):
            return words[:start], ("in", *said, *unit)
        if said[0] in UNITS or said[0] in TENS or said[0] in _OF_AN_HOUR or said[0].isdigit():
            said = ("at", *said)
        found = hours(said)
        if found and not all(known for _, known in found):
            said = (*said, *part_of_day(words[:start]))
        return words[:start], said
    return None


def number_alone(words: Words) -> bool:
    """Whether there is a whole number and nothing else."""
    found = whole_number(words, 0)
    return found is not None and found[1] == len(words)


def _is_range_of_days(words: Words) -> bool:
    """Whether there is a range of weekdays: "Monday to Friday"."""
    return any(
        words[at - 1] in WEEKDAYS and words[at + 1] in WEEKDAYS and _RANGES.at(words, at) == 1
        for at in range(1, len(words) - 1)
    )


def _is_of_each_month(words: Words) -> bool:
    """ "the last sunday of the month"; with "this month" it is one day."""
    return any(
        words[at : at + 3] == ("of", "the", "month")
        and (words[at - 1] in _DAY_WORDS or words[at - 1] in ORDINALS)
        for at in range(1, len(words))
    )


def names_a_day(words: Words) -> bool:
    """Whether days are spoken of: those of a week, months, and what comes again and again."""
    return not (_DAY_WORDS | EVERY).isdisjoint(words) or FEASTS.has(words)


def _is_of_two_things(content: Words) -> bool:
    """ "the blue tablet at seven and the white one": an hour is said within it."""
    spans = hour_spans(content)
    return bool(spans) and "and" in content[spans[0][1] :]


def _plainly_to_do(content: Words) -> Words:
    """What is to be done, without what is said to Lantern before it: "will you i have …"."""
    size = _SMALL_TALK.at(content, 0) if content else 0
    if size and size < len(content):
        content = content[size:]
        content = content[_I_SHOULD.at(content, 0) :]
    return content


def _begins_when(content: Words) -> bool:
    """Whether what is to be done begins with when, and nothing of it was read."""
    begun = content[1:] if content[:1] == ("the",) else content
    beside = begun[:1] != () and begun[0] in FREQUENCIES and begun[1:2] in (("before",), ("after",))
    return beside or (content[:1] != () and content[0] in _STARTERS & _BEFORE_A_DEED)


def _with_hours_said_again(words: Words) -> Words:
    """The words with the hour which "the same time" stands for."""
    again = _SAME_TIME.find(words)
    spans = hour_spans(words[: again[0]]) if again else []
    if again is None or not spans:
        return words
    start, end = spans[-1]
    return (*words[: again[0]], "at", *words[start:end], *words[again[1] :])


def plainly_told(words: Words) -> Words:
    """What was told before a reminder is asked for, without what says nothing around it."""
    while words and (size := _TOLD_BEGINS.at(words, 0)):
        words = words[size:]
    while size := next(_TOLD_ENDS.ends(words), 0):
        words = words[:-size]
    return words


def told_before(words: Words, now: datetime) -> tuple[Words, Words]:
    """What is to be done and when, where it was told before the reminder is asked for.

    "I should phone mum, can you remind me", "on Friday at ten I have to ring the bank, remind me".
    """
    told = words.index("so") if "so" in words[:_A_PREFACE] else 0
    if told:
        content, said = told_before(words[told + 1 :], now)
        if content and hours(said):
            return content, said  # "The vet rang, so Wednesday at five the stitches come out".
    for at in range(min(len(words), _LONGEST)):
        size = _I_SHOULD.at(words, at) or (_IT_IS.at(words, at) if at else 0)
        if size and (not at or is_time(words[:at], now)):
            content, said = _split(words[at + size :], now)
            return content, (*words[:at], *said)
    return _split(words, now)


def _split(rest: Words, now: datetime) -> tuple[Words, Words]:
    """The words to be reminded by, and those which say when."""
    head: Words = ()
    deed = rest[:1] in (("to",), ("that",)) and not _TO_START.isdisjoint(rest[1:3])
    for said in (_after_marker(rest), rest):
        if not deed and is_time(said, now, conditions=False):
            return (), rest  # "To start on Monday" says what and when.
    at, longest = _end_of_head(rest, now), _end_of_time(rest, now)
    if longest > at + 1:
        content, more = _apart(rest[longest:]) or (_after_marker(rest[longest:]), ())
        return _content(content), (*rest[:longest], *more)
    if at:
        head, rest = rest[:at], rest[at + _MARKERS.at(rest, at) :]
    else:
        if (apart := _apart(rest)) is not None:
            return apart
        rest = _after_marker(rest)
    for at in range(max(1, len(rest) - _LONGEST), len(rest)):
        if rest[at - 1] in _NO_DEEDS_END:
            continue
        if _begins_time(rest, at) and is_time(rest[at:], now):
            content = _content(rest[:at])
            named = content[:-1] if content[-1:] in (("is",), ("are",)) else content
            return named or content, (*head, *rest[at:])
    return _content(rest), head


def _end_of_head(rest: Words, now: datetime) -> int:
    """Where a time ends which is said first; with a condition in it, as soon as a deed begins."""
    found = 0
    for at in range(min(len(rest) - 1, _LONGEST), 0, -1):
        if not _MARKERS.at(rest, at):
            continue
        said = _after_marker(rest[:at])
        if is_time(said, now, conditions=False):
            return at
        deed = rest[at + 1 : at + 2]
        begins = deed != () and deed[0] not in _NO_DEED
        if begins and is_time(said, now) and _says_more(said, now):
            found = at
    return found


def _end_of_time(rest: Words, now: datetime) -> int:
    """Where a time ends with which it begins, without a word between it and the deed; or 0."""
    if not rest or not (_MARKERS.at(rest, 0) or _begins_time(rest, 0)):
        return 0
    for at in range(min(len(rest) - 1, _LONGEST), _FEWEST, -1):
        if rest[at - 1] in _NO_END:
            continue
        if is_time(_after_marker(rest[:at]), now, conditions=False):
            return at if _MARKERS.at(rest, at) == 0 else 0
    return 0


def _says_more(words: Words, now: datetime) -> bool:
    """Whether there is a time beside a condition."""
    bounds = bounds_of(words, now.date())
    return bounds is not None and is_time(bounds.left, now)


def _apart(rest: Words) -> tuple[Words, Words] | None:
    """The deed, and what is said of when before it, which is no time: "when i get home to eat"."""
    if not rest or rest[0] not in _BEFORE_A_DEED:
        return None
    for at in range(_FEWEST, min(len(rest) - 1, _LONGEST)):
        if rest[at] == "to" and rest[at + 1] not in _NO_DEED:
            before, deed = rest[:at], rest[at + 1 :]
            timed = bool(hours(before)) or names_a_day(before)
            return (deed, before) if timed else ((*deed, *before), ())
    return None


def _after_marker(words: Words) -> Words:
    return words[_MARKERS.at(words, 0) :] if words else words


def _begins_time(words: Words, at: int) -> bool:
    if words[at] in ("half", "quarter"):
        return words[at + 1 : at + 2] in (("past",), ("to",))
    return words[at] in _STARTERS or f"{words[at]}".rstrip("s") in WEEKDAYS


def _content(words: Words) -> Words:
    while words and words[-1] in _NO_CONTENT:
        words = words[:-1]
    return words


def _without_small_talk(words: Words, *, alone: bool) -> Words:
    """The words without reasons and courtesy; `alone`: nothing was told before them."""
    reason = _REASONS.find(words)
    if reason is not None and (reason[0] > 1 or not alone):
        words = words[: reason[0]]
    if words[:1] in (("later",), ("sometime",)) and len(words) > 1:
        words = words[1:]  # When, is asked.
    for size in _SMALL_TALK.ends(words):
        return words[:-size]
    return words


def is_time(words: Words, now: datetime, *, conditions: bool = True) -> bool:
    """Whether the words say when, and nothing else; corrections may be among them.

    `conditions`: "when i get home" may be among them too.
    """
    if not _may_be_time(words):
        return False
    if (corrected := _correction(words)) is not None:
        return is_time(corrected[0], now) and is_time(corrected[1], now)
    words, clocks = hour_by_hour(words)
    if clocks and not words:
        return True
    today = now.date()
    bounds = bounds_of(words, today) if len(words) <= _LONGEST else None
    if bounds is not None and bounds.as_said and not conditions:
        return False
    if bounds is None or not all(map(_is_of_time, _without_names(bounds.left))):
        return False
    return bool(
        clocks
        or bounds.any
        or hours(words)
        or delay(words) is not None
        or recurrence(words, today) is not None
        or day(" ".join(words), words, today) is not None
    )


def _may_be_time(words: Words) -> bool:
    """Whether there is no word which can only belong to something else; quick."""
    for word in words:
        if word in _SWALLOWS:  # A clause goes on with any words: "until i am done".
            return True
        if word not in _OF_TIMES and not word[0].isdigit():
            return False
    return True


def _is_of_time(word: str) -> bool:
    return word in _TIME_WORDS or word[0].isdigit()


def _without_names(words: Words) -> Words:
    """The words without feasts and parts of the day, "before bed"."""
    for names in (FEASTS, _PARTS):
        while (found := names.find(words)) is not None:
            words = words[: found[0]] + words[found[1] :]
    return words

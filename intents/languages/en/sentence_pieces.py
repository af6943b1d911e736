"""The pieces of a sentence that asks to be reminded: wishes, times, steps back, corrections, words.

"My train goes at ten, no, eleven, so give me a shout half an hour before" has a time with a
correction in it, a wish ("give me a shout"), a step back ("half an hour before"), and words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from intents.languages.en.dates import SEASONS, WEEKDAYS
from intents.languages.en.durations import duration_at
from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import TABLES, TENS, UNITS, whole_number
from intents.languages.en.reminder_conditions import exception_at
from intents.languages.en.reminder_spans import left_out_at, span_at, step_at
from intents.languages.en.reminding import REMEMBERED, TIME_WORDS, is_time, when_of
from intents.languages.en.times import minutes_alone
from intents.tables import Phrases, Words

_VERBS, _WEAK_VERBS, _GIVE, _THINGS, _WANTS, _WANTED, _FIXED, _FIXED_WEAK = (
    TABLES.phrases("wishing", key)
    for key in (
        "verbs", "weak_verbs", "give", "things", "wants", "wanted", "fixed", "fixed_weak",
    )
)  # fmt: skip
_AT_THE_END = TABLES.phrases("wishing", "at_the_end")
_WHOLE = ((_FIXED, False), (_FIXED_WEAK, True))
_WHOM, _QUALITIES, _ARTICLES = (
    TABLES.words("wishing", key) for key in ("whom", "qualities", "articles")
)
_BACK_WORDS, _ON_WORDS = (TABLES.phrases("wishing", key) for key in ("back", "later"))
_NAMED_BACK = TABLES.phrase_values("counts_back_days")
_NAMED = Phrases(_NAMED_BACK)
_WARNING = TABLES.words("wishing", "so_long_a_warning")
_CORRECTS = TABLES.phrases("bounds", "corrects")
_ALSO_CORRECTS = TABLES.phrases("wishing", "corrects")
_DAY_STEPS = TABLES.values("steps_in_days")
_OF_BOUNDS = frozenset(
    word
    for key in (
        "starting",
        "ending",
        "except",
        "onwards",
        "lasting",
        "between",
        "inside",
        "in_a_row",
    )
    for phrase in TABLES.phrases("bounds", key).all
    for word in phrase
)
_OF_NAMES = frozenset(
    word
    for name in ("feasts", "feasts_from_easter", "feasts_on_a_weekday", "parts_of_day")
    for key in TABLES.values(name)
    for word in key.split()
)
_NO_TIME, _NO_BEGIN, _NO_END = (
    TABLES.words("wishing", key) for key in ("in_no_time", "begins_no_time", "ends_no_time")
)
_IN_TIMES = (TIME_WORDS | _OF_BOUNDS | _OF_NAMES) - _NO_TIME
_EXCEPT = TABLES.phrases("bounds", "except")
_LEAVES_OUT, _FROM, _NOT_ALONE = (
    TABLES.words("wishing", key) for key in ("leaves_out", "begins_from", "no_time_alone")
)
_MEANWHILE = TABLES.words("wishing", "until_then")
_ON = frozenset({"on", "in"})
_NO_DAY_AFTER_ON = TABLES.words("wishing", "no_day_after_on")
_SHIFTS, _AROUND_A_FEAST = (
    TABLES.phrases("wishing", "shifts"), TABLES.phrases("bounds", "time_around"),
)  # fmt: skip
_STARTS, _BEFORE_A_START = (
    TABLES.words("wishing", key) for key in ("no_deed_begins", "before_a_start")
)
_PARTS = TABLES.phrases_of("parts_of_day")
_SOME_TIME_BEFORE = TABLES.phrases("words", "some_time_before")
_BEFORE_A_NAME = TABLES.words("wishing", "before_a_name")
_OF_DAYS = frozenset({*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), *TABLES.values("months")}) | {
    "today",
    "tomorrow",
    "tonight",
    "every",
    "each",
    "daily",
    "weekdays",
    "weekends",
    "weekend",
}
_LONGEST = 20
"""No time is said in more words."""
_NEARBY = 8
"""Among so many words after a correction stands what is meant instead."""
_MINUTES_PAST = 4
"""Minutes past an hour are said in fewer words."""
_BEFORE_FIRST = frozenset({"the", "twenty", "thirty"})
_OF_A_NAME, _OF_THINGS = 3, frozenset({"for", "of", "about", "with", "to"})
_LED_BY = frozenset({"on", "at", "in", "for", "by"})
_PER = {("a", "day"), ("a", "night")}
_NAMED_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_COUNTED = TABLES.values("times").keys()
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `start` to `end` of a sentence, and what they are.

    `kind` is "wish", "time", "back", "fix" or "word". A time has its own `words`, which may be
    fewer. A step back has `days` or `minutes`; `part`: the part of the day it names; `of`: it
    leads to what it is counted from. `doubtful`: what is meant of it is not clear.
    """

    kind: str
    start: int
    end: int
    words: Words = ()
    weak: bool = False
    days: int = 0
    minutes: int = 0
    part: str = ""
    of: bool = False
    doubtful: bool = False


@lru_cache(maxsize=REMEMBERED)
def pieces_of(words: Words, now: datetime) -> tuple[Piece, ...]:
    """The sentence in pieces, in their order; corrected times are one piece."""
    return tuple(_with_corrections(words, _with_alternatives(list(_pieces(words, now)))))


def _with_alternatives(found: list[Piece]) -> list[Piece]:
    """The pieces, with "on Tuesday or Wednesday" as one time that is not clear.

    So is "the thirty first of November", which there is not.
    """
    kept: list[Piece] = []
    for piece in found:
        linked = len(kept) > 1 and kept[-1].words in (("or",), ("of",)) and kept[-2].kind == "time"
        before = kept[-1].words if kept and kept[-1].kind == "word" else ()
        if piece.kind == "time" and before and before[0] in _MEANWHILE:
            kept[-1] = replace(piece, start=piece.start - 1, words=(*before, *piece.words))
        elif piece.kind == "time" and (led := _some_time_before(kept, piece)):
            kept[-led:] = [replace(piece, start=kept[-led].start, doubtful=True)]
        elif piece.kind == "time" and before == ("of",) and FEASTS.at(piece.words, 0):
            kept.append(replace(piece, doubtful=True))  # "On the eve of Saint Nicholas".
        elif piece.kind == "time" and linked:
            said = (*kept[-2].words, *kept[-1].words, *piece.words)
            kept[-2:] = [Piece("time", kept[-2].start, piece.end, said, doubtful=True)]
        else:
            kept.append(piece)
    return kept


def _some_time_before(kept: list[Piece], piece: Piece) -> int:
    """The number of pieces which say that only the bound of a day is told: "some time before"."""
    for size in (2, 1):
        before = kept[-size:]
        said = tuple(word for one in before for word in one.words)
        plain = len(before) == size and all(one.kind == "word" for one in before)
        if plain and _SOME_TIME_BEFORE.at((*said, piece.words[0]), 0) == len(said) + 1:
            return size
    return 0


def _pieces(words: Words, now: datetime) -> Iterator[Piece]:
    at = 0
    while at < len(words):
        found = _wish_at(words, at)
        if found is None:
            back, time = _back_at(words, at), _time_at(words, at, now)
            longer = back is None or (
                time is not None and time.end > back.end and not when_of(time.words, now).unclear
            )
            found = (time if longer else back) or _fix_at(words, at)
        found = found or Piece("word", at, at + 1, words[at : at + 1])
        yield found
        at = found.end


def _wish_at(words: Words, at: int) -> Piece | None:
    """What asks for a reminder: "remind me", "give us a shout", "i want to be told"."""
    if at and words[at:] in _AT_THE_END:
        return Piece("wish", at, len(words), words[at:])
    found = [(size, weak) for phrases, weak in _WHOLE if (size := phrases.at(words, at))]
    for phrases, weak in ((_VERBS, False), (_WEAK_VERBS, True)):
        size = phrases.at(words, at)
        if size and words[at + size : at + size + 1] and words[at + size] in _WHOM:
            up = words[at] == "wake" and words[at + size + 1 : at + size + 2] == ("up",)
            found.append((size + 1 + up, weak))
    if size := _GIVE.at(words, at):
        begun = at + size
        begun += begun < len(words) and words[begun] in _WHOM
        if end := _thing_at(words, begun):
            found.append((end - at, False))
    if size := _WANTS.at(words, at):
        if end := _thing_at(words, at + size):
            found.append((end - at, False))
        if more := _WANTED.at(words, at + size):
            found.append((size + more, True))
    if not found:
        return None
    size, weak = max(found)
    return Piece("wish", at, at + size, words[at : at + size], weak)


def _thing_at(words: Words, at: int) -> int:
    """Where "a little nudge" ends; 0 where there is none."""
    if not words[at : at + 1] or words[at] not in _ARTICLES:
        return 0
    at += 1
    at += at < len(words) and words[at] in _QUALITIES
    size = _THINGS.at(words, at)
    return at + size if size else 0


def _back_at(words: Words, at: int) -> Piece | None:
    """ "half an hour before", "two days earlier", "the evening before", "ten minutes' warning"."""
    if size := _NAMED.at(words, at):
        named = words[at : at + size]
        part = next((word for word in named if word in ("evening", "night", "morning")), "")
        end, of = _after_back(words, at + size)
        return Piece("back", at, end, named, days=_NAMED_BACK[named], part=part, of=of)
    length = duration_at(words, at)
    if length is None:
        return None
    end, seconds = length
    step = _BACK_WORDS.at(words, end)
    sign = 1
    if not step and (step := _ON_WORDS.at(words, end)):
        sign = -1
    if not step:
        if words[end : end + 1] and words[end] in _WARNING:
            step = 1
        else:
            return None
    stop, of = _after_back(words, end + step)
    counted = whole_number(words, at) or ((1, at + 1) if words[at] in ("a", "one") else None)
    unit = words[counted[1]] if counted and counted[1] == end - 1 else ""
    if counted and unit in _DAY_STEPS:
        days = sign * counted[0] * _DAY_STEPS[unit]
        return Piece("back", at, stop, words[at:stop], days=days, of=of)
    if seconds % _MINUTE:
        return None
    return Piece("back", at, stop, words[at:stop], minutes=sign * int(seconds) // _MINUTE, of=of)


def _after_back(words: Words, at: int) -> tuple[int, bool]:
    """Where a step back ends, with "that" or "it" after it; and whether it leads to something."""
    if words[at : at + 1] in (("that",), ("it",), ("then",), ("this",)):
        return at + 1, False
    return at, words[at - 1 : at] in (("before",), ("after",), ("of",))


def _fix_at(words: Words, at: int) -> Piece | None:
    size = max(_CORRECTS.at(words, at), _ALSO_CORRECTS.at(words, at))
    end = at + size
    while size and (more := max(_CORRECTS.at(words, end), _ALSO_CORRECTS.at(words, end))):
        end += more  # "No, sorry".
    return Piece("fix", at, end, words[at:end]) if size else None


def _time_at(words: Words, at: int, now: datetime) -> Piece | None:
    """The longest time that begins at a word."""
    if words[at] in _STARTS and at and words[at - 1] in _BEFORE_A_START:
        return None  # "To start on Monday" is what is to be done.
    if words[at + 1 : at + 2] != () and words[at + 1] in _LEAVES_OUT and words[at] in _LED_BY:
        return None  # "Tell me to log on except on Wednesdays".
    if words[at] == "coming" and words[at + 1 : at + 2] != () and words[at + 1] in _LED_BY:
        return None  # "She is coming on Saturday".
    if words[at] == "day" and words[at + 1 : at + 2] not in (("after",), ("before",)):
        return None  # "It is bin day tomorrow".
    if words[at] in _ON and words[at + 1 : at + 2] != () and words[at + 1] in _NO_DAY_AFTER_ON:
        return None  # "Put the light on at seven".
    if exception_at(words, at):
        return None  # "Except the weekends he is away".
    if _ends_a_name(words, at):
        return None  # "The parents evening on Thursday".
    if words[at : at + 2] in _PER or (at and words[at - 1 : at + 1] in _PER):
        return None
    out = _EXCEPT.at(words, at) if words[at] in _LEAVES_OUT else 0
    span = span_at(words, at) - at if any(step_at(words, n) for n in range(len(words))) else 0
    led = max(1, out, span, step_at(words, at) - at)
    counted = words[at] in _COUNTED and words[at + 1 : at + 2] in (("a",), ("every",))
    idle = not _is_in_times(words, at) or words[at] in _NO_BEGIN
    if led == 1 and idle and not counted:
        return None
    end = at + led
    while end < len(words) and end - at < _LONGEST:
        stepped = any(step_at(words, n) for n in range(at, end))
        if stepped and (gone := left_out_at(words, end)):
            end = gone
            continue
        if not _is_in_times(words, end):
            break
        if _wish_at(words, end) or _back_at(words, end) or exception_at(words, end):
            break
        end += 1
    for stop in range(end, at, -1):
        if words[stop - 1] in _NO_END and not _may_end(words[at:stop]):
            continue
        if stop == at + 1 and words[at] in _NOT_ALONE:
            return None
        said = words[at:stop]
        if words[stop : stop + 1] == ("past",) and (said[-1] in TENS or said[-1] in UNITS):
            continue  # "At twenty past", of an hour that was not said.
        if said in _SHIFTS:
            return None
        if is_time(said, now, conditions=False) and not _is_of_a_thing(words, at, stop):
            around = FEASTS.has(said[-1:]) and words[stop : stop + 1] in _AROUND_A_FEAST
            return Piece("time", at, stop, said, doubtful=around)
    return None


def _ends_a_name(words: Words, at: int) -> bool:
    """Whether a part of the day belongs to the word before it: "the parents evening on …"."""
    named = words[at] in _NAMED_PARTS and at > 1 and words[at - 2] in _BEFORE_A_NAME
    return named and not _is_in_times(words, at - 1) and at + 1 < len(words)


def _may_end(said: Words) -> bool:
    """Whether a time may end as it does: "from January on", "on the twenty first"."""
    if said[-1] == "on":
        return said[0] in _FROM
    return said[-1] == "first" and said[-2:-1] != () and said[-2] in _BEFORE_FIRST


def _is_in_times(words: Words, at: int) -> bool:
    word = words[at]
    if word == "am":
        return at > 0 and words[at - 1] != "i"
    return word in _IN_TIMES or word[0].isdigit()


def _is_of_a_thing(words: Words, at: int, end: int) -> bool:
    """Whether the words only say which thing: "the Christmas lights", "parents' evening"."""
    named = words[at:end] in _PARTS or words[at:end] in FEASTS or words[at] in WEEKDAYS
    named_in = (
        end - at == _OF_A_NAME and words[at] in _OF_THINGS and words[at + 1] in _BEFORE_A_NAME
    )
    named_in = named_in and (words[end - 1] in SEASONS or words[end - 1] in WEEKDAYS)
    if not named_in and (end - at > 2 or not named):
        return False
    before, after = words[at - 1 : at], words[end : end + 1]
    if named_in and after and after[0] not in _NO_END:
        return True
    if before and before[0] in _BEFORE_A_NAME:
        return bool(after) and after[0] not in _NO_END
    part = words[at:end] in _PARTS and end - at == 1
    return part and bool(before) and not _is_in_times(words, at - 1) and before[0] not in ("that",)


def _with_corrections(words: Words, found: list[Piece]) -> list[Piece]:
    """The pieces, with a time and what corrects it as one: "at five, no, the shop shuts, at three".

    What is said between is a reason, and is left out. A wish between stays.
    """
    kept: list[Piece] = []
    at = 0
    while at < len(found):
        last = next((n for n in range(len(kept) - 1, -1, -1) if kept[n].kind == "time"), None)
        fix = found[at]
        if last is None or not _corrects_a_time(found, at, kept[last + 1 :]):
            kept.append(fix)
            at += 1
            continue
        new = _time_after(words, found, at)
        if new is None:
            kept.append(fix)
            at += 1
            continue
        after, stop = new
        between = found[at + 1 : stop]
        told = any(one.kind == "word" for one in between)
        both = told and _dated(kept[last]) and _dated(after)
        denied = after.words[0] in _LEAVES_OUT or fix.words[-1] == "not"
        said = (*kept[last].words, *(fix.words if fix.kind == "fix" else ("no",)), *after.words)
        merged = Piece("time", kept[last].start, after.end, said, doubtful=denied or both)
        others = kept[last + 1 :]
        wishes = [one for one in between if one.kind == "wish"]
        kept[last:] = [*others, *wishes, merged]
        at = stop + 1
        if words[after.end : after.end + 2] == ("is", "better"):
            at = next(
                (n for n in range(at, len(found)) if found[n].start >= after.end + 2), len(found)
            )
    return kept


def _corrects_a_time(found: list[Piece], at: int, since: list[Piece]) -> bool:
    """Whether a piece corrects the time before it; "well" does between two times."""
    if found[at].kind == "fix":
        said = {one.words[0] for one in since if one.kind == "word"}
        following = found[at + 1 : at + 2]
        again = bool(following) and following[0].words[0] in said  # "No, not flowers, chocolates".
        return not again and all(one.kind in ("word", "wish") for one in since)
    following = found[at + 1 : at + 2]
    well = found[at].words == ("well",) and not since
    return well and bool(following) and following[0].kind == "time"


def _time_after(words: Words, found: list[Piece], at: int) -> tuple[Piece, int] | None:
    """What is meant instead, and its place; a number may stand for a length of time."""
    end = found[at].end
    minutes = minutes_alone(words[end : end + _MINUTES_PAST])
    last = next((n for n in range(at + 1, len(found)) if found[n].end == end + minutes), None)
    if (
        minutes and last and words[end + minutes - 1] != "to"
    ):  # "At half past nine, no, twenty five past".
        return Piece("time", end, end + minutes, words[end : end + minutes]), last
    for place in range(at + 1, len(found)):
        if found[place].start - end >= _NEARBY:
            break
        if found[place].kind == "time":
            return found[place], place
    counted = whole_number(words, end)
    if counted is None:
        return None
    last = next((n for n in range(at + 1, len(found)) if found[n].end == counted[1]), None)
    return (Piece("time", end, counted[1], words[end : counted[1]]), last) if last else None


def _dated(piece: Piece) -> bool:
    """Whether a time names days, and not only hours."""
    return not _OF_DAYS.isdisjoint(piece.words)

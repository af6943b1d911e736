"""Which of the times in a sentence are those of a wish to be reminded, and which of what is told.

Those right after the wish come first, then those that lead to it, then those after what it is
about. What is told before it has a time of its own: "the bin men come at six so tell me at nine".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from intents.languages.en.numbers import TABLES
from intents.languages.en.reminder_conditions import condition_at, exception_at
from intents.languages.en.reminder_content import is_told_before
from intents.languages.en.reminder_spans import is_span
from intents.languages.en.reminding import When, when_of
from intents.languages.en.sentence_pieces import Piece
from intents.languages.en.times import hour_spans, part_of_day
from intents.tables import Words

_OF_WHAT_IS_TOLD, _UNTIL_THEN, _ENDS_OF, _BOUNDS, _IDLE, _BETWEEN_TWO, _LEAVES_OUT = (
    TABLES.words("wishing", key)
    for key in (
        "of_what_is_told", "until_then", "ends_what_it_is_before", "bounds", "idle",
        "between_two_times", "leaves_out",
    )
)  # fmt: skip
_LEADS_TO_A_TIME, _BEGINS_AN_EXCEPTION = (
    TABLES.words("wishing", key) for key in ("leads_to_a_time", "begins_an_exception")
)
_STANDS_FOR_IT, _BESIDES = (
    TABLES.phrases("wishing", key) for key in ("stands_for_it", "said_besides")
)
_CORRECTS, _RHYTHMIC = TABLES.phrases("bounds", "corrects"), TABLES.words("words", "rhythm_adverbs")
_MONTHS = frozenset(TABLES.values("months")) - {"may", "march", "mar", "sat", "sun"}
_DAY_NAMES = frozenset(
    {word for name in ("weekdays", "months", "day_groups") for word in TABLES.values(name)}
    | {f"{word}s" for word in TABLES.values("weekdays")}
    | {"tomorrow", "today", "tonight"}
)
_THAT_IS = {("that", "is"), ("which", "is")}
_A_DAY = 24 * 3600
_TO_ITS_OPENER = 7
"""A condition begins with fewer words."""


@dataclass(slots=True)
class Sentence:
    """A sentence around its wish: what is told before it, what leads to it, and what follows."""

    wish: Piece
    told: list[Piece]
    near: list[Piece]
    after: list[Piece]


@dataclass(slots=True)
class Times:
    """The times of a wish, and of what is told; steps back, and what follows a wish besides."""

    own: list[Piece] = field(default_factory=list)
    told: list[Piece] = field(default_factory=list)
    backs: list[Piece] = field(default_factory=list)
    content: list[Piece] = field(default_factory=list)
    of: list[Piece] = field(default_factory=list)


def times_of(sentence: Sentence, now: datetime) -> Times:
    """Which of the times are those of the wish; the ones right after it come first."""
    found, have = Times(), set[str]()
    found.own = [
        replace(sentence.wish, kind="time", words=(word,))
        for word in sentence.wish.words
        if word in _RHYTHMIC
    ]
    head = _head(sentence.after)
    for piece in sentence.after[:head]:
        if piece.kind != "word":
            _take(piece, found, have, now)
    own, found.own = found.own, []
    back = next((at for at, piece in enumerate(sentence.near) if piece.kind == "back"), 0)
    for place, piece in enumerate(sentence.near):
        kinds = kinds_of(piece, now) if piece.kind == "time" else set()
        bounds = kinds == {"day"} and piece.words[0] in _BOUNDS
        until = "hour" in kinds and goes_on_until(piece, now)
        if kinds and ((kinds & have and not bounds) or until or place < back):
            found.told.append(piece)
        elif piece.kind in ("time", "back"):
            _take(piece, found, have, now)
    found.own += own
    _take_the_rest(sentence.after, head, found, have, now)
    return found


def _head(after: Sequence[Piece]) -> int:
    """Up to where there are times, and words which say nothing or stand for what was told."""
    head = 0
    while head < len(after):
        if after[head].kind in ("time", "back") or _is_idle(after[head]):
            head += 1
            continue
        size = _STANDS_FOR_IT.at(words_of(after[head : head + 4]), 0)
        if (
            not size
            or after[head + size : head + size + 1] == []
            or after[head + size].kind != "time"
        ):
            return head
        head += size
    return head


def _take_the_rest(
    after: Sequence[Piece], head: int, found: Times, have: set[str], now: datetime
) -> None:
    """What follows a wish and the times right after it: what it is about, and more times."""
    of = _leads_on(after[:head])
    place = head
    while place < len(after):
        piece = after[place]
        before = found.content[-1].words[-1] if found.content else ""
        if piece.kind == "back":
            found.backs.append(piece)
            of = piece.of
        elif piece.kind == "time":
            if of or (found.backs and (before in _OF_WHAT_IS_TOLD or kinds_of(piece, now) & have)):
                found.told.append(piece)
                of = False
            else:
                _take_or_keep(piece, after[place + 1 :], found, have, now)
        elif of and piece.words[0] in _ENDS_OF:
            of = False
            if words_of(after[place : place + 2]) not in _THAT_IS:
                found.content.append(piece)
            else:
                place += 1
        elif _bounds_by_a_condition(after, place, found, now):
            begun = _after_its_opener(after, place)
            times = (n for n in range(begun, len(after)) if after[n].kind == "time")
            stop = next(times, len(after))
            said = words_of(after[place:stop])
            rest: Words = ()
            if stop < len(after) and said[-1] in _OF_WHAT_IS_TOLD:
                day, rest = _at_its_hour(after[stop].words)
                said, stop = (*said, *day), stop + 1
            found.own.append(replace(piece, kind="time", words=(*said, *rest)))
            place = stop
            continue
        else:
            (found.of if of else found.content).append(piece)
        place += 1
    told = [piece for piece in found.content if piece.kind == "time"]
    if found.backs and told and not found.told:
        found.told += told
        found.content = [piece for piece in found.content if piece not in told]
    elif not found.own and told and "hour" not in kinds_of(told[-1], now):
        found.own.append(told[-1])
        found.content.remove(told[-1])
        while len(found.content) > 1 and found.content[-1].words in (("is",), ("are",), ("was",)):
            found.content.pop()


def _after_its_opener(after: Sequence[Piece], place: int) -> int:
    """The piece after those a condition begins with: "bar the nights"."""
    end = after[place].start + condition_at(words_of(after[place : place + _TO_ITS_OPENER]), 0)
    return next((n for n in range(place, len(after)) if after[n].start >= end), len(after))


def _at_its_hour(words: Words) -> tuple[Words, Words]:
    """A time up to its hour, and from there on."""
    spans = hour_spans(words)
    start = spans[0][0] if spans else len(words)
    start -= words[start - 1 : start] == ("at",)
    return words[:start], words[start:]


def _take_or_keep(
    piece: Piece, later: Sequence[Piece], found: Times, have: set[str], now: datetime
) -> None:
    """Takes a time after what a wish is about, or keeps it as a part of that."""
    kinds, content = kinds_of(piece, now), words_of(found.content)
    before, same = content[-1:], bool(kinds & have)
    if before == ("off",) and content[-2:-1] != () and content[-2] in _OF_WHAT_IS_TOLD:
        before = content[-2:-1]  # "The match kicks off at three", not "log off at three".
    bounds = piece.words[0] in _BOUNDS and "hour" not in kinds
    besides = next(_BESIDES.ends(content), 0)
    more = any(one.kind == "time" and "hour" in kinds_of(one, now) for one in later)
    named = more and bool(content) and piece.words[0] not in _LEADS_TO_A_TIME
    if "hour" in kinds and piece.words[0] in _LEAVES_OUT:
        _take(replace(piece, doubtful=True), found, have, now)
    elif (
        same
        and kinds == {"hour"}
        and when_of(piece.words, now).clocks == when_said(found.own, now).clocks
    ):
        return
    elif besides and (not same or besides > 1 or before[0] in _BETWEEN_TWO):
        del found.content[-besides:]
        if same and kinds == {"day"}:
            found.own = [one for one in map(_without_days, found.own) if one.words]
        _take(piece, found, have, now)
    elif is_told_before(content) and content and content not in _STANDS_FOR_IT:
        found.content.append(piece)  # "Or it sits there all day".
    elif content and (named or (same and not bounds) or before[0] in _OF_WHAT_IS_TOLD):
        once = same and not any(when_of(one.words, now).rhythm for one in found.own)
        doubtful = once and when_of(piece.words, now).rhythm is not None
        found.content.append(piece)
        if doubtful:  # "Pay the rent on the first, and then every month".
            found.own = [replace(one, doubtful=True) for one in found.own]
    else:
        _take(piece, found, have, now)


def _bounds_by_a_condition(after: Sequence[Piece], place: int, found: Times, now: datetime) -> bool:
    """Whether a condition follows a rhythm: "every day at six unless it rains"."""
    following = words_of(after[place : place + _TO_ITS_OPENER])
    if not condition_at(following, 0) or not found.own:
        return False
    beside = place > 0 and after[place - 1].kind == "time"
    excepts = exception_at(following, 0) > 0
    out = excepts or after[place].words[0] in _BEGINS_AN_EXCEPTION
    when = when_of(words_of(found.own), now)
    dated = when.on is not None or when.waiting is not None
    return (beside or out) and (when.rhythm is not None or (excepts and not dated))


def _is_idle(piece: Piece) -> bool:
    return piece.kind == "word" and piece.words[0] in _IDLE


def _without_days(piece: Piece) -> Piece:
    """The hours of a time, with the part of the day."""
    said = tuple(
        word for start, end in hour_spans(piece.words) for word in ("at", *piece.words[start:end])
    )
    return replace(piece, words=(*said, *part_of_day(piece.words)))


def _leads_on(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and pieces[-1].kind == "back" and pieces[-1].of


def _take(piece: Piece, found: Times, have: set[str], now: datetime) -> None:
    """Takes a time or a step back as one of the wish."""
    if piece.kind == "back":
        found.backs.append(piece)
    else:
        found.own.append(piece)
        have |= kinds_of(piece, now)


def kinds_of(piece: Piece, now: datetime) -> set[str]:
    """What a time says: the hour, the day."""
    said = when_of(piece.words, now)
    if piece.words[0] in _LEAVES_OUT and not said.clocks:
        return set()
    soon = said.waiting is not None and said.waiting < _A_DAY
    if is_span(piece.words):
        return {"hour"}
    kinds = {"hour"} if (said.clocks and not said.every) or soon else set()
    dated = said.on is not None or said.rhythm is not None or said.unclear
    return kinds | ({"day"} if dated else set())


def goes_on_until(piece: Piece, now: datetime) -> bool:
    """Whether something lasts until then: "I am in a meeting till three"."""
    return piece.words[0] in _UNTIL_THEN and when_of(piece.words, now).rhythm is None


def when_said(pieces: Iterable[Piece], now: datetime) -> When:
    """What times say together."""
    pieces = list(pieces)
    words = words_of(pieces)
    if not words:
        return When()
    found = when_of(words, now)
    dated = found.on or found.rhythm or found.within or found.waiting is not None
    unread = not dated and not _MONTHS.isdisjoint(words)
    unread = unread or (found.waiting is not None and "again" in words)  # "And again in two".
    fixed = _CORRECTS.has(words)
    if found.also and not any(piece.doubtful for piece in pieces):
        return found
    if found.clocks and not fixed and len(hour_spans(words)) > len(found.clocks):
        found = replace(found, clocks=())  # "Half seven and half seven".
    whole = sum(kinds_of(piece, now) == {"hour", "day"} for piece in pieces)
    if whole > 1 and found.rhythm is not None and not fixed:
        unread = True  # "At nine tonight, and on Sundays at eight".
    if unread or any(piece.doubtful for piece in pieces) or _is_of_two_times(words):
        return replace(found, clocks=(), waiting=None, unclear=True)
    return found


def _is_of_two_times(words: Words) -> bool:
    """ "Mondays at five and Thursdays at six": each of several days has its own hour."""
    if _CORRECTS.has(words):
        return False
    spans = hour_spans(words)
    bounds = [0, *(at for span in spans for at in span), len(words)]
    between = [words[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    dated = sum(not _DAY_NAMES.isdisjoint(part) for part in between)
    return len(spans) > 1 and dated > 1


def words_of(pieces: Iterable[Piece]) -> Words:
    """The words of some pieces."""
    return tuple(word for piece in pieces for word in piece.words)

"""What somebody wants to be reminded of, and when, wherever in a sentence it is said.

"The bin men come at six tomorrow so tell me tonight at nine to take the bin out" has the time of
what is told, and that of the wish; "dentist is Tuesday at three, ping me half an hour before" has
only the first, and a step back from it. What is missing or not clear is left open, to be asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from intents.languages.en.numbers import TABLES
from intents.languages.en.reminder_accounted import (
    another_deed,
    another_wish,
    left_of_when,
    refused,
    without_rest,
)
from intents.languages.en.reminder_conditions import condition_at, exception_at, on_condition
from intents.languages.en.reminder_content import (
    is_told_before,
    own_content,
    told_content,
    without_lead,
    without_tail,
)
from intents.languages.en.reminder_reckoned import (
    minutes_told,
    stepped_back,
    waiting_at_the_end,
    waiting_told,
)
from intents.languages.en.reminding import (
    When,
    apart,
    begins_when,
    names_a_day,
    when_of,
    with_hours_said_again,
)
from intents.languages.en.sentence_pieces import Piece, pieces_of
from intents.languages.en.times import after, clock_at, hour_spans, part_of_day
from intents.languages.en.times_of_a_wish import (
    Sentence,
    Times,
    goes_on_until,
    kinds_of,
    times_of,
    when_said,
    words_of,
)
from intents.rules import Reminding
from intents.tables import Phrases, Words

_AROUND, _ASKS, _WAKES, _GETS, _NO_WISH_AFTER, _UNTIL_THEN, _ENDS_OF, _BOUNDS, _TELLS = (
    TABLES.words("wishing", key)
    for key in (
        "around_a_wish", "asks_something", "wakes", "gets", "no_wish_after", "until_then",
        "ends_what_it_is_before", "bounds", "tells_something",
    )
)  # fmt: skip
_BEGINS_TO_TELL, _NO_LEAD_AFTER = (
    TABLES.words("wishing", "begins_to_tell"), TABLES.words("reminding", "no_lead_after"),
)  # fmt: skip
_WHEN_IT_IS, _NO_DEED_AT_ALL = (
    TABLES.phrases("reminding", "when_it_is"), TABLES.phrases("reminding", "no_deed_at_all"),
)  # fmt: skip
_HAS_TO = TABLES.phrases("wishing", "has_to_be_done")
_OTHER_WORDS_FOR = TABLES.phrase_values("other_words_for_times")
_OTHER_WORDS = Phrases(_OTHER_WORDS_FOR)
_PARTS_OF_THAT_DAY = {(word,) for word in ("night", "evening", "morning", "afternoon")}
_PART = {"evening": "evening", "night": "evening", "morning": "morning"}
_AND_THEN = {("and", "then"), ("then",), ("so", "then"), ("and",), ("so",)}
_REASON_WORDS = frozenset({"or", "because", "so", "otherwise"})
_OTHERS = frozenset({"he", "she", "they", "it", "there"})
_ASKED = frozenset({"you", "i", "somebody", "someone"})
_OF_HOURS = frozenset({"hour", "hours", "minutes"})
_FEWEST, _A_NOTE = 2, 9
"""What is noted has so many words, with its time as one."""
_MOST_WORDS = 60
"""A wish in more words is none."""
_A_DAY = 24 * 3600
_WAKING = (7, 0)
"""An hour before this one is asked about where the half of the day is not said."""
_HALF = 12


def reminder(words: Words, now: datetime) -> Reminding | None:
    """What is meant; nothing where nobody asks to be reminded."""
    sentence = _around_its_wish(words, now)
    if sentence is None:
        return _noted(words, now)
    return None if _is_of_somebody_else(sentence) else _read(sentence, now)


def plainly_asked(words: Words, now: datetime) -> bool:
    """Whether the words are a wish to be reminded and nothing else, with what and when in it."""
    sentence = _around_its_wish(words, now)
    if sentence is None:
        return _noted(words, now) is not None
    if _is_of_somebody_else(sentence):
        return False
    read = _read(sentence, now)
    if not read.words or read.unclear:
        return False
    if sentence.wish.weak:
        said = next((piece.words for piece in sentence.after if piece.kind == "word"), ())
        return bool(read.hours) and _ASKS.isdisjoint(said)
    return bool(read.hours or read.day or read.rhythm)


def _noted(words: Words, now: datetime) -> Reminding | None:
    """What is noted with its day and hour, and nothing told: "noon tomorrow, washing out"."""
    found = pieces_of(without_lead(_in_usual_words(words)), now)
    if len(found) < _FEWEST or found[0].kind != "time" or len(found) > _A_NOTE:
        return None
    rest = words_of(found[1:])
    rest = rest[_HAS_TO.at(rest, 0) :]
    if any(piece.kind != "word" for piece in found[1:]) or not _TELLS.isdisjoint(rest):
        return None
    when = when_said(found[:1], now)
    if when.on is None or kinds_of(found[0], now) != {"hour", "day"}:
        return None
    read = _reminding(own_content(found[1:]), when, now, wakes=False)
    return None if read.unclear or read.half else read


def _around_its_wish(words: Words, now: datetime) -> Sentence | None:
    words = _when_it_is(_in_usual_words(_with_that_day(with_hours_said_again(words))))
    found = pieces_of(words, now) if len(words) <= _MOST_WORDS else ()
    wishes = [at for at, piece in enumerate(found) if piece.kind == "wish"]
    if not wishes:
        return None
    strong = [at for at in wishes if not found[at].weak]
    at = (strong or wishes)[-1]
    begun = at
    while begun and _leads_to_a_wish(found[begun - 1]):
        begun -= 1
        if found[begun].words == ("so",):
            break
    told, near, after = found[:begun], found[begun:at], found[at + 1 :]
    return Sentence(found[at], list(told), list(near), list(after))


def _with_that_day(words: Words) -> Words:
    """The words with "at night" for "that night"."""
    return tuple(
        "at" if word == "that" and words[at + 1 : at + 2] in _PARTS_OF_THAT_DAY else word
        for at, word in enumerate(words)
    )


def _in_usual_words(words: Words) -> Words:
    """The words with "weekdays" for "school days", and "every hour" for "every full hour"."""
    found = _OTHER_WORDS.find(words)
    if found is None:
        return words
    usual = tuple(_OTHER_WORDS_FOR[words[found[0] : found[1]]].split())
    return (*words[: found[0]], *usual, *_in_usual_words(words[found[1] :]))


def _when_it_is(words: Words) -> Words:
    """The words with "at five" for "when it is five"."""
    found = _WHEN_IT_IS.find(words)
    if found is None or found[1] >= len(words) or clock_at(words, found[1]) is None:
        return words
    return (*words[: found[0]], "at", *words[found[1] :])


def _leads_to_a_wish(piece: Piece) -> bool:
    """Whether a piece before a wish belongs to it, and not to what is told."""
    return piece.kind in ("time", "back") or piece.words[0] in _AROUND or piece.words == ("so",)


def _is_of_somebody_else(sentence: Sentence) -> bool:
    """Whether somebody else is told of, or it is refused: "he used to remind me"."""
    near = [piece.words[0] for piece in sentence.near if piece.kind == "word"]
    before = [piece.words[-1] for piece in (*sentence.told, *sentence.near)][-1:]
    if not _NO_WISH_AFTER.isdisjoint(before):
        return True
    last = [piece for piece in sentence.told if piece.kind == "word"][-1:]
    led = bool(near) and near[-1] in _NO_LEAD_AFTER and near[-1] not in ("and", "i", "you")
    told = bool(last) and last[0].words[0] in _NO_LEAD_AFTER
    if near in (["to"], ["do"], ["so", "do"]) and (near[0] == "so" or not last):
        return False  # "Please to remind me", "so do remind me".
    if near == ["to"] and last and last[0].words == ("forget",):
        return False  # "Do not forget to remind me".
    return (led and _ASKED.isdisjoint(near)) or (not near and told)


def _read(sentence: Sentence, now: datetime) -> Reminding:
    times = times_of(sentence, now)
    own = own_content(times.content)
    told_words = words_of(piece for piece in sentence.told if piece.kind == "word")
    told_times = [piece for piece in (*sentence.told, *times.told) if piece.kind == "time"]
    asked = words_of(times.content)
    waiting, way = waiting_told(told_words, asked), minutes_told(told_words, asked)
    then = words_of(sentence.near) in _AND_THEN and not times.own and not told_times
    length = waiting_at_the_end(told_words) if then else None
    if waiting is not None:
        when, own = When(waiting=waiting), ()
    elif length is not None:
        when = When(waiting=length)
    elif way:
        step = Piece("back", 0, 0, minutes=way)
        when = stepped_back(when_said(told_times, now), step, When()) or When(unclear=True)
        own = ("leave",)
    else:
        when = _when_meant(sentence, times, now)
    content = own
    if is_told_before(own) or _only_explains(own, sentence):
        content = told_content(sentence.told) or without_tail(words_of(times.of))
        if own and not content and own[0] in _REASON_WORDS:
            content = own[2:] if own[1:2] == ("of",) else own[1:]
    content = _of_the_wish(sentence.wish, content, times)
    if when.on is None and when.rhythm is None and when.waiting is None and not when.within:
        read = content if content == own else (*content, *own)
        unread = tuple(word for word in told_words if word not in read)
        if names_a_day(unread) and when.clocks:
            when = replace(when, unclear=True)  # Days were said, and not read.
    if content in _NO_DEED_AT_ALL:
        content = ()
    content, when = _with_its_condition(sentence, content, when)
    wakes = not _WAKES.isdisjoint(sentence.wish.words)
    if rest := left_of_when(content, when, now):
        content = without_rest(content, rest)
    else:
        rest = _left_beside(sentence, times, when, now)
    found = _reminding(content, when, now, wakes=wakes)
    return replace(found, unclear=True, rest=rest) if rest else found


def _left_beside(sentence: Sentence, times: Times, when: When, now: datetime) -> Words:
    """What was left of another wish, or of an hour that is only a bound."""
    if (before := another_wish(sentence, now)) or (before := another_deed(sentence)):
        return before
    if when.clocks or when.waiting is not None:
        return ()
    return next(filter(None, (refused(piece.words) for piece in times.own)), ())


def _with_its_condition(sentence: Sentence, content: Words, when: When) -> tuple[Words, When]:
    """What is to be done, and after it when it is, which no calendar says: "when i get home"."""
    found = apart(content)
    if found is not None:
        before = content[: content.index("to")]
        told = names_a_day(before) or not _OF_HOURS.isdisjoint(before)
        return (found[0], replace(when, clocks=(), unclear=True)) if told else (found[0], when)
    denied = clock_at(content, 1) if content[:1] == ("not",) and len(content) > 1 else None
    if denied is not None:  # "At ten past seven and not ten to seven".
        return own_content([Piece("word", 0, 0, content[denied[1] :])]), replace(when, clocks=())
    spans = hour_spans(content)
    of_two = bool(spans) and "and" in content[: spans[0][0]] and bool(when.clocks)
    if of_two or (begins_when(content) and (when.clocks or when.on)):
        return content, replace(when, clocks=(), unclear=True)
    told_words = words_of(piece for piece in sentence.told if piece.kind == "word")
    plain = all(piece.kind == "word" for piece in sentence.told)
    if plain and content and condition_at(told_words, 0) and content != told_words:
        near = words_of(piece for piece in sentence.near if piece.kind == "word")
        daily = when.on is None and when.clocks and exception_at(told_words, 0)
        rhythm = when.rhythm or (("FREQ=DAILY", None) if daily else None)
        if rhythm is not None and not near:
            return content, replace(when, rhythm=on_condition(rhythm, told_words))
        content = (*content, *told_words, *near)
    return content, when


def _reminding(content: Words, when: When, now: datetime, *, wakes: bool) -> Reminding:
    if when.waiting is not None and when.waiting < _A_DAY:
        then = after(now, when.waiting)
        return Reminding(content, ((then.hour, then.minute),), None, then.date(), False)
    clocks = tuple(_to_come(clock, known, when, now) for clock, known in when.clocks)
    if wakes and (when.rhythm is not None or when.on not in (None, now.date())):
        clocks = tuple(
            (_early(clock), True) if not known else (clock, known) for clock, known in clocks
        )
    half = any(not known for _, known in clocks)
    hours = tuple(clock for clock, _ in clocks)
    passed = when.on == now.date() and any(clock <= (now.hour, now.minute) for clock in hours)
    gone = when.on is not None and when.on < now.date()
    also = tuple(_reminding(content, one, now, wakes=wakes) for one in when.also)
    unclear = when.unclear or gone or (passed and not half) or any(one.unclear for one in also)
    read = Reminding(content, hours, when.rhythm, when.on, half, unclear, when.within, also)
    return replace(read, every=when.every, last=when.last)


def _to_come(
    clock: tuple[int, int], known: bool, when: When, now: datetime
) -> tuple[tuple[int, int], bool]:
    """ "At five", said at ten in the morning for today, is five in the afternoon."""
    later = (clock[0] + _HALF, clock[1])
    today = when.rhythm is None and when.on in (None, now.date())
    if known or not today or clock >= _WAKING or not clock <= (now.hour, now.minute) < later:
        return clock, known
    return later, True


def _early(clock: tuple[int, int]) -> tuple[int, int]:
    """The hour in the first half of the day, in which people are woken."""
    return (clock[0] % _HALF, clock[1]) if clock[0] != _HALF else clock


def _only_explains(own: Words, sentence: Sentence) -> bool:
    """Whether what follows a wish tells of those whom it is about: "they are travelling"."""
    told = any(piece.kind == "word" for piece in sentence.told)
    return told and own[0] in _OTHERS and own[1:2] != () and own[1] in _BEGINS_TO_TELL


# When ------------------------------------------------------------------------------------------


def _when_meant(sentence: Sentence, times: Times, now: datetime) -> When:
    told_backs = [piece for piece in sentence.told if piece.kind == "back"]
    so = max((piece.end for piece in sentence.told if piece.words == ("so",)), default=0)
    if sentence.near[:1] and sentence.near[0].words == ("so",):
        so = sentence.near[0].end
    told = [piece for piece in (*sentence.told, *times.told) if piece.kind == "time"]
    backs = [*told_backs, *times.backs]
    if backs:
        return _reckoned(sentence, times, told, backs, now)
    told = [piece for piece in told if piece.start >= so or not _bounds(piece, now)]
    kinds: set[str] = set().union(*(kinds_of(piece, now) for piece in times.own))
    if "hour" in kinds:
        days = told if "day" not in kinds else [piece for piece in told if _bounds(piece, now)]
        days = [_without_hours(piece) for piece in days]
        pieces = [*(piece for piece in days if piece.words), *times.own]
        part = part_of_day(words_of(told)) if told else ()
        when = when_said(pieces, now)
        if part and any(not known for _, known in when.clocks):
            last = times.own[-1]
            pieces = [*pieces[:-1], replace(last, words=(*last.words, *part))]
            when = when_said(pieces, now)
        return replace(when, unclear=True) if _loses_its_interval(told, when, now) else when
    if "day" in kinds and not all(_bounds(piece, now) for piece in times.own):
        return when_said(times.own, now)
    meant = [piece for piece in told if not goes_on_until(piece, now)]
    return when_said([*meant, *times.own], now)


def _loses_its_interval(told: list[Piece], when: When, now: datetime) -> bool:
    """Whether what is told comes every second time, and the reminder each time."""
    before = [found.rhythm for piece in told if (found := when_of(piece.words, now)).rhythm]
    return when.rhythm is not None and any(
        "INTERVAL" in rhythm[0] and "INTERVAL" not in when.rhythm[0] for rhythm in before
    )


def _without_until(piece: Piece) -> Piece:
    return replace(piece, words=piece.words[1:]) if piece.words[0] in _UNTIL_THEN else piece


def _bounds(piece: Piece, now: datetime) -> bool:
    """Whether a time only says from when, until when, or in which months."""
    return piece.words[0] in _BOUNDS and kinds_of(piece, now) == {"day"}


def _without_hours(piece: Piece) -> Piece:
    """A time without its hours, and "at" before them."""
    left = list(piece.words)
    for start, end in reversed(hour_spans(piece.words)):
        begun = start - (piece.words[start - 1 : start] == ("at",))
        del left[begun:end]
    return replace(piece, words=tuple(left))


def _reckoned(
    sentence: Sentence, times: Times, told: list[Piece], backs: list[Piece], now: datetime
) -> When:
    """When it is so long before what is told."""
    back = backs[0]
    if back.of and not _leads_to_something(sentence, back):
        back = replace(back, of=False)
    own = list(times.own)
    anchors = [_without_until(piece) for piece in told]
    if back.of:
        later = [p for p in (*sentence.told, *sentence.near) if p.start >= back.end]
        later = [_without_until(p) for p in later if p.kind == "time"]
        anchors = later[:1] if later and back.end <= sentence.wish.start else anchors
        own = [piece for piece in own if piece not in anchors]
    if not anchors:
        anchors = [p for p in own if "day" in kinds_of(p, now) or back.minutes]
        own = [piece for piece in own if piece not in anchors]
    if not anchors:
        return When(unclear=True)
    event = when_said(anchors, now)
    if own and back.minutes and event.on is None and event.rhythm is None:
        event = when_said([*own, *anchors], now)
        own = []
    if own and back.minutes and not event.clocks:
        event = when_said([*anchors, *own], now)
        own = []
    hours = when_said(own, now) if own else When()
    if back.part and back.days and not hours.clocks and back.of:
        hours = replace(event, clocks=event.clocks)
        own = anchors
    if back.part and any(not known for _, known in hours.clocks):
        last = replace(own[-1], words=(*own[-1].words, "in", "the", _PART[back.part]))
        hours = when_said([*own[:-1], last], now)
    if event.also:
        return _each_stepped_back(event, backs, hours)
    found = [stepped_back(event, one, hours) for one in backs]
    first = found[0]
    if first is None or event.unclear or any(one is None or one.on != first.on for one in found):
        return When(unclear=True)
    return replace(first, clocks=tuple(clock for one in found if one for clock in one.clocks))


def _each_stepped_back(event: When, backs: list[Piece], hours: When) -> When:
    """When it is so long before each of several days with their hours."""
    each = [replace(event, also=()), *event.also]
    found = [stepped_back(one, backs[0], hours) for one in each]
    clear = [one for one in found if one is not None]
    if event.unclear or len(backs) > 1 or len(clear) < len(each):
        return When(unclear=True)
    return replace(clear[0], also=tuple(clear[1:]))


def _leads_to_something(sentence: Sentence, back: Piece) -> bool:
    """Whether words follow a step back, which say from what it is counted."""
    pieces = (*sentence.told, *sentence.near, sentence.wish, *sentence.after)
    following = next((piece for piece in pieces if piece.start >= back.end), None)
    return (
        following is not None
        and following.kind == "word"
        and following.words[0] not in _ENDS_OF | _AROUND
    )


# Of what ---------------------------------------------------------------------------------------


def _of_the_wish(wish: Piece, content: Words, times: Times) -> Words:
    """What is to be done with what the wish itself says of it: "wake me", "get me outside"."""
    if not _WAKES.isdisjoint(wish.words) and is_told_before(own_content(times.content)):
        return ("wake", "up")
    if not content:
        return ()
    led = times.content[:1] and times.content[0].words[0] in ("to", "that")
    if wish.words[0] in _GETS and times.content and not led and len(wish.words) == 2:
        return ("get", *content)
    return content

"""What of a wish to be reminded was not read: words of time left among those of what is to be done.

"Send my hours but not on the first" has an exception in it, "the plumber so half twelve" another
hour. A reminder without one of these is another reminder, and is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from intents.languages.en.feasts import FEASTS
from intents.languages.en.numbers import TABLES
from intents.languages.en.reminding import When, is_time, names_a_day, when_of
from intents.languages.en.sentence_pieces import Piece, pieces_of
from intents.languages.en.times import clock_at
from intents.languages.en.times_of_a_wish import Sentence, kinds_of, words_of
from intents.tables import Words

_DENIED, _TIME_AFTER, _NO_NAME_AFTER = (
    TABLES.words("unread", key) for key in ("denied", "told_after", "no_end")
)
_REFUSED, _NEVER_READ = (TABLES.phrases("unread", key) for key in ("refused", "never_read"))
_EXCEPT = TABLES.phrases("bounds", "except")
_BEFORE_A_NAME = TABLES.words("wishing", "before_a_name")
_LEADS = TABLES.words("wishing", "leads_to_a_time")
_OF_A_CASE = frozenset({"when", "whenever", "if", "unless", "while"})
"""What begins with one of these is no thing to be reminded of."""
_GOES_WITH = TABLES.words("unread", "goes_with")
_CASES = frozenset({"when", "if", "at", "over", "during", "while", "after", "before"})


def left_of_when(content: Words, when: When, now: datetime) -> Words:
    """The words in what is to be done that say when and were not read; none where all were."""
    if not content:
        return ()
    if content[0] in _DENIED and content[1:2] != ("to",):
        return content
    if content[0] in _OF_A_CASE:
        return content
    if (last := _NEVER_READ.find(content)) is not None:
        return content[last[0] :]
    if content[-1] in _NO_NAME_AFTER and len(content) > 1:
        return content[-1:]
    if is_time(content, now, conditions=False) or _is_hour(content):
        return content
    return _time_left(content, when, now) or _bound_left(content)


def without_rest(content: Words, rest: Words) -> Words:
    """What is to be done without the words that say when."""
    size = len(rest)
    at = next((at for at in range(len(content)) if content[at : at + size] == rest), len(content))
    return (*content[:at], *content[at + size :])


def _is_hour(words: Words) -> bool:
    clock = clock_at(words, 0)
    return clock is not None and words[clock[1] :] in ((), ("sharp",))


def _bound_left(content: Words) -> Words:
    """ "Except over Christmas", "but not when I am away", "so eight": up to the end."""
    for at in range(1, len(content)):
        rest = content[at + 1 :]
        if content[at] == "so" and rest and _is_hour(rest):
            return content[at:]
        size = _EXCEPT.at(content, at)
        rest = content[at + size :]
        if size and rest and (rest[0] in _CASES or names_a_day(rest) or _is_hour(rest)):
            return content[at:]
    return ()


def _time_left(content: Words, when: When, now: datetime) -> Words:
    """A time among the words, where it is not that of something told: "the bus goes at nine"."""
    found = pieces_of(content, now)
    for place, piece in enumerate(found):
        if piece.kind != "time" or not kinds_of(piece, now):
            continue
        before = content[piece.start - 1] if piece.start else ""
        after = content[piece.end : piece.end + 1]
        named = before in _BEFORE_A_NAME or not _BEFORE_A_NAME.isdisjoint(piece.words[:2])
        named = named and after != () and after[0] not in _LEADS
        if named or _says_nothing_new(piece, when, now):
            continue
        dated = "day" in kinds_of(piece, now)
        undated = when.on is None and when.rhythm is None and when.waiting is None
        if dated and undated and when.clocks and len(piece.words) > 1:
            return piece.words
        if not (before in _TIME_AFTER or _is_told(found[:place])):
            begun = piece.start
            while begun > 1 and content[begun - 1] in _GOES_WITH:
                begun -= 1
            return content[begun:]
    return ()


def _says_nothing_new(piece: Piece, when: When, now: datetime) -> bool:
    """Whether a time is a name ("happy new year"), is over, or tells how often again."""
    if FEASTS.has(piece.words) and piece.words[0] not in _LEADS:
        return True
    said = when_of(piece.words, now)
    if said.on is not None and said.on < now.date():
        return True
    if said.rhythm is None or when.rhythm is None:
        return False
    return said.rhythm[0] in when.rhythm[0]


def _is_told(before: Sequence[Piece]) -> bool:
    """Whether somebody does something then: "they close at six"."""
    said = words_of(before)
    return any(word in ("i", "we", "he", "she", "they", "it", "you") for word in said[-3:])


def refused(words: Words) -> Words:
    """An hour which is only a bound: "before eight", "between two and four"; none for none."""
    found = _REFUSED.find(words)
    if found is None or clock_at(words[found[1] :], 0) is None:
        return ()
    return words[found[0] :]


def another_wish(sentence: Sentence, now: datetime) -> Words:
    """A wish of its own before the one that was read: "at six tell me to stretch and at nine …"."""
    begun = next((at for at, piece in enumerate(sentence.told) if piece.kind == "wish"), None)
    if begun is None:
        return ()
    own = sentence.told[begun + 1 :]
    words = words_of(piece for piece in own if piece.kind == "word")
    timed = any(piece.kind == "time" for piece in sentence.told)
    led = words[:1] in (("to",), ("about",), ("of",), ("that",))
    return words_of(sentence.told) if timed and led and len(words) > 1 else ()


def another_deed(sentence: Sentence) -> Words:
    """Another thing at another time: "thursday to buy candles and friday to buy the cake"."""
    after = sentence.after
    for at in range(1, len(after) - 1):
        linked = after[at - 1].words == ("and",) and at > 1
        if linked and after[at].kind == "time" and after[at + 1].words == ("to",):
            return words_of(after[at - 1 :])
    return ()

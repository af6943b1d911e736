"""What somebody wants to be reminded of, without what leads to it, corrections, and asides."""

from __future__ import annotations

from collections.abc import Sequence

from intents.languages.en.numbers import TABLES
from intents.languages.en.sentence_pieces import Piece
from intents.tables import Words

_MARKERS, _I_SHOULD, _REASONS, _SMALL_TALK = (
    TABLES.phrases("reminding", key) for key in ("markers", "i_should", "reasons", "small_talk")
)
_LEADS_UP, _ENDS, _ASIDES, _STANDS_FOR_IT = (
    TABLES.phrases("wishing", key)
    for key in ("leads_up", "ends_what_is_told", "begins_an_aside", "stands_for_it")
)
_TELLS_OF, _BEGINS_TO_TELL, _SAYS, _APART, _DENIES, _LEADS_ON, _NO_END = (
    TABLES.words("wishing", key)
    for key in (
        "tells_of",
        "begins_to_tell",
        "says_something",
        "sets_apart",
        "denies_a_word",
        "leads_on_to_more",
        "ends_no_content",
    )
)
_ALSO_DEEDS = TABLES.words("wishing", "also_deeds")
_DENIED = TABLES.phrases("wishing", "denies_what_is_told")
_NO_CONTENT = TABLES.words("reminding", "no_content")
_COPULAS = frozenset({"is", "are", "was"})
_A_FEW, _NEARBY = 8, 4
"""A correction begins anew among so many words, with one of the last ones before it."""
_TO_DO = 2
"""An aside begins after so many words of what is to be done, at the fewest."""


def is_told_before(words: Words) -> bool:
    """Whether the words only stand for what was told, or begin an aside: "of it", "i forget"."""
    return not words or words in _STANDS_FOR_IT or _ASIDES.at(words, 0) > 0


def own_content(pieces: Sequence[Piece]) -> Words:
    """What follows a wish, plainly: "to ring Tom" of "to ring Tim, no, not Tim, Tom"."""
    words = corrected(pieces)
    plain = without_lead(words)
    kept = without_aside(plain, to_do=plain != words)
    while size := next(_SMALL_TALK.ends(kept), 0):
        if size == len(kept):
            break
        kept = kept[:-size]
    while len(kept) > 1 and kept[-1] in _NO_CONTENT | _NO_END | _COPULAS:
        kept = kept[:-1]
    return kept


def told_content(pieces: Sequence[Piece]) -> Words:
    """What is told before a wish, plainly: the last that has to be done, or else all of it."""
    parts: list[list[Piece]] = [[]]
    counted_from = False
    for piece in pieces:
        if piece.words == ("so",):
            parts = [[]] if any(parts) else parts
            counted_from = False
        elif piece.kind in ("word", "fix"):
            if not counted_from:
                parts[-1].append(piece)
        else:
            parts.append([])
            counted_from = piece.kind == "back" and piece.of
    told = [words for part in parts if (words := corrected(part)) and not _DENIED.has(words)]
    for words in reversed(told):
        for at in range(len(words)):
            led = at == 0 or words[at - 1] in _APART or words[at - 1] in _SAYS
            if led and (size := _I_SHOULD.at(words, at)) and at + size < len(words):
                return without_tail(without_aside(without_lead(words[at:]), to_do=True))
    whole = tuple(word for words in told for word in without_tail(words))
    content = without_tail(without_aside(without_lead(whole), to_do=True))
    return () if content in _LEADS_UP else content


def corrected(pieces: Sequence[Piece]) -> Words:
    """The words with the last correction of each: "the orthodontist", not the dentist."""
    said: Words = ()
    fix: Words = ()
    more: list[str] = []
    for piece in (*pieces, None):
        if piece is not None and piece.kind != "fix":
            more += piece.words
            continue
        said = _instead(said, fix, tuple(more)) if fix else tuple(more)
        fix, more = (piece.words if piece is not None else ()), []
    return said


def _instead(before: Words, fix: Words, after: Words) -> Words:
    """What was said with what is said in place of a part of it."""
    if fix[-1] in _DENIES and after[:1] and after[0] in before:
        after = ("not", *after)
    if len(after) > 1 and after[0] == "not" and after[1] in before:
        begun, size = _denied_in(before, after[1:])
        return (*before[:begun], *after[1 + size :])
    for at, word in enumerate(after[:_A_FEW]):
        if word in before[-_NEARBY:]:
            begun = len(before) - 1 - before[::-1].index(word)
            return (*before[:begun], *after[at:])
    if len(fix) > 1 and before and after:
        return (*before[:-1], *after)
    return (*before, *fix, *after)


def _denied_in(before: Words, denied: Words) -> tuple[int, int]:
    """Where the words that are denied stand, as many as were said: "not the council, the …"."""
    for size in range(len(denied), 1, -1):
        for at in range(len(before) - size + 1):
            if before[at : at + size] == denied[:size]:
                return at, size
    return before.index(denied[0]), 1


def without_lead(words: Words) -> Words:
    """The words without what leads to them: "that i have to", "oh before i forget"."""
    that = deed = False
    while words:
        if deed and words[0] in _ALSO_DEEDS:
            return words
        leads = (_I_SHOULD,) if that else (_MARKERS, _I_SHOULD, _LEADS_UP, _SMALL_TALK)
        size = max(phrases.at(words, 0) for phrases in leads)
        if not size or size == len(words):
            return words
        that, deed = words[:size] == ("that",), words[size - 1] == "to"
        words = words[size:]
    return words


def without_tail(words: Words) -> Words:
    """The words without what says nothing at their end."""
    while words:
        size = next(_ENDS.ends(words), 0) or next(_SMALL_TALK.ends(words), 0)
        if not size or size == len(words):
            return words
        words = words[:-size]
    return words


def without_aside(words: Words, *, to_do: bool) -> Words:
    """The words up to a reason or an aside: "ring susan", and not "she is in by then".

    `to_do`: they say what is to be done, so that somebody of whom is told begins an aside.
    """
    for at in range(1, len(words)):
        if (_ASIDES.at(words, at) or _REASONS.at(words, at)) and words[at - 1] not in _SAYS:
            return words[:at]
        told = words[at] in _TELLS_OF and words[at + 1 : at + 2] != ()
        aside = told and words[at + 1] in _BEGINS_TO_TELL and words[at - 1] not in _LEADS_ON
        if to_do and at >= _TO_DO and aside and _SAYS.isdisjoint(words[:at]):
            return words[:at]
    return words

"""The features from which the parts of an utterance are learned, as numbers.

A feature is a checksum of a word, a piece of one, or a pair of words, mixed with a number for the
place where it stands. What hangs on one word alone is given apart (`of_word`), so that it can be
looked up once for each word; the rest is given for each place (`of_place`) or for the whole
(`of_whole`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})
_MARKS = ".,;:!?…\"()[]{}*_~-\u2013\u2014'"

BESIDE = (-2, -1, 0, 1, 2)
"""Where a word stands, seen from the place whose features it gives: the first slots."""
EARLIER, LATER, ANYWHERE = 5, 6, 7
"""The slots of the words before and behind those, and of all words of the utterance."""
SLOTS = 8
_NEAR = (1, 2, 3)
"""The slots in which more of a word counts than the word itself."""
REACH = 6
"""How far the words of `EARLIER` and `LATER` go, in words."""
_MIXED = tuple(crc32(f"slot {slot}".encode()) for slot in range(64))
_EDGE = "|"
"""Stands where there is no word."""
Classes = Mapping[str, tuple[str, str]]
"""Words to the small and the large class of words that they are used like."""
_NO_CLASS = ("", "")
_SHORT = 4
"""Longer words have a beginning and an ending of their own."""


def plain(text: str) -> tuple[str, ...]:
    """The words of `text.split()` in small letters, without marks; a number is one digit."""
    return tuple(map(_plain, text.translate(_QUOTES).lower().split()))


@lru_cache(maxsize=8192)
def _plain(written: str) -> str:
    word = written.strip(_MARKS)
    return "0" if word and word[0].isdigit() else word


def mark(text: str) -> int:
    """The checksum of a piece of text."""
    return crc32(text.encode("utf-8", "replace"))


def pieces(word: str, classes: Classes) -> list[int]:
    """The features of a word alone: itself, its beginning and end, its classes."""
    found = [mark(word)]
    if len(word) > _SHORT:
        found += [mark(f"<{word[:4]}"), mark(f"{word[-3:]}>")]
    small, large = classes.get(word, _NO_CLASS)
    if small:
        found += [mark(f"={small}"), mark(f"={large}")]
    return found


def of_word(word: str, classes: Classes) -> tuple[tuple[int, ...], ...]:
    """The features of a word for each slot in which it may stand."""
    near = pieces(word, classes)
    return tuple(
        tuple(piece ^ _MIXED[slot] for piece in (near if slot in _NEAR else near[:1]))
        for slot in range(SLOTS)
    )


def of_places(words: Sequence[str], expects: str, classes: Classes) -> list[list[int]]:
    """The features of each place which need more than one word, or what was expected."""
    size = len(words)
    mixed = mark(f"expects {expects}")
    padded = (_EDGE, _EDGE, *words, _EDGE, _EDGE)
    alone = [mark(word) for word in padded]
    pairs = [mark(f"{a} {b}") for a, b in pairwise(padded)]
    large = [classes.get(word, (word, word))[1] for word in padded]
    large_pairs = [mark(f"={a} {b}") for a, b in pairwise(large)]
    found = []
    for place in range(size):
        at = place + 2
        before, behind = pairs[at - 1], pairs[at]
        first = mark(f"at {min(place, 4)}")
        last = mark(f"left {min(size - 1 - place, 3)}")
        found.append(
            [
                before ^ _MIXED[10],
                behind ^ _MIXED[11],
                pairs[at - 2] ^ _MIXED[12],
                pairs[at + 1] ^ _MIXED[13],
                mark(f"{padded[at - 1]} {padded[at]} {padded[at + 1]}") ^ _MIXED[14],
                mark(f"{padded[at - 1]} {padded[at + 1]}") ^ _MIXED[15],
                alone[at] ^ mixed ^ _MIXED[16],
                before ^ mixed ^ _MIXED[17],
                first ^ _MIXED[18],
                last ^ _MIXED[18],
                first ^ mixed ^ _MIXED[19],
                last ^ mixed ^ _MIXED[19],
                mixed ^ _MIXED[20],
                large_pairs[at - 1] ^ _MIXED[21],
                large_pairs[at] ^ _MIXED[22],
                large_pairs[at - 2] ^ _MIXED[23],
                large_pairs[at + 1] ^ _MIXED[24],
                mark(f"={large[at - 1]} {large[at]} {large[at + 1]}") ^ _MIXED[25],
                mark(f"={large[at]}") ^ mixed ^ _MIXED[26],
            ]
        )
    return found


def of_whole(words: Sequence[str], expects: str) -> list[int]:
    """The features which every place of an utterance has, beside its words anywhere."""
    mixed = mark(f"expects {expects}")
    start = mark(" ".join(words[:2]))
    size = mark(f"size {min(len(words), 4) if len(words) < 5 else 5 + min(len(words) // 5, 6)}")
    return [
        mark(words[0]) ^ _MIXED[30],
        start ^ _MIXED[31],
        mark(" ".join(words[:3])) ^ _MIXED[32],
        mark(words[-1]) ^ _MIXED[33],
        mark(" ".join(words[-2:])) ^ _MIXED[34],
        mark(words[0]) ^ mixed ^ _MIXED[35],
        start ^ mixed ^ _MIXED[36],
        size ^ _MIXED[37],
        size ^ mixed ^ _MIXED[38],
    ]


def of_part(words: Sequence[str], classes: Classes) -> list[int]:
    """The features of the words of one part, from which its name is learned."""
    found: set[int] = set()
    marked = (_EDGE, *words, _EDGE)
    for word in words:
        found.update(piece ^ _MIXED[40] for piece in pieces(word, classes))
    for a, b in pairwise(marked):
        found.add(mark(f"{a} {b}") ^ _MIXED[41])
    for a, b in zip(marked, marked[2:], strict=False):
        found.add(mark(f"{a} {b}") ^ _MIXED[42])
    large = [classes.get(word, (word, word))[1] for word in marked]
    for a, b in pairwise(large):
        found.add(mark(f"={a} {b}") ^ _MIXED[43])
    return sorted(found)

"""The little language of the pattern file, made into regular expressions over words.

`want to die` is itself; `a|b` is either word; `<die>` any of the ways to say it listed under that
name; `(at all)` may be missing; `..` is up to three words, `...` up to six, none of them a comma;
`$` is the end of the sentence or clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PIECES = re.compile(r"\([^)]*\)|\S+")
_GAPS = {"..": 3, "...": 6}
_END = r"(?=$|, |(?:and|but|because|so) )"

Slots = Mapping[str, Sequence[str]]


def expression(pattern: str, slots: Slots) -> str:
    """A pattern as a regular expression over words which each have one blank after them.

    Gaps are its groups. Raises `KeyError` for a slot which there is not.
    """
    return "".join(_piece(piece, slots) for piece in _PIECES.findall(pattern))


def compiled(pattern: str, slots: Slots) -> re.Pattern[str]:
    """The expression, ready to search with; it begins at a word."""
    return re.compile(r"(?<![^ ])" + expression(pattern, slots))


def key_words(pattern: str, slots: Slots, common: frozenset[str]) -> frozenset[str] | None:
    """Words of which one must be in a sentence for the pattern to fit; `None` if there are none.

    With them a sentence need not be compared with every pattern. Words in `common` tell nothing.
    """
    best: frozenset[str] | None = None
    for piece in _PIECES.findall(pattern):
        found = _keys(piece, slots, common)
        if found is not None and (best is None or len(found) < len(best)):
            best = found
    return best


def _piece(piece: str, slots: Slots) -> str:
    if piece in _GAPS:
        return rf"((?:[a-z0-9']+ ){{0,{_GAPS[piece]}}}?)"
    if piece == "$":
        return _END
    if piece.startswith("("):
        return f"(?:{_either(piece[1:-1].split('|'), slots)})?"
    return f"(?:{_either(piece.split('|'), slots)})"


def _either(alternatives: Sequence[str], slots: Slots) -> str:
    return "|".join(_alternative(alternative, slots) for alternative in alternatives)


def _alternative(text: str, slots: Slots) -> str:
    words = text.split()
    if len(words) == 1 and not words[0].startswith(("<", "(")) and words[0] not in _GAPS:
        return re.escape(words[0]) + " " if words[0] != "$" else _END
    if len(words) == 1 and words[0].startswith("<") and "|" not in words[0]:
        return f"(?:{'|'.join(expression(way, slots) for way in slots[words[0][1:-1]])})"
    return expression(text, slots)


def _keys(piece: str, slots: Slots, common: frozenset[str]) -> frozenset[str] | None:
    if piece in _GAPS or piece == "$" or piece.startswith("("):
        return None
    keys: set[str] = set()
    for alternative in piece.split("|"):
        ways = slots[alternative[1:-1]] if alternative.startswith("<") else (alternative,)
        for way in ways:
            if way.startswith("<") or " " in way:
                found = key_words(way, slots, common)
            else:
                found = _keys(way, slots, common) if "|" in way else _key(way, common)
            if not found:
                return None
            keys |= found
    return frozenset(keys)


def _key(word: str, common: frozenset[str]) -> frozenset[str] | None:
    return None if word in common else frozenset({word})

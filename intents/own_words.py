"""Words as they were said, where their meaning is known in normal form: "Call Anna's mum"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Words = tuple[str, ...]

_MARKS = ' .,;:!?…"'
_LEADS = 14
"""Within so many words the part which is meant has begun."""


def own_words(meant: Words, text: str, normal: Callable[[str], Words]) -> str:
    """The end of `text` which `normal` turns into `meant`, in its own letters and contractions.

    Hesitations are left out. Where somebody began a word twice, the normal form is given.
    """
    pieces = text.split()
    for start in range(min(len(pieces), _LEADS)):
        if normal(" ".join(pieces[start:])) == meant:
            each = [(piece, normal(piece)) for piece in pieces[start:]]
            if _joined([words for _, words in each]) == meant:
                return " ".join(piece for piece, words in each if words).strip(' .,;:!?…"')
            break
    return " ".join(meant)


def in_own_letters(words: Words, text: str) -> str:
    """`words` with the capitals they have where they stand together in `text`."""
    pieces = [piece.strip(_MARKS) for piece in text.split()]
    for start in range(len(pieces) - len(words) + 1):
        part = pieces[start : start + len(words)]
        if tuple(piece.lower() for piece in part) == words:
            return " ".join(part)
    return " ".join(words)


def _joined(parts: Sequence[Words]) -> Words:
    return tuple(word for words in parts for word in words)

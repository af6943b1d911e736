"""The stretches of a dictation as one text, and taking its last sentence back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PARAGRAPH = "\n\n"
"""What stands between two paragraphs; a piece of its own."""
_END = re.compile(r"[.?!…][\"'\u201d\u2019)]*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class SegmentText:
    """A stretch of dictation. `continues`: it goes on with the sentence before it."""

    text: str
    continues: bool = False


def join_segments(pieces: Iterable[SegmentText]) -> str:
    """One text, without paragraphs in which nothing stands."""
    text = ""
    for piece in pieces:
        text = _with(text, piece)
    return text.strip()


def without_last_sentence(pieces: Sequence[SegmentText]) -> tuple[int, str]:
    """How many of the pieces stay as they are, and what stays of the next one.

    A paragraph just begun counts as the last sentence. Whatever a person typed without full stops
    is one sentence for each piece.
    """
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        found = [end.end() for end in _END.finditer(piece.text)]
        if found:
            return at, piece.text[: found[-1]].rstrip()
        if not piece.continues or not at or pieces[at - 1].text == PARAGRAPH:
            return at, ""
    return 0, ""


def _with(text: str, piece: SegmentText) -> str:
    if piece.text == PARAGRAPH:
        return text.rstrip() + PARAGRAPH if text.strip() else ""
    if piece.continues:
        text = text[:-1] if text.endswith(".") else text
    space = "" if not text or text.endswith("\n") else " "
    return f"{text}{space}{piece.text}"

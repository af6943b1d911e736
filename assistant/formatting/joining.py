"""The segments of a dictation as one text, and the removal of its last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PARAGRAPH = "\n\n"
"""The text of a segment which only begins a new paragraph."""
_END = re.compile(r"[.?!…][\"'\u201d\u2019)]*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class SegmentText:
    """The text of a segment. `continues`: it goes on with the sentence before it."""

    text: str
    continues: bool = False


def join_segments(segments: Iterable[SegmentText]) -> str:
    """The segments as one text, without empty paragraphs."""
    text = ""
    for segment in segments:
        text = _with(text, segment)
    return text.strip()


def without_last_sentence(segments: Sequence[SegmentText]) -> tuple[int, str]:
    """How many segments stay as they are, and what is left of the segment after them.

    A paragraph just begun counts as the last sentence. Text without full stops, such as typed
    text, is one sentence for each segment.
    """
    for at in range(len(segments) - 1, -1, -1):
        segment = segments[at]
        found = [end.end() for end in _END.finditer(segment.text)]
        if found:
            return at, segment.text[: found[-1]].rstrip()
        if not segment.continues or not at or segments[at - 1].text == PARAGRAPH:
            return at, ""
    return 0, ""


def _with(text: str, segment: SegmentText) -> str:
    if segment.text == PARAGRAPH:
        return text.rstrip() + PARAGRAPH if text.strip() else ""
    if segment.continues:
        text = text[:-1] if text.endswith(".") else text
    space = "" if not text or text.endswith("\n") else " "
    return f"{text}{space}{segment.text}"

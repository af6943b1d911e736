"""Dictations: their segments joined, each with its newest reading."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assistant.formatting import PARAGRAPH, SegmentText, join_segments
from assistant.practice.events import Entry, ParagraphBegan, Reread, Segment


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """A segment of a dictation: its line, its question, its words, and which are doubtful."""

    id: str
    ask: str
    about: str
    text: str
    continues: bool = False
    doubtful: tuple[tuple[int, int], ...] = ()
    recording: str = ""
    seconds: float = 0.0

    @property
    def piece(self) -> SegmentText:
        """Its part of the text."""
        return SegmentText(self.text, self.continues)


def stretch_of(entry: Entry) -> Stretch | None:
    """Return what a line adds to a dictation; None if it belongs to none."""
    match entry.event:
        case Segment() as s:
            return Stretch(
                entry.id, s.ask, s.about, s.text, s.continues, s.doubtful, s.recording, s.seconds
            )
        case ParagraphBegan() as paragraph:
            return Stretch(entry.id, paragraph.ask, paragraph.about, PARAGRAPH)
    return None


def text_of(stretches: list[Stretch] | tuple[Stretch, ...]) -> str:
    """Return the whole text."""
    return join_segments(stretch.piece for stretch in stretches)


def doubts_of(stretches: list[Stretch] | tuple[Stretch, ...], most: int) -> list[str]:
    """Return the last `most` doubtful passages in order, each with the words beside it."""
    found: list[str] = []
    for stretch in stretches:
        end = -1
        for first, last in stretch.doubtful:
            if first <= end:
                continue  # It is in the last passage already.
            begin, end = _widened(stretch.text, first, last)
            found.append(stretch.text[begin:end].strip(" .?"))
    return found[-most:]


def _widened(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the range from the word before to the word after."""
    before = text[:first].rstrip()
    after = text[last:]
    begin = before.rfind(" ") + 1
    skipped = len(after) - len(after.lstrip())
    end = after.find(" ", skipped)
    return begin, len(text) if end < 0 else last + end


# Recordings read again. --------------------------------------------------------------------------


def readings(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the newest reading of each segment that was read again, by the segment's line."""
    return {e.event.segment: e for e in entries if isinstance(e.event, Reread)}


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, with the words of the newest reading in each segment."""
    again = readings(entries)
    if not again:
        return list(entries)
    return [read_as(entry, again.get(entry.id)) for entry in entries]


def read_as(entry: Entry, again: Entry | None) -> Entry:
    """Return a segment with the words of another reading of it."""
    if again is None or not isinstance(entry.event, Segment) or not isinstance(again.event, Reread):
        return entry
    read = again.event
    segment = msgspec.structs.replace(
        entry.event, text=read.text, doubtful=read.doubtful, continues=read.continues
    )
    return msgspec.structs.replace(entry, event=segment)

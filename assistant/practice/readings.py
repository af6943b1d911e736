"""Recordings read again: the newest reading of a stretch of dictation is what counts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assistant.practice.events import Entry, Reread, Segment


def readings(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The newest reading of each stretch which was read again, by the stretch's line."""
    return {e.event.segment: e for e in entries if isinstance(e.event, Reread)}


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """The same entries, each stretch of dictation with the words of its newest reading."""
    again = readings(entries)
    if not again:
        return list(entries)
    return [read_as(entry, again.get(entry.id)) for entry in entries]


def read_as(entry: Entry, again: Entry | None) -> Entry:
    """A stretch with the words of another reading of it."""
    if again is None or not isinstance(entry.event, Segment) or not isinstance(again.event, Reread):
        return entry
    read = again.event
    segment = msgspec.structs.replace(
        entry.event, text=read.text, doubtful=read.doubtful, continues=read.continues
    )
    return msgspec.structs.replace(entry, event=segment)

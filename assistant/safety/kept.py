"""Whether the journal keeps words of concern, so that Lantern can say so truthfully."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from assistant.practice.events import Answered, Entry, Missed, Segment

Kept = Literal["", "kept", "can go"]
"""Not in the journal; in it; in it as a dictation only, so that it can be erased."""


def last_dictated(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The id of the segment which was dictated last; none where there is none."""
    return tuple(entry.id for entry in entries if isinstance(entry.event, Segment))[-1:]


def lines_with_words(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The ids of the lines that hold what was said."""
    return tuple(e.id for e in entries if isinstance(e.event, Answered | Missed | Segment))


def kept(entries: Sequence[Entry], dictated: Sequence[str], said: str) -> Kept:
    """How the words are kept among a conversation's `entries`.

    `dictated` are the ids of segments of concern; without any, `said` is looked for.
    """
    words = [
        entry.event.text
        for entry in entries
        if entry.id in dictated and isinstance(entry.event, Segment)
    ]
    others = [entry for entry in entries if entry.id not in dictated]
    if not words:
        return "kept" if said and _stand_in(said, others) else ""
    return "kept" if any(_stand_in(word, others) for word in words) else "can go"


def _stand_in(words: str, entries: Sequence[Entry]) -> bool:
    written = msgspec.json.encode(words).decode()[1:-1].lower()
    return any(written in msgspec.json.encode(entry.event).decode().lower() for entry in entries)

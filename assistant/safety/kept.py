"""What the journal keeps of words which gave concern: so that what is said of it is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from assistant.practice.events import Entry, Segment

Kept = Literal["", "kept", "can go"]
"""Not in the journal; in it; in it as a dictation and nowhere else, so that it can be taken out."""


def last_dictated(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The journal's line of the stretch which was dictated last; none where there is none."""
    return tuple(entry.id for entry in entries if isinstance(entry.event, Segment))[-1:]


def kept(entries: Sequence[Entry], dictated: Sequence[str], said: str) -> Kept:
    """How the words are kept among a conversation's `entries`.

    `dictated` are the lines of stretches which gave concern; without one, `said` is looked for.
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

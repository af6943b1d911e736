"""Which events no longer count, because a later one took them back."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.practice.events import Answered, Entry, Segment, Withdrawn


def withdrawn(entries: Sequence[Entry]) -> set[str]:
    """The ids of the lines which no longer count.

    Read from the end: a withdrawal which was itself withdrawn takes nothing back, so undoing a
    changed answer brings the old one again.
    """
    ids: set[str] = set()
    for entry in reversed(entries):
        if entry.id in ids:
            continue
        match entry.event:
            case Answered(withdraws=taken) | Withdrawn(withdraws=taken) | Segment(withdraws=taken):
                ids.update(taken)
    return ids

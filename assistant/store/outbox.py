"""Events on their way to the disk. What the disk refuses waits here, in order.

An event has its true id only once it is saved. One that waits has a provisional id; later ones
that name it ("this takes that back") wait too, and name the true id when they are saved.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count

import msgspec

from assistant.journal import Journal, NotSaved
from assistant.practice.events import (
    Answered,
    Entry,
    JournalEvent,
    Segment,
    SessionBegan,
    WentBack,
    Withdrawn,
)


class Outbox:
    """Saves events in order. `waiting` are those which are not on disk yet."""

    def __init__(self, journal: Journal) -> None:
        self.waiting: list[Entry] = []
        self.trouble: NotSaved | None = None
        """Why the disk refused the last time; None when it did not."""
        self._journal = journal
        self._numbers = count(1)

    def add(self, entry: Entry) -> list[Entry]:
        """Save what waits and then `entry`; gives those on disk now, under their true ids."""
        self.waiting.append(msgspec.structs.replace(entry, id=f"unsaved-{next(self._numbers)}"))
        saved: list[Entry] = []
        while self.waiting:
            first = self.waiting[0]
            try:
                id = self._append(first)
            except NotSaved as error:
                self.trouble = error.with_traceback(None)
                return saved
            del self.waiting[0]
            saved.append(msgspec.structs.replace(first, id=id))
            self.waiting = [_naming(waiting, first.id, id) for waiting in self.waiting]
        self.trouble = None
        return saved

    def forget(self, ids: set[str]) -> None:
        """Do not save these: they were erased."""
        self.waiting = [entry for entry in self.waiting if entry.id not in ids]

    def _append(self, entry: Entry) -> str:
        data = msgspec.to_builtins(entry.event)
        try:
            return self._journal.append(
                data.pop("type"),
                data,
                ts=datetime.fromisoformat(entry.ts),
                session=entry.session or None,
                source=entry.source or None,
            ).id
        except NotSaved:
            # It waits here, not in the journal: here the ids it names can still be corrected.
            self._journal.pending.clear()
            raise


def _naming(entry: Entry, old: str, new: str) -> Entry:
    return msgspec.structs.replace(entry, event=_event_naming(entry.event, old, new))


def _event_naming(event: JournalEvent, old: str, new: str) -> JournalEvent:
    def true(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if id == old else id for id in ids)

    match event:
        case Withdrawn():
            return Withdrawn(true(event.withdraws))
        case Segment():
            return msgspec.structs.replace(event, withdraws=true(event.withdraws))
        case WentBack():
            return WentBack(*true((event.to,)))
        case SessionBegan():
            return msgspec.structs.replace(event, erases=true(event.erases))
        case Answered():
            return msgspec.structs.replace(
                event,
                withdraws=true(event.withdraws),
                replaces=true((event.replaces,))[0],
                erases=true(event.erases),
            )
    return event

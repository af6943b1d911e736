"""Search in the journal, the same for the command line and by voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

import msgspec

from assistant.journal import Journal
from assistant.journal.searching import Hit, Index, words_in
from assistant.practice.dictations import read_as, readings
from assistant.practice.events import Entry, withdrawn
from assistant.practice.words import words_of
from assistant.store.read_model import entries_of

REACHING_BACK = (b'"withdraws":', b'"type":"reread"')
"""What stands in every line that withdraws earlier ones or reads them again."""


class Later(msgspec.Struct, frozen=True):
    """Which lines are withdrawn (`gone`); the newest reading of those read again (`again`)."""

    gone: set[str]
    again: dict[str, Entry]

    def standing(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Those of `entries` that count, in their newest reading."""
        return (read_as(e, self.again.get(e.id)) for e in entries if e.id not in self.gone)


def later(entries: Sequence[Entry]) -> Later:
    """What these entries withdraw, and what they read again."""
    return Later(withdrawn(entries), readings(entries))


def search(
    journal: Journal,
    query: str,
    *,
    since: date | None = None,
    until: date | None = None,
    keep: Callable[[Entry], bool] | None = None,
    limit: int = 10,
    read: Callable[[Sequence[bytes]], Iterable[Entry]] | None = None,
) -> list[Hit]:
    """The best passages for `query` in what counts; `read` gives more entries than the journal's.

    Only lines with the words in them are decoded, unless one of the words is nowhere: then it may
    be misspelt, and all lines have to be looked at; so too where stretches were read again, whose
    new words stand on another line. Raises `Trouble`, `Locked`.
    """

    read = read or partial(entries_of, journal)

    def index(entries: Sequence[Entry], back: Later) -> Index:
        texts = ((e.id, e.ts, words_of(e)) for e in back.standing(entries) if not keep or keep(e))
        return Index(((id, ts, text) for id, ts, text in texts if text), among=journal.clock)

    words = words_in(query)
    if words:
        holding = (*REACHING_BACK, *(word.encode() for word in words if word.isascii()))
        some = list(read(holding))
        back = later(some)
        found = index(some, back)
        if not back.again and found.knows(words):
            return found.find(query, since=since, until=until, limit=limit)
    every = list(read(()))
    return index(every, later(every)).find(query, since=since, until=until, limit=limit)

"""What a person said of something, found in the journal: the same for the command and the voice."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

import msgspec

from assistant.journal import Journal
from assistant.journal.searching import Hit, Index, words_in
from assistant.practice.events import Entry
from assistant.practice.readings import read_as, readings
from assistant.practice.words import words_of
from assistant.progress import withdrawn
from assistant.record import entries_of

_MOST_READ_AGAIN = 200
"""If more was read again than this, looking only where the words stand saves nothing."""
_REACHING_BACK = (b'"withdraws":', b'"type":"reread"')


class Later(msgspec.Struct, frozen=True):
    """What later lines say of earlier ones: what they take back, and what they read anew."""

    gone: set[str]
    again: dict[str, Entry]

    def standing(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Those of `entries` which count, in their newest reading."""
        return (read_as(e, self.again.get(e.id)) for e in entries if e.id not in self.gone)


def later(journal: Journal, more: Sequence[Entry] = (), without: Container[str] = ()) -> Later:
    """What lines say of earlier ones: those of the journal, `more` after them, not `without`."""
    there = (e for e in entries_of(journal, _REACHING_BACK) if e.id not in without)
    entries = [*there, *more]
    return Later(withdrawn(entries), readings(entries))


def search(
    journal: Journal,
    query: str,
    *,
    since: date | None = None,
    until: date | None = None,
    keep: Callable[[Entry], bool] = lambda entry: True,
    limit: int = 10,
    more: Sequence[Entry] = (),
) -> list[Hit]:
    """The best passages for `query` in what counts, of the journal and of `more` after it.

    Only lines with the words in them are decoded, unless one of the words is nowhere: then it may
    be misspelt, and all lines have to be looked at. Raises `Trouble`, `Locked`.
    """
    back = later(journal, more)

    def index(holding: Sequence[bytes] = ()) -> Index:
        entries = back.standing(chain(entries_of(journal, holding), more))
        texts = ((e.id, e.ts, words_of(e)) for e in entries if keep(e))
        return Index(((id, ts, text) for id, ts, text in texts if text), among=journal.clock)

    words = words_in(query)
    if words and len(back.again) <= _MOST_READ_AGAIN:
        ids = (b'"id":"%s"' % id.encode() for id in back.again)
        found = index((*(word.encode() for word in words if word.isascii()), *ids, b"\x00"))
        if found.knows(words):
            return found.find(query, since=since, until=until, limit=limit)
    return index().find(query, since=since, until=until, limit=limit)

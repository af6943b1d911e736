"""Choosing what to erase, so that it can be summed up and confirmed before it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from assistant.journal.line import Line
from assistant.journal.recordings import named_in
from assistant.journal.searching import folding


@dataclass(frozen=True, slots=True)
class Choice:
    """Some lines, and what a person should hear of them before they are erased."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> str:
        """The day of the earliest of them, empty when there is none."""
        return min((line.ts[:10] for line in self.lines), default="")

    @property
    def last(self) -> str:
        """The day of the latest of them, empty when there is none."""
        return max((line.ts[:10] for line in self.lines), default="")

    @property
    def recordings(self) -> frozenset[str]:
        """The recordings which they name."""
        return frozenset(name for line in self.lines for name in named_in(line))


def choose(
    lines: Iterable[Line],
    *,
    since: date | None = None,
    until: date | None = None,
    matching: str | None = None,
    session: str | None = None,
) -> Choice:
    """Those of `lines` of the days from `since` to `until`, with `matching` in their words.

    `matching` is found anywhere in an event's data, whatever its accents and capitals. Lines which
    refer to one another hold the same words in two readings, so they are chosen together.
    """
    every = tuple(lines)
    first = since.isoformat() if since else ""
    last = until.isoformat() if until else "9999-12-31"
    sought = folding(matching or "")
    chosen = {
        line.id
        for line in every
        if first <= line.ts[:10] <= last
        and (session is None or line.session == session)
        and (not sought or sought in folding(_words(line)))
    }
    chosen |= {line.ref for line in every if line.ref and line.id in chosen}
    return Choice(tuple(line for line in every if line.id in chosen or line.ref in chosen))


def _words(line: Line) -> str:
    return "\n".join(strings_in(msgspec.json.decode(line.data)))


def strings_in(value: Any) -> Iterator[str]:
    """All texts within a piece of plain data, names of members too."""
    match value:
        case str():
            yield value
        case list() | tuple():
            for item in value:
                yield from strings_in(item)
        case dict():
            for key, item in value.items():
                yield key
                yield from strings_in(item)

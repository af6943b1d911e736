"""The journal's lines decoded into events, for searching, exporting and importing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec
from rapidfuzz import process

from assistant import wording
from assistant.errors import Trouble
from assistant.export.calendar import calendar
from assistant.export.diary import Diary
from assistant.journal import Journal, Line
from assistant.journal.erasure import Choice, strings_in
from assistant.journal.import_export import JrnlEntry
from assistant.journal.searching import fold_text
from assistant.practice.dictations import newest
from assistant.practice.events import EVENT_TYPES, Entry, Segment, withdrawn
from assistant.practice.state import State, fold
from assistant.practice.validity import is_valid
from assistant.practice.words import has_to_do_with, names_in, words_of
from assistant.wording import Wording

_ALIKE = 75
"""How like a name has to be to one which was only nearly said, of 100."""


_DECODE = {name: msgspec.json.Decoder(kind).decode for name, kind in EVENT_TYPES.items()}


def entry_of(line: Line) -> Entry | None:
    """A journal line as an entry; `None` for a type this version does not know, or not valid."""
    decode = _DECODE.get(line.type)
    if decode is None:
        return None
    try:
        event = decode(line.data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    if not is_valid(event):
        return None
    return Entry(line.id, line.ts, line.session or "", event, line.source or "")  # type: ignore[arg-type]


def is_understood(line: Line) -> bool:
    """Whether a line can be reckoned with, or is of a type this version does not know."""
    return line.type not in _DECODE or entry_of(line) is not None


def entries_of(journal: Journal, holding: Sequence[bytes] = ()) -> Iterator[Entry]:
    """The journal's lines as entries; `holding` as for its lines. Raises `Locked`."""
    return filter(None, map(entry_of, journal.lines(holding)))


def with_later_beginnings(journal: Journal, choice: Choice) -> Choice:
    """Add the beginnings of conversations which repeat a name that was given in what was chosen.

    What somebody called a goal or a value stands in the beginnings of later conversations.
    Raises `Trouble`, `Locked`.
    """
    chosen = {line.id for line in choice.lines}
    entries = filter(None, map(entry_of, choice.lines))
    names = {fold_text(name) for entry in entries for name in names_in(entry)}
    later = [
        line
        for line in journal.lines([b'"type":"session_began"'])
        if line.type == "session_began" and line.id not in chosen
        if not names.isdisjoint(map(fold_text, strings_in(msgspec.json.decode(line.data))))
    ]
    return Choice((*choice.lines, *later))


class ReadModel:
    """An open journal, read as a whole. Raises `Locked` while it cannot be read."""

    def __init__(self, journal: Journal, words: Wording | None = None) -> None:
        """`words` is the wording of what is exported; else it is English."""
        self._words = words or wording.load()
        self._all = list(entries_of(journal))
        # What was read again is found by its newest words, on the day when it was said.
        self._entries = {e.id: e for e in newest(self._all)}

    @cached_property
    def state(self) -> State:
        """What follows from it."""
        return fold(self._all)

    @cached_property
    def _gone(self) -> set[str]:
        return withdrawn(self._all)

    def words_of(self, line: Line) -> str:
        """The person's words in a line; empty for what was taken back."""
        entry = self._standing(line)
        return words_of(entry) if entry else ""

    def keep(self, value: str = "", goal: str = "") -> Callable[[Entry], bool]:
        """Which events have to do with a value and a goal, by their names.

        Raises `Trouble` for a name which nothing has.
        """
        tests: list[Callable[[Entry], bool]] = []
        if value:
            named = {v.name: v.id for v in self.state.values}
            tests.append(has_to_do_with(self.state, value=_called(value, named, "value")))
        if goal:
            named = {g.title: g.id for g in self.state.goals}
            tests.append(has_to_do_with(self.state, goal=_called(goal, named, "goal")))
        return lambda entry: all(test(entry) for test in tests)

    def diary_entry(self) -> Callable[[Line], str | None]:
        """Makes Markdown of one line after another."""
        diary = Diary(self.state, self._words, self._first_readings())

        def entry(line: Line) -> str | None:
            standing = self._standing(line)
            return diary.entry(standing) if standing else None

        return entry

    def calendar(self, lines: Any = None) -> str:
        """An iCalendar text of the goals."""
        return calendar(self.state, self._words)

    def _first_readings(self) -> dict[str, str]:
        """What was first made of the stretches which were read again since, by their lines."""
        return {
            e.id: e.event.text
            for e in self._all
            if isinstance(e.event, Segment) and self._entries[e.id] is not e
        }

    def _standing(self, line: Line) -> Entry | None:
        return None if line.id in self._gone else self._entries.get(line.id)


def reflection_of(entry: JrnlEntry) -> tuple[str, dict[str, Any]]:
    """An entry of another diary as a reflection, whole in one line."""
    text = "\n".join(part for part in (entry.title.strip(), entry.body.strip()) if part)
    data: dict[str, Any] = msgspec.to_builtins(Segment("reflect.go_ahead", text))
    return str(data.pop("type")), data


def _called(name: str, named: dict[str, str], what: str) -> str:
    inside = [known for known in named if name.casefold() in known.casefold()]
    like = process.extractOne(name, list(named), processor=str.casefold, score_cutoff=_ALIKE)
    found = inside[0] if inside else like[0] if like else None
    if found is None:
        raise Trouble(f"store.no_{what}", name=name, there=", ".join(named))
    return named[found]

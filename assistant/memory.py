"""What Lantern remembers: the journal's events with their meaning, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from assistant.dialogue import Dialogue, Say
from assistant.dialogues import SCRIPTS
from assistant.dialogues.brief import Moment
from assistant.journal import Journal, NotSaved
from assistant.practice.events import (
    Entry,
    GentleUntil,
    JournalEvent,
    SessionBegan,
    SettingChanged,
)
from assistant.practice.settings import adjusted
from assistant.practice.state import Settings, State, fold
from assistant.progress import Progress, progress
from assistant.record import entry_of


class Memory:
    """The journal as a conversation sees it. `clock` gives the moment in the person's time zone.

    `trouble` is a sentence to say aloud, set when an event could not be saved; it stays in memory
    and is tried again with the next one.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Callable[[], datetime],
        *,
        prompts: Sequence[str] = (),
        source: str = "text",
        can_record: bool = False,
        rate: int | None = None,
        volume: float | None = None,
    ) -> None:
        """`rate` and `volume` are those of the settings file; what was said by voice goes first."""
        self._usual = Settings(rate=rate or Settings().rate, volume=volume or Settings().volume)
        self.journal = journal
        self.clock = clock
        self.prompts = tuple(prompts)
        self.source = source
        self.can_record = can_record
        self.trouble = ""
        self._entries = [e for e in map(entry_of, journal.lines()) if e is not None]
        self._root: dict[str, str] = {}
        self._of_root: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            self._place(entry)
        self._state: State | None = None

    # What is known ------------------------------------------------------------------------------

    def state(self) -> State:
        """The fold of everything up to now."""
        if self._state is None:
            self._state = fold(self._entries, self._usual)
        return self._state

    def entries(self, root: str) -> Sequence[Entry]:
        """The events of a session and of those begun from within it, in order."""
        return self._of_root[root]

    def unfinished(self) -> list[Progress]:
        """The conversations which were not brought to their end, oldest first."""
        roots = (progress(entries)[root] for root, entries in self._of_root.items() if entries)
        return [root for root in roots if not root.over]

    # What conversations need --------------------------------------------------------------------

    def record(self, event: JournalEvent, session: str) -> Entry:
        """Keep an event. Where the disk refuses, it is kept in memory and `trouble` says so."""
        now = self.clock()
        data = msgspec.to_builtins(event)
        kind = data.pop("type")
        try:
            line = self.journal.append(kind, data, ts=now, session=session, source=self.source)
            id = line.id
        except NotSaved as error:
            self.trouble = str(error)
            id = f"unsaved-{len(self._entries)}"
        entry = Entry(id, now.isoformat(), session, event, self.source)
        self._entries.append(entry)
        self._place(entry)
        self._state = None
        return entry

    def new_session(self) -> str:
        """A fresh id for a session."""
        return self.journal.new_session_id()

    def brief(self, dialogue: str, session: str) -> dict[str, Any]:
        """All that a dialogue is told when it begins, as plain data."""
        moment = Moment(self.state(), self.clock(), session, self.prompts, self.can_record)
        # As it will be read again from the journal: plain JSON, lists and not tuples.
        brief: dict[str, Any] = msgspec.json.decode(
            msgspec.json.encode(SCRIPTS[dialogue].brief(moment))
        )
        return brief

    def perform(self, dialogue: str, brief: dict[str, Any]) -> Dialogue:
        """A dialogue, from its beginning."""
        script = SCRIPTS[dialogue]
        return script.perform(msgspec.convert(brief, script.brief_type))

    def ordinal(self, dialogue: str) -> int:
        """How many sessions of this dialogue began before."""
        return self.state().sessions.get(dialogue, 0)

    def has_dialogue(self, name: str) -> bool:
        """Whether there is a dialogue of this name to begin."""
        return name in SCRIPTS

    def adjust(self, wish: str, session: str) -> Say:
        """Change a setting by a wish such as "slower"; give what to say of it."""
        if wish == "go_easy":
            self.go_easy(session)
            return Say("gentle")
        setting, value, key = adjusted(self.state().settings, wish)
        if setting is not None:
            self.record(SettingChanged(setting, value), session)
        return Say(key, nth=len(self.entries(self._root.get(session, session))))

    def go_easy(self, session: str) -> None:
        """Let the heavier questions rest for today."""
        today = str(self.clock().date())
        if self.state().gentle_until < today:
            self.record(GentleUntil(today), session)

    def _place(self, entry: Entry) -> None:
        if isinstance(entry.event, SessionBegan):
            parent = entry.event.parent
            self._root[entry.session] = self._root.get(parent, entry.session)
        root = self._root.get(entry.session)
        if root is not None:
            self._of_root[root].append(entry)

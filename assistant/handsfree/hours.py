"""Whose hour is it? The journal knows; it is read again only when something was written to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from assistant.errors import Trouble
from assistant.practice.reminders import Due, Reminder, due
from assistant.practice.state import State

_MORNING = "morning_checkin"


class Hours:
    """The reminders of one journal."""

    def __init__(self, folder: Path, state: Callable[[], State]) -> None:
        """`folder`: the journal's; `state` reads it anew."""
        self._folder = folder
        self._state = state
        self._seen: object = None
        self._reminders: list[Reminder] = []
        self._checked_in = ""
        self._over: set[tuple[str, str, str]] = set()

    def due(self, now: datetime) -> Due | None:
        """What to offer now. A check-in which was had already today is not offered on top."""
        self._read_again()
        waiting = [r for r in self._reminders if not self._had(r, now)]
        one = due(waiting, now)
        return None if one is None or self._key(one) in self._over else one

    def met(self, one: Due) -> None:
        """It was offered: not again, though the disk may have refused to keep how it went."""
        self._over.add(self._key(one))

    def _had(self, reminder: Reminder, now: datetime) -> bool:
        return reminder.dialogue == _MORNING and self._checked_in == str(now.date())

    def _key(self, one: Due) -> tuple[str, str, str]:
        return one.reminder.id, one.day, one.reminder.until

    def _read_again(self) -> None:
        stamp = _stamp(self._folder)
        if stamp == self._seen:
            return
        self._seen = stamp
        with suppress(Trouble):  # It is said in the next conversation; what was known still holds.
            state = self._state()
            self._reminders, self._checked_in = state.reminders, state.last_check_in


def _stamp(folder: Path) -> object:
    """What changes whenever something is written to the journal, by whoever."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".jsonl")
        states = [(path.name, path.stat()) for path in files]
    except OSError:
        return None
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)

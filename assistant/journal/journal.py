"""The journal: what is said to be saved is on disk, and everything on disk can be read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from assistant.errors import Trouble
from assistant.journal import device as devices
from assistant.journal import disk, reading
from assistant.journal.line import Event, Line, event, read
from assistant.journal.lock import held, lock_of
from assistant.journal.log import Log
from assistant.journal.privacy import close_to_others
from assistant.journal.reading import Damage
from assistant.journal.tail import tail_of
from assistant.journal.troubles import not_saved, why


class Journal:
    """All devices' files in one folder; this device appends to its own.

    Safe for threads, and for several programs at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        """What opening had to put right, a plain sentence each."""
        self.damage: list[Damage] = []
        """What the last reading of `lines` had to go around."""
        self.pending: list[Event] = []
        """What could not be saved yet, in order; the next append tries it first."""
        if folder.exists() and not folder.is_dir():
            raise Trouble(f"{folder} is not a folder; please choose another one with --data.")
        self.device = devices.device_in(folder)
        self.path = folder / reading.file_name(self.device)
        self._log = Log(self.path, self.device)
        self._mutex = RLock()
        self._kept = False
        self._clock = 0
        self._open()

    def new_session_id(self) -> str:
        """A name for a session which no other session has, on any device."""
        return devices.new_session_id()

    def append(
        self,
        type: str,
        data: Any,
        *,
        ts: datetime,
        session: str | None = None,
        ref: str | None = None,
        source: str | None = None,
    ) -> Line:
        """Keeps an event: when this returns it is on disk, and everything that was pending too.

        Raises `NotSaved` when the disk refuses; the event is then in `pending`.
        """
        made = event(type, data, ts=ts, session=session, ref=ref, source=source)
        with self._mutex:
            self.pending.append(made)
            return self._save()[-1]

    def save_pending(self) -> list[Line]:
        """Tries once more to save what is pending. Raises `NotSaved` when it still cannot be."""
        with self._mutex:
            return self._save() if self.pending else []

    def lines(self) -> Iterator[Line]:
        """Everything all devices have kept, in an order which is the same on each of them.

        Damaged lines are passed over and noted in `damage`. Raises `Trouble` when a file cannot
        be read at all.
        """
        self.damage = []
        try:
            for line in reading.merged(
                reading.lines_of(path, self.damage) for path in reading.files(self.folder)
            ):
                yield line
                if line.clock > self._clock:
                    self._clock = line.clock
        except OSError as error:
            raise Trouble(f"I could not read the journal: {why(error, self.folder)}.") from error

    def _save(self) -> list[Line]:
        try:
            self._keep_device()
            with held(lock_of(self.folder)):
                raw = self._log.append(self.pending, self._clock)
        except OSError as error:
            raise not_saved(error, self.folder) from error
        self.pending.clear()
        return [read(line[:-1]) for line in raw]

    def _keep_device(self) -> None:
        """The folder and this device's name in it, once: names without a file are not kept."""
        if not self._kept:
            disk.make_folder(self.folder)
            devices.keep(self.device, self.folder)
            self._kept = True

    def _open(self) -> None:
        if not self.folder.is_dir():
            return
        self.notices += close_to_others(self.folder)
        with suppress(OSError):
            if self.path.exists():
                with held(lock_of(self.folder)):
                    if self._log.set_aside():
                        self.notices.append(
                            "The last thing you said was cut off while it was being saved; "
                            "what there was of it is in the folder set-aside."
                        )
        for path in reading.files(self.folder):
            with suppress(OSError):
                self._clock = max(self._clock, _last_clock(path))


def _last_clock(path: Path) -> int:
    fd = os.open(path, os.O_RDONLY)
    try:
        return tail_of(fd).clock
    finally:
        os.close(fd)

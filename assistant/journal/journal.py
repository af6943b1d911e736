"""The journal: what is said to be saved is on disk, and everything on disk can be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from assistant.errors import Trouble
from assistant.journal import device as devices
from assistant.journal import disk, reading, sealing
from assistant.journal.erased import TYPE as TOMBSTONE
from assistant.journal.erased import Erased, tombstones, union
from assistant.journal.erasing import carry_out_seen
from assistant.journal.line import Event, Line, Unreadable, event
from assistant.journal.lock import held, lock_of
from assistant.journal.log import Log
from assistant.journal.marked import marked
from assistant.journal.privacy import close_to_others
from assistant.journal.reading import Damage
from assistant.journal.tail import tail_of_file
from assistant.journal.tidying import tidy
from assistant.journal.troubles import NotSaved, not_saved, why
from assistant.journal.vault import Vault

_OWN = frozenset({TOMBSTONE, sealing.KEY, sealing.SEALED})
"""Types of lines which are the journal's own."""


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
        self.vault = Vault(folder)
        self.log = Log(self.path, self.device)
        self._mutex = RLock()
        self._held = False
        self._kept = False
        self.clock = 0
        """Lamport clock: that of the latest line seen, of any device."""
        self._open()

    def new_session_id(self) -> str:
        """A name for a session which no other session has, on any device."""
        return devices.new_session_id()

    @property
    def locked(self) -> bool:
        """Whether the journal is encrypted and not unlocked: it can be added to, and not read."""
        return self.vault.locked

    def unlock(self, passphrase: str) -> None:
        """Opens an encrypted journal for reading. Raises `WrongPassphrase`."""
        self.vault.unlock(passphrase)

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

    def extend(self, events: Iterable[Event]) -> list[Line]:
        """Keeps many events at once: all are on disk when this returns. Raises `NotSaved`."""
        with self._mutex:
            waiting = len(self.pending)
            self.pending += events
            return self._save()[waiting:] if self.pending else []

    def save_pending(self) -> list[Line]:
        """Tries once more to save what is pending. Raises `NotSaved` when it still cannot be."""
        with self._mutex:
            return self._save() if self.pending else []

    def lines(self, holding: Sequence[bytes] = ()) -> Iterator[Line]:
        """Everything all devices have kept, in an order which is the same on each of them.

        With `holding`, in small letters: only the lines in whose bytes one of these may stand,
        which is a tenth of the work; the others are not looked at, nor whether they are damaged.
        Damaged lines are passed over and noted in `damage`. Raises `Trouble` when a file cannot
        be read at all, `Locked` while the journal is.
        """
        return self._lines(stones_too=False, holding=holding)

    def every_line(self) -> Iterator[Line]:
        """As `lines`, and the tombstones, which say what was erased."""
        return self._lines(stones_too=True)

    def _lines(self, *, stones_too: bool, holding: Sequence[bytes] = ()) -> Iterator[Line]:
        damage: list[Damage] = []
        self.damage = damage
        try:
            paths = reading.files(self.folder)
            self._see(paths)
            stones = tombstones(paths)
            carry_out_seen(self, stones)
            erased = union(stones.values())
            if self.vault.unlocked:
                for line, _ in marked(paths, sealing.KEY):
                    self.vault.opener.learn(line.data)
            lines = self._opened(reading.merged(paths, damage, holding), erased, damage, stones_too)
            yield from lines if len(paths) == 1 else reading.one_each(lines)
        except OSError as error:
            raise Trouble(f"I could not read the journal: {why(error, self.folder)}.") from error

    def _opened(
        self, lines: Iterator[Line], erased: Erased, damage: list[Damage], stones_too: bool
    ) -> Iterator[Line]:
        """Those of `lines` which count, sealed ones opened."""
        for line in lines:
            if line.type in _OWN:
                if line.type == TOMBSTONE and stones_too:
                    yield line
                if line.type != sealing.SEALED or line in erased:
                    continue
                try:
                    yield self.vault.opener.open(line)
                except Unreadable as error:
                    path = self.folder / reading.file_name(line.device)
                    damage.append(Damage(path, 0, f"line numbered {line.n}: {error}"))
            elif not erased or line not in erased:
                yield line

    def _see(self, paths: Iterable[Path]) -> None:
        for path in paths:
            with suppress(OSError):
                self.clock = max(self.clock, tail_of_file(path).clock)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While it is held, no other thread or program changes the folder. Raises `OSError`."""
        with self._mutex:
            if self._held:
                yield
                return
            if not self._kept:
                disk.make_folder(self.folder)
            with held(self._lock):
                self._held = True
                try:
                    if not self._kept:
                        devices.keep(self.device, self.folder)
                        self._kept = True
                    yield
                finally:
                    self._held = False

    @property
    def _lock(self) -> Path:
        return lock_of(self.folder)

    def _save(self) -> list[Line]:
        try:
            with self.alone():
                lines = self.log.append(self.pending, self.clock, self.vault.sealer())
        except OSError as error:
            raise not_saved(error, self.folder) from error
        except NotSaved:
            raise
        except Trouble as error:
            raise NotSaved(str(error)) from error
        self.pending.clear()
        return lines

    def _open(self) -> None:
        if not self.folder.is_dir():
            return
        self.notices += close_to_others(self.folder)
        self.notices += tidy(self)
        self._see(reading.files(self.folder))

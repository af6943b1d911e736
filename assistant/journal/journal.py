"""The journal: what is said to be saved is on disk, and everything on disk can be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.errors import Trouble
from assistant.journal import device as devices
from assistant.journal.device import DeviceFolder, hold_sealed
from assistant.journal.disk import NotSaved, close_to_others, could_not, not_saved
from assistant.journal.encryption import rekey, seal_own_files
from assistant.journal.erasure import carry_out_new
from assistant.journal.key_file import KEY_FILE
from assistant.journal.line import Event, Line, new_event
from assistant.journal.reading import Damage, journal_files, tombstones
from assistant.journal.whereabouts import Fate

_UNFINISHED = (".*.part", "*/.*.part")
"""Patterns of new files which were never put in the place of the old ones."""


class Journal(DeviceFolder):
    """All devices' files in one folder; this device appends to its own.

    Opening it finishes what was interrupted, which needs no passphrase.
    """

    def __init__(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise Trouble("journal.not_a_folder", path=folder)
        super().__init__(folder)
        self.damage: list[Damage] = []
        """What the last reading of `lines` had to pass over."""
        self._prepare()

    def new_session_id(self) -> str:
        """A name for a session which no other session has, on any device."""
        return devices.new_session_id()

    @property
    def locked(self) -> bool:
        """Whether the journal is encrypted and not unlocked: it can be added to, and not read."""
        return self.vault.locked

    def unlock(self, passphrase: str) -> None:
        """Open an encrypted journal for reading. Raises `WrongPassphrase`."""
        self.vault.unlock(passphrase)

    # Adding ---------------------------------------------------------------------------------------

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
        """Keep an event: when this returns it is on disk, and everything that was pending too.

        Raises `NotSaved` when the disk refuses; the event is then in `pending`.
        """
        made = new_event(type, data, ts=ts, session=session, ref=ref, source=source)
        with self._mutex:
            self.pending.append(made)
            return self._save()[-1]

    def extend(self, events: Iterable[Event]) -> list[Line]:
        """Keep many events at once: all are on disk when this returns. Raises `NotSaved`."""
        with self._mutex:
            waiting = len(self.pending)
            self.pending += events
            return self._save()[waiting:] if self.pending else []

    def save_pending(self) -> list[Line]:
        """Try once more to save what is pending. Raises `NotSaved` when it still cannot be."""
        with self._mutex:
            return self._save() if self.pending else []

    def _save(self) -> list[Line]:
        try:
            with self.alone():
                lines = self.log.append(self.pending, self.clock, self.vault.sealer())
        except OSError as error:
            raise not_saved(error, self.folder) from error
        except NotSaved:
            raise
        except Trouble as error:
            raise NotSaved(error.key, **error.words) from error
        self.pending.clear()
        return lines

    # Reading --------------------------------------------------------------------------------------

    def lines(self, holding: Sequence[bytes] = ()) -> Iterator[Line]:
        """Give everything all devices have kept, in an order which is the same on each of them.

        With `holding`, in lower case: only the lines in whose bytes one of these may stand, which
        is a tenth of the work; the others are not looked at, nor whether they are damaged.
        Damaged lines are passed over and noted in `damage`. Raises `Trouble` when a file cannot
        be read at all, `Locked` while the journal is.
        """
        return self._lines(with_tombstones=False, holding=holding)

    def every_line(self) -> Iterator[Line]:
        """As `lines`, and the tombstones, which say what was erased."""
        return self._lines(with_tombstones=True)

    def _lines(self, *, with_tombstones: bool, holding: Sequence[bytes] = ()) -> Iterator[Line]:
        damage: list[Damage] = []
        self.damage = damage
        try:
            paths = journal_files(self.folder)
            self.see(paths)
            stones = tombstones(paths)
            carry_out_new(self, stones)
            yield from self.read(
                paths, stones.values(), damage, holding=holding, with_tombstones=with_tombstones
            )
        except OSError as error:
            raise could_not("read", error, self.folder) from error

    # Opening --------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        if not self.folder.is_dir():
            return
        self.notices += close_to_others(self.folder)
        if self.fate is Fate.PUT_BACK:
            self.notices.append(Trouble("journal.put_back"))
        self._finish_interrupted()
        paths = journal_files(self.folder)
        if not self.vault.encrypted and hold_sealed(paths):
            self.notices.append(Trouble("journal.key_not_here", path=self.folder / KEY_FILE))
        self.see(paths)

    def _finish_interrupted(self) -> None:
        """Finish what a kill, or another device, left to do.

        Does nothing where the folder cannot be written: nothing was begun there either.
        """
        unfinished = [path for pattern in _UNFINISHED for path in self.folder.glob(pattern)]
        try:
            if not unfinished and not self.own_files():
                return
            with self.alone():
                for path in unfinished:  # what they were to replace is still there
                    path.unlink(missing_ok=True)
                if self.log.set_torn_aside():
                    self.notices.append(Trouble("journal.line_cut_off"))
                seal_own_files(self)
                if self.vault.encrypted:
                    rekey(self)
        except Trouble as error:
            self.notices.append(error.with_traceback(None))
        except OSError:
            pass

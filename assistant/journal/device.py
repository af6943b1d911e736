"""This device: its name, its own files, and the journal's folder as it may read and change it.

The folder may be synced between machines, which must not write to one file. So the note which
holds the device's name is itself named after the machine; a machine which finds no note of its own
takes a new name, and a new file, which costs nothing.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import NamedTuple

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.line import (
    ERASED,
    HIGHEST_TAKEN,
    KEY,
    OWN_TYPES,
    SEALED,
    Event,
    Line,
    Newer,
    Unreadable,
    decode_line,
)
from assistant.journal.log import Log, counted, tail_of_file
from assistant.journal.reading import (
    Damage,
    Erased,
    Tombstone,
    device_of,
    file_name,
    journal_files,
    lines_of_type,
    merged,
    pieces_of,
    strange_files,
    why_not_read,
    without_copies,
)
from assistant.journal.sealing import Vault
from assistant.journal.whereabouts import Fate, fate_of, read_note, written_here

_BLOCK = 1 << 16

# Its name -----------------------------------------------------------------------------------------


def new_session_id() -> str:
    """A name for a session which no other session has."""
    return secrets.token_hex(6)


def device_note(folder: Path) -> Path:
    """The file which holds this machine's name in `folder`."""
    return folder / f".device-{_machine()}"


class Name(NamedTuple):
    """The name of this machine in a folder, and whose place it takes."""

    device: str
    before: str = ""
    """The name under which this machine wrote here until now, and will not again."""
    fate: Fate = Fate.SAME
    """What happened to the file of that name."""


def name_in(folder: Path) -> Name:
    """This machine's name in `folder`, a new one where there is none yet.

    A name whose file has gone, was copied from elsewhere or put back is not used again: the same
    numbers would be taken twice.
    """
    new = secrets.token_hex(4)
    noted = _noted_in(folder)
    if noted is None:
        return Name(new)
    path = folder / file_name(noted)
    if not re.fullmatch(r"[0-9a-f]{8}", noted):
        return Name(new)
    if not any(folder.glob(f"journal-{noted}.*")):
        return Name(new, noted)
    if not path.exists() and not path.is_symlink():
        return Name(noted)
    if why_not_read(path) or not os.access(path, os.W_OK):
        return Name(new, noted)
    note = read_note(noted)
    try:
        tail = tail_of_file(path)
    except OSError:
        return Name(noted)
    fate = fate_of(path, note, tail.last, max(tail.n, counted(path)))
    return Name(noted) if fate is Fate.SAME else Name(new, noted, fate)


def _noted_in(folder: Path) -> str | None:
    """The name noted in `folder`, None where none can be read."""
    for _ in range(2):  # a disk which fails once must not make this another device
        try:
            return disk.read_file(device_note(folder), 100).decode().strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        except OSError:
            continue
    return None


def save_device(device: str, folder: Path) -> None:
    """Make `device` this machine's name in `folder` from now on. Raises `OSError`."""
    note = device_note(folder)
    with suppress(OSError, UnicodeDecodeError):
        if disk.read_file(note, 100).decode().strip() == device:
            return
    disk.replace_with(note, [f"{device}\n".encode()])


def _machine() -> str:
    """What tells this machine and user from others, hashed, so that it says nothing about either.

    It does not use the machine's name, which some systems change with the network.
    """
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return blake2b(f"{_machine_id()}\n{user}".encode(), digest_size=6).hexdigest()


def _machine_id() -> str:
    with suppress(OSError):
        return Path("/etc/machine-id").read_text().strip()
    address = uuid.getnode()
    is_random = bool(address >> 40 & 1)  # the system found no network card
    return platform.node() if is_random else f"{address:x}"


# What it has done to its files --------------------------------------------------------------------


class DeviceState(msgspec.Struct, frozen=True):
    """What a device has done to its own files, so that a half-done rewrite is finished.

    It holds no words. When it is lost, everything is done once more, which changes nothing.
    """

    erased: tuple[str, ...] = ()
    """Ids of the tombstones which were carried out."""
    sealed: str = ""
    """Name of the key to which everything older was sealed."""
    rekeyed: str = ""
    """Checksum of the key file which the backups hold too."""
    own: tuple[str, ...] = ()
    """Other devices whose files no other machine keeps: they were imported or restored here, or
    taken over, or are this machine's own of before."""


def read_state(folder: Path, device: str) -> DeviceState:
    """The state of `device`; an empty one where there is none, or a damaged one.

    Raises `OSError` when the disk refuses: what this device may erase would then be forgotten.
    """
    try:
        content = disk.read_file(_state_path(folder, device))
        return msgspec.json.decode(content, type=DeviceState)
    except (FileNotFoundError, msgspec.MsgspecError, RecursionError):
        return DeviceState()


def save_state(state: DeviceState, folder: Path, device: str) -> None:
    """Write the state of `device`. Raises `OSError`."""
    disk.replace_with(_state_path(folder, device), [msgspec.json.encode(state), b"\n"])


def _state_path(folder: Path, device: str) -> Path:
    return folder / f".state-{device}.json"


# The folder as it may read and change it ----------------------------------------------------------

Change = Callable[[Line | None, bytes], bytes | None]
"""What becomes of a line (None: an unreadable one), given also as its bytes.

It gives other bytes, the same bytes, or None to remove the line.
"""


def changed(lines: Iterable[bytes], change: Change) -> Iterator[bytes]:
    """Give the raw `lines` after `change`."""
    for raw in lines:
        new = change(line_in(raw), raw)
        if new is not None:
            yield new


def line_in(raw: bytes) -> Line | None:
    """The line in `raw`, which may have its line feed; None when it cannot be read."""
    try:
        return decode_line(raw.removesuffix(b"\n"))
    except (Unreadable, Newer):
        return None


class DeviceFolder:
    """The journal's folder: this device reads all files, and changes only its own.

    Safe for threads, and for several programs at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.device, self._before, self.fate = name_in(folder)
        self.path = folder / file_name(self.device)
        self.vault = Vault(folder, self._holds_sealed)
        self.log = Log(self.path, self.device)
        self.clock = 0
        """Lamport clock: that of the latest line seen, of any device."""
        self.notices: list[Trouble] = []
        """What had to be put right here, or could not be."""
        self.pending: list[Event] = []
        """What could not be saved yet, in order; the next append tries it first."""
        self._mutex = RLock()
        self._held = False
        self._device_saved = False

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all other threads and programs from changing the folder. Raises `OSError`."""
        with self._mutex:
            if self._held:
                yield
                return
            if not self._device_saved:
                disk.make_folder(self.folder)
            with disk.locked(disk.lock_path(self.folder)):
                self._held = True
                try:
                    if not self._device_saved:
                        self._save_device()
                    yield
                finally:
                    self._held = False

    def _save_device(self) -> None:
        if self._before:  # first the state: without it, nothing in the old file could be erased
            save_state(self.state, self.folder, self.device)
        save_device(self.device, self.folder)
        self._before = ""
        self._device_saved = True

    @property
    def state(self) -> DeviceState:
        """What this device has done to its own files. Raises `OSError`."""
        if self._before:
            state = read_state(self.folder, self._before)
            return msgspec.structs.replace(state, own=(*state.own, self._before))
        return read_state(self.folder, self.device)

    def save_state(self, state: DeviceState) -> None:
        """Write what this device has done to its own files. Raises `OSError`."""
        save_state(state, self.folder, self.device)

    def own_devices(self) -> set[str]:
        """The devices whose files this one may rewrite: itself, and those no other keeps.

        What this machine wrote under other names is among them, even where its state was lost.
        """
        others = {device_of(path) or "" for path in journal_files(self.folder)}
        return {self.device, *self.state.own, *written_here(self.folder, others)}

    def other_devices(self) -> dict[str, str]:
        """The devices whose files this one may not rewrite, and the day of the last line of each.

        A day is empty where the line does not show it. Raises `OSError`.
        """
        own, days = self.own_devices(), dict[str, str]()
        for path in journal_files(self.folder):
            device = device_of(path) or ""
            if device not in own:
                last = tail_of_file(path).last
                days[device] = max(days.get(device, ""), last.ts[:10] if last else "")
        return days

    def take_over(self, devices: Iterable[str]) -> None:
        """Treat the files of `devices` as this one's own: the devices are no more.

        The caller holds the lock. Raises `OSError`.
        """
        state = self.state
        own = tuple(sorted({*state.own, *devices}))
        self.save_state(msgspec.structs.replace(state, own=own, erased=(), sealed=""))

    def own_files(self) -> list[Path]:
        """The files which may be rewritten, a synced folder's conflicted copies of them too."""
        own = self.own_devices()
        return [path for path in journal_files(self.folder) if device_of(path) in own]

    def _holds_sealed(self) -> bool:
        """Whether this device has sealed lines; where it cannot tell, whether anybody has."""
        try:
            paths = self.own_files()
        except OSError:
            paths = journal_files(self.folder)
        return hold_sealed(paths)

    def rewrite_own_files(self, change: Callable[[], Change]) -> None:
        """Put each own file after a `change` of its own in its place. The caller holds the lock.

        Raises `OSError`.
        """
        for path in self.own_files():
            with path.open("rb") as file:
                # A link stays one: what it points to is rewritten.
                disk.replace_with(path.resolve(), changed(pieces_of(file), change()))
        self.log.note_end()

    def learn_keys(self, paths: Iterable[Path]) -> None:
        """Take the keys of all writers from `paths`, so that sealed lines can be opened."""
        if self.vault.unlocked:
            for line, _ in lines_of_type(paths, KEY):
                self.vault.opener.learn(line.data)

    def opened(self, line: Line) -> Line | None:
        """What the sealed line `line` holds; None where it cannot be opened, or not yet."""
        if not self.vault.unlocked:
            return None
        try:
            return self.vault.opener.open(line)
        except Unreadable:
            return None

    def see(self, paths: Iterable[Path]) -> None:
        """Advance the clock to that of the latest line in the files `paths`."""
        for path in paths:
            with suppress(OSError):
                clock = tail_of_file(path).clock
                if clock <= HIGHEST_TAKEN:
                    self.clock = max(self.clock, clock)

    def read(
        self,
        paths: Sequence[Path],
        stones: Iterable[Tombstone],
        damage: list[Damage],
        *,
        holding: Sequence[bytes] = (),
        with_tombstones: bool = False,
    ) -> Iterator[Line]:
        """Give the lines of the journal files `paths` in one order, without what `stones` erase.

        Sealed lines are opened. What is damaged is added to `damage`. `holding` is as for
        `lines_of`. Raises `OSError`, and `Locked` at the first sealed line of a locked journal.
        """
        self.learn_keys(paths)
        damage += strange_files(self.folder)
        lines = merged(paths, damage, holding)
        opened = self._opened(lines, Erased(stones), damage, with_tombstones)
        return opened if len(paths) == 1 else without_copies(opened)

    def _opened(
        self, lines: Iterator[Line], erased: Erased, damage: list[Damage], with_tombstones: bool
    ) -> Iterator[Line]:
        any_erased = bool(erased)
        sealed: set[str] = set()
        for line in lines:
            if line.type in OWN_TYPES:
                if line.type == ERASED and with_tombstones:
                    yield line
                if line.type != SEALED or line in erased:
                    continue
                sealed.add(line.device)
                try:
                    opened = self._open(line)
                except Unreadable as error:
                    self._note_damage(damage, line, error.with_traceback(None))
                    continue
                if not any_erased or opened not in erased:
                    yield opened
            elif not any_erased or line not in erased:
                if line.device in sealed:
                    self._note_damage(damage, line, Trouble("journal.damage.in_clear"))
                yield line

    def _open(self, line: Line) -> Line:
        """What the sealed `line` holds. Raises `Unreadable`, `Locked`."""
        if not self.vault.encrypted:
            raise Unreadable("journal.damage.key_missing")
        return self.vault.opener.open(line)

    def _note_damage(self, damage: list[Damage], line: Line, why: Trouble) -> None:
        what = Trouble("journal.damage.numbered", number=line.n, what=why)
        damage.append(Damage(self.folder / file_name(line.device), 0, what))


def hold_sealed(paths: Iterable[Path]) -> bool:
    """Whether there are sealed lines at the beginning or the end of one of the files `paths`."""
    marks = [b'"type":"%s"' % type.encode() for type in (SEALED, KEY)]
    for path in paths:
        with suppress(OSError), path.open("rb") as file:
            parts = [file.read(_BLOCK)]
            file.seek(max(0, os.fstat(file.fileno()).st_size - _BLOCK))
            parts.append(file.read(_BLOCK))
            if any(mark in part for mark in marks for part in parts):
                return True
    return False

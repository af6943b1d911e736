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

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.line import (
    ERASED,
    KEY,
    OWN_TYPES,
    SEALED,
    Event,
    Line,
    Newer,
    Unreadable,
    decode_line,
)
from assistant.journal.log import Log, tail_of_file
from assistant.journal.reading import (
    Damage,
    LineSet,
    Tombstone,
    device_of,
    erased_by,
    file_name,
    journal_files,
    lines_of_type,
    merged,
    without_copies,
)
from assistant.journal.sealing import Vault

# Its name -----------------------------------------------------------------------------------------


def new_session_id() -> str:
    """A name for a session which no other session has."""
    return secrets.token_hex(6)


def device_note(folder: Path) -> Path:
    """The file which holds this machine's name in `folder`."""
    return folder / f".device-{_machine()}"


def device_in(folder: Path) -> str:
    """This machine's name in `folder`, a new one where there is none yet.

    A name whose file has gone is not used again: the same numbers would be taken twice.
    """
    with suppress(OSError, UnicodeDecodeError):
        name = device_note(folder).read_text().strip()
        if re.fullmatch(r"[0-9a-f]{8}", name) and any(folder.glob(f"journal-{name}.*")):
            return name
    return secrets.token_hex(4)


def save_device(device: str, folder: Path) -> None:
    """Make `device` this machine's name in `folder` from now on. Raises `OSError`."""
    note = device_note(folder)
    with suppress(OSError):
        if note.read_text().strip() == device:
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
    own: tuple[str, ...] = ()
    """Other devices whose files were imported or restored here: no other machine keeps them."""


def read_state(folder: Path, device: str) -> DeviceState:
    """The state of `device`; an empty one where none can be read."""
    try:
        return msgspec.json.decode(_state_path(folder, device).read_bytes(), type=DeviceState)
    except (OSError, msgspec.MsgspecError):
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
        line: Line | None
        try:
            line = decode_line(raw.removesuffix(b"\n"))
        except (Unreadable, Newer):
            line = None
        new = change(line, raw)
        if new is not None:
            yield new


class DeviceFolder:
    """The journal's folder: this device reads all files, and changes only its own.

    Safe for threads, and for several programs at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.device = device_in(folder)
        self.path = folder / file_name(self.device)
        self.vault = Vault(folder)
        self.log = Log(self.path, self.device)
        self.clock = 0
        """Lamport clock: that of the latest line seen, of any device."""
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
                        save_device(self.device, self.folder)
                        self._device_saved = True
                    yield
                finally:
                    self._held = False

    @property
    def state(self) -> DeviceState:
        """What this device has done to its own files."""
        return read_state(self.folder, self.device)

    def save_state(self, state: DeviceState) -> None:
        """Write what this device has done to its own files. Raises `OSError`."""
        save_state(state, self.folder, self.device)

    def own_devices(self) -> set[str]:
        """The devices whose files this one may rewrite: itself, and those it imported."""
        return {self.device, *self.state.own}

    def own_files(self) -> list[Path]:
        """The files which may be rewritten, a synced folder's conflicted copies of them too."""
        own = self.own_devices()
        return [path for path in journal_files(self.folder) if device_of(path) in own]

    def rewrite_own_files(self, change: Change) -> None:
        """Put each own file after `change` in its place. The caller holds the lock.

        Raises `OSError`.
        """
        for path in self.own_files():
            with path.open("rb") as file:
                disk.replace_with(path, changed(file, change))

    def see(self, paths: Iterable[Path]) -> None:
        """Advance the clock to that of the latest line in the files `paths`."""
        for path in paths:
            with suppress(OSError):
                self.clock = max(self.clock, tail_of_file(path).clock)

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
        if self.vault.unlocked:
            for line, _ in lines_of_type(paths, KEY):
                self.vault.opener.learn(line.data)
        lines = merged(paths, damage, holding)
        opened = self._opened(lines, erased_by(stones), damage, with_tombstones)
        return opened if len(paths) == 1 else without_copies(opened)

    def _opened(
        self, lines: Iterator[Line], erased: LineSet, damage: list[Damage], with_tombstones: bool
    ) -> Iterator[Line]:
        for line in lines:
            if line.type in OWN_TYPES:
                if line.type == ERASED and with_tombstones:
                    yield line
                if line.type != SEALED or line in erased:
                    continue
                try:
                    yield self.vault.opener.open(line)
                except Unreadable as error:
                    what = Trouble(
                        "journal.damage.numbered", number=line.n, what=error.with_traceback(None)
                    )
                    damage.append(Damage(self.folder / file_name(line.device), 0, what))
            elif not erased or line not in erased:
                yield line

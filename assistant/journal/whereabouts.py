"""What this machine remembers of a device's file, outside the journal's folder.

A folder which was copied, or put back from a copy, looks in itself as it did when the copy was
made. New lines would then get numbers which other lines have: in the folder it was copied from, or
in a backup. So the number and checksum of the last line, and the folder, are noted in the user's
folder for such states (`~/.local/state/lantern/devices` on Linux). The note holds no words. When it
is missing, the file is taken to be this device's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import platformdirs

from assistant.journal import disk
from assistant.journal.line import Line

_MOST = 1 << 14


class Note(NamedTuple):
    """The last line which was written, and where."""

    n: int
    sum: str
    folder: str


class Fate(Enum):
    """What happened to a device's file since this machine wrote to it."""

    SAME = auto()
    COPIED = auto()
    """It is a copy of a file which is still where it was."""
    PUT_BACK = auto()
    """It lacks lines which were in it, or holds others in their place."""


def notes_folder() -> Path:
    """Where the notes are."""
    return platformdirs.user_state_path("lantern", appauthor=False) / "devices"


def read_note(device: str) -> Note | None:
    """What is noted of the file of `device`; None where nothing can be read."""
    try:
        text = disk.read_file(notes_folder() / device, _MOST).decode("utf-8", "surrogateescape")
        n, sum, folder = text.rstrip("\\n").split(" ", 2)
        return Note(int(n), sum, folder)
    except (OSError, ValueError):
        return None


def fate_of(path: Path, note: Note | None, last: Line | None, n: int) -> Fate:
    """What happened to the file `path` since `note` was made.

    `last` is its last readable line, `n` the highest number which was taken in it; both are to be
    read after the note, because another program may be writing.
    """
    if note is None:
        return Fate.SAME
    noted = Path(note.folder) / path.name
    with suppress(OSError):
        if os.path.realpath(noted) != os.path.realpath(path) and noted.stat().st_size:
            return Fate.SAME if os.path.samefile(noted, path) else Fate.COPIED
    if n < note.n or (last and last.n == note.n and last.sum != note.sum):
        return Fate.PUT_BACK
    return Fate.SAME


def written_here(folder: Path, devices: Iterable[str]) -> set[str]:
    """Those of `devices` under whose names this machine wrote in `folder`."""
    here = os.path.realpath(folder)
    notes = ((device, read_note(device)) for device in devices)
    return {device for device, note in notes if note and note.folder == here}


class Noting:
    """Writes the note of one device, which it keeps open.

    It is written after each append and not synced. When it cannot be written, nothing is noticed
    of a copy, and all else goes on.
    """

    def __init__(self, path: Path, device: str) -> None:
        self._path, self._device = path, device
        self._fd: int | None = None

    def write(self, n: int, sum: str) -> None:
        """Note that the last line is the one numbered `n`. Raises `OSError`."""
        if self._fd is None:
            self._fd = self._open()
        # The number has a fixed width, so that the note is replaced in one piece.
        folder = os.path.realpath(self._path.parent)
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, f"{n:016} {sum} {folder}\\n".encode("utf-8", "surrogateescape"))

    def _open(self) -> int:
        inside = notes_folder()
        disk.make_folder(inside)
        path = inside / self._device
        if not path.exists():
            _drop_old(inside)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | disk.BINARY, disk.FILE_MODE)
        return fd

    def __del__(self) -> None:
        if self._fd is not None:
            with suppress(OSError):
                os.close(self._fd)


def _drop_old(inside: Path) -> None:
    """Delete a few notes of folders which are no more."""
    for path in islice(inside.iterdir(), 5):
        note = read_note(path.name)
        if note is None or not Path(note.folder).exists():
            with suppress(OSError):
                path.unlink()

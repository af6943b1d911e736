"""Recordings of what was said: files beside the journal, named by an event's data `recording`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.line import Line
from assistant.journal.sealed_file import open_file, seal_file
from assistant.journal.troubles import not_saved

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

FOLDER = "recordings"
SEALED = ".sealed"
# A name only: a path could point out of the folder, and what is erased is deleted.
_NAME = re.compile(r"[\w-][\w.-]*")
_IN_DATA = re.compile(rb'"recording":"([^"\\/]+)"')


def named_in(line: Line) -> set[str]:
    """The recordings which the data of `line` names, however deep inside."""
    data = bytes(line.data)
    if b'"recording"' not in data:
        return set()
    return {name for raw in _IN_DATA.findall(data) if _NAME.fullmatch(name := raw.decode())}


def keep(journal: Journal, name: str, sound: bytes) -> Path:
    """Keeps the sound file `sound` as `name`, sealed when the journal is encrypted.

    Raises `NotSaved` when the disk refuses, `ValueError` for a name which is a path.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a file's name: {name!r}")
    try:
        with journal.alone():
            folder = journal.folder / FOLDER
            disk.make_folder(folder)
            if journal.vault.encrypted:
                path = folder / (name + SEALED)
                disk.replace_with(path, [seal_file(journal.vault.key(), name, sound)])
            else:
                path = folder / name
                disk.replace_with(path, [sound])
    except OSError as error:
        raise not_saved(error, journal.folder) from error
    return path


def read(journal: Journal, name: str) -> bytes:
    """The sound file kept as `name`. Raises `Trouble`: it is gone, or the journal is locked."""
    path = journal.folder / FOLDER / name
    try:
        if path.exists():
            return path.read_bytes()
        sealed = path.with_name(name + SEALED).read_bytes()
    except OSError as error:
        raise Trouble(f"The recording {name} is not there any more.") from error
    return open_file(journal.vault.opener, name, sealed)


def remove(folder: Path, names: Iterable[str]) -> int:
    """Deletes recordings for good, and says how many there were. Raises `OSError`."""
    removed = 0
    inside = folder / FOLDER
    for name in names:
        if not _NAME.fullmatch(name):
            continue
        for path in (inside / name, inside / (name + SEALED)):
            with suppress(FileNotFoundError):
                os.unlink(path)
                removed += 1
    if removed:
        disk.sync_folder(inside)
    return removed


def seal_all(journal: Journal) -> int:
    """Seals the recordings which are still in the clear. Its caller holds the lock."""
    inside = journal.folder / FOLDER
    if not inside.is_dir():
        return 0
    clear = [path for path in sorted(inside.iterdir()) if _is_clear(path)]
    for path in clear:
        sealed = seal_file(journal.vault.key(), path.name, path.read_bytes())
        disk.replace_with(path.with_name(path.name + SEALED), [sealed])
        os.unlink(path)
    if clear:
        disk.sync_folder(inside)
    return len(clear)


def _is_clear(path: Path) -> bool:
    return path.is_file() and path.suffix != SEALED and not path.name.startswith(".")

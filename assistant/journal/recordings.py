"""Recordings of what was said: files beside the journal, named by an event's data `recording`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.device import DeviceFolder
from assistant.journal.line import Line
from assistant.journal.sealing import open_file, seal_file

RECORDINGS = "recordings"
SEALED_SUFFIX = ".sealed"
# A name only: a path could lead out of the folder, and what is erased is deleted.
_NAME = re.compile(r"[\w-][\w.-]*")
_IN_DATA = re.compile(rb'"recording":"([^"\\/]+)"')


def recordings_of(line: Line) -> set[str]:
    """The recordings which the data of `line` names, at any depth."""
    data = bytes(line.data)
    if b'"recording"' not in data:
        return set()
    return {name for raw in _IN_DATA.findall(data) if _NAME.fullmatch(name := raw.decode())}


def save_recording(journal: DeviceFolder, name: str, sound: bytes) -> Path:
    """Keep the sound file `sound` as `name`, sealed when the journal is encrypted.

    Raises `NotSaved` when the disk refuses, `ValueError` for a name which is a path.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a file's name: {name!r}")
    try:
        with journal.alone():
            folder = journal.folder / RECORDINGS
            disk.make_folder(folder)
            if journal.vault.encrypted:
                path = folder / (name + SEALED_SUFFIX)
                disk.replace_with(path, [seal_file(journal.vault.key(), name, sound)])
            else:
                path = folder / name
                disk.replace_with(path, [sound])
    except OSError as error:
        raise disk.not_saved(error, journal.folder) from error
    return path


def read_recording(journal: DeviceFolder, name: str) -> bytes:
    """The sound file kept as `name`. Raises `Trouble` when it is gone, `Locked`."""
    path = journal.folder / RECORDINGS / name
    try:
        if path.exists():
            return path.read_bytes()
        sealed = path.with_name(name + SEALED_SUFFIX).read_bytes()
    except OSError as error:
        raise Trouble("journal.recording_gone", name=name) from error
    return open_file(journal.vault.opener, name, sealed)


def recording_exists(folder: Path, name: str) -> bool:
    """Whether there is a recording called `name`, sealed or not."""
    inside = folder / RECORDINGS
    return bool(_NAME.fullmatch(name)) and any(
        (inside / there).exists() for there in (name, name + SEALED_SUFFIX)
    )


def delete_recordings(folder: Path, names: Iterable[str]) -> int:
    """Delete recordings for good, and give the number of files. Raises `OSError`."""
    deleted = 0
    inside = folder / RECORDINGS
    for name in names:
        if not _NAME.fullmatch(name):
            continue
        for path in (inside / name, inside / (name + SEALED_SUFFIX)):
            with suppress(FileNotFoundError):
                os.unlink(path)
                deleted += 1
    if deleted:
        disk.sync_folder(inside)
    return deleted


def seal_recordings(journal: DeviceFolder) -> int:
    """Seal the recordings which are not yet encrypted. The caller holds the lock.

    Gives their number. Raises `OSError`.
    """
    inside = journal.folder / RECORDINGS
    if not inside.is_dir():
        return 0
    clear = [path for path in sorted(inside.iterdir()) if _is_clear(path)]
    for path in clear:
        sealed = seal_file(journal.vault.key(), path.name, path.read_bytes())
        disk.replace_with(path.with_name(path.name + SEALED_SUFFIX), [sealed])
        os.unlink(path)
    if clear:
        disk.sync_folder(inside)
    return len(clear)


def _is_clear(path: Path) -> bool:
    return path.is_file() and path.suffix != SEALED_SUFFIX and not path.name.startswith(".")

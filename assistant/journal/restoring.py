"""Restoring a backup: what it holds and the journal has not comes back; nothing else changes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import Trouble
from assistant.journal import archive, backups, disk, keyfile, reading
from assistant.journal.adding import Added, add
from assistant.journal.consolidating import consolidate
from assistant.journal.line import Line, Newer, Unreadable, read
from assistant.journal.log import aside
from assistant.journal.troubles import could_not

if TYPE_CHECKING:
    from assistant.journal.journal import Journal


def restore(journal: Journal, path: Path, now: datetime) -> Added:
    """Brings back what the backup `path` holds, damaged lines being replaced by whole ones.

    What was erased since stays erased. A backup of the present is made first. Raises `Trouble`.
    """
    try:
        with ExitStack() as stack:
            try:
                zipped = stack.enter_context(zipfile.ZipFile(path))
                broken = zipped.testzip()
            except (OSError, zipfile.BadZipFile, EOFError):
                broken = path.name
            if broken:
                raise Trouble(
                    f"The backup {path.name} is broken; please choose another one: "
                    "lantern journal backup --list."
                )
            stack.enter_context(journal.alone())
            if reading.files(journal.folder):
                backups.add(journal, now)
            _restore_keys(journal.folder, zipped)
            added = Added()
            lines = list(_lines(zipped, added))
            new = add(journal, lines, now, "restored")
            new.damaged = added.damaged
            consolidate(journal)
            return new
    except OSError as error:
        raise could_not("restore the backup", error, journal.folder) from error


def _restore_keys(folder: Path, zipped: zipfile.ZipFile) -> None:
    for name in zipped.namelist():
        if fnmatch(name, "key*.json") and not keyfile.is_key(folder / name):
            if (folder / name).exists():
                aside(folder / name, (folder / name).read_bytes())
            disk.replace_with(folder / name, [zipped.read(name)])


def _lines(zipped: zipfile.ZipFile, added: Added) -> Iterator[Line]:
    for name in archive.journals(zipped):
        with zipped.open(name) as file:
            for raw in file:
                try:
                    yield read(raw.removesuffix(b"\n"))
                except (Unreadable, Newer):
                    added.damaged += 1

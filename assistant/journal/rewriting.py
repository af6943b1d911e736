"""Rewriting this device's own files: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.journal import disk, reading, state
from assistant.journal.line import Line, Newer, Unreadable, read

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

Change = Callable[[Line | None, bytes], bytes | None]
"""What becomes of a line (None: an unreadable one), given also as it lies on disk.

Other bytes, the same, or None for nothing.
"""


def own_devices(journal: Journal) -> set[str]:
    """The devices whose files this one may rewrite: itself, and those which it brought here."""
    return {journal.device, *state.read(journal.folder, journal.device).own}


def own_files(journal: Journal) -> list[Path]:
    """This device's files, a synced folder's conflicted copies of them too."""
    own = own_devices(journal)
    return [path for path in reading.files(journal.folder) if reading.device_of(path) in own]


def changed(lines: Iterable[bytes], change: Change) -> Iterator[bytes]:
    """The raw `lines` after `change`."""
    for raw in lines:
        line: Line | None
        try:
            line = read(raw.removesuffix(b"\n"))
        except (Unreadable, Newer):
            line = None
        new = change(line, raw)
        if new is not None:
            yield new


def rewrite(path: Path, change: Change) -> None:
    """Puts `path` after `change` in its place. Its caller holds the lock. Raises `OSError`."""
    with path.open("rb") as file:
        disk.replace_with(path, changed(file, change))

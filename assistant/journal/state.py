"""What this device has done to its own files, so that a half-done rewrite is finished.

It holds no words. Lost, it is made again, and what it says was done is done again, harmlessly.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from assistant.journal import disk


class State(msgspec.Struct, frozen=True):
    """The note of one device in one folder."""

    erased: tuple[str, ...] = ()
    """Ids of the tombstones which were carried out."""
    sealed: str = ""
    """Name of the key to which everything older was sealed."""
    own: tuple[str, ...] = ()
    """Other devices whose files were brought here by import or restore: no one else keeps them."""


def _path(folder: Path, device: str) -> Path:
    return folder / f".state-{device}.json"


def read(folder: Path, device: str) -> State:
    """The note of `device`; an empty one where there is none to be read."""
    try:
        return msgspec.json.decode(_path(folder, device).read_bytes(), type=State)
    except (OSError, msgspec.MsgspecError):
        return State()


def keep(state: State, folder: Path, device: str) -> None:
    """Writes the note of `device`. Raises `OSError`."""
    disk.replace_with(_path(folder, device), [msgspec.json.encode(state), b"\n"])

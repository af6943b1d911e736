"""Which device this is: a random name, kept beside the journal.

The folder may be synced between machines, which must not write to one file. So the note which
holds the name is itself named after the machine; a machine which finds no note of its own takes a
new name, and a new file, which costs nothing.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import uuid
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from assistant.journal.disk import replace_with


def new_session_id() -> str:
    """A name for a session which no other session has."""
    return secrets.token_hex(6)


def note_of(folder: Path) -> Path:
    """The file which holds this machine's name in `folder`."""
    return folder / f".device-{_machine()}"


def device_in(folder: Path) -> str:
    """This machine's name in `folder`, a new one where there is none yet.

    A name whose file has gone is not used again: the same numbers would be taken twice.
    """
    with suppress(OSError, UnicodeDecodeError):
        name = note_of(folder).read_text().strip()
        if re.fullmatch(r"[0-9a-f]{8}", name) and any(folder.glob(f"journal-{name}.*")):
            return name
    return secrets.token_hex(4)


def keep(device: str, folder: Path) -> None:
    """Makes sure that `device` is this machine's name in `folder` from now on."""
    note = note_of(folder)
    with suppress(OSError):
        if note.read_text().strip() == device:
            return
    replace_with(note, [f"{device}\n".encode()])


def _machine() -> str:
    """What tells this machine (and user) from others, hashed: it says nothing about either.

    Not its name, which some systems change with the network.
    """
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return blake2b(f"{_number()}\n{user}".encode(), digest_size=6).hexdigest()


def _number() -> str:
    with suppress(OSError):
        return Path("/etc/machine-id").read_text().strip()
    address = uuid.getnode()
    made_up = bool(address >> 40 & 1)  # when the system has no network card to name
    return platform.node() if made_up else f"{address:x}"

"""Writes the files that people get: pages, cards, exports, units.

Each is written anew under a name nobody can know before, readable by its owner only, and then takes
its place. So nobody else's file is written into or read, and a link at that place is replaced, not
followed.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from assistant.journal.disk import create_file, replace_with


def write_file(path: Path, text: str) -> None:
    """Write the file `path`, in the place of any that is there. Raises `OSError`."""
    _check_is_file(path)
    replace_with(path, (text.encode("utf-8", "replace"),))


def open_new_file(path: Path) -> int:
    """The descriptor of a new file at `path`, in the place of any that is there.

    For what is written while it comes into being. Raises `OSError`.
    """
    _check_is_file(path)
    path.unlink(missing_ok=True)
    return create_file(path)


def _check_is_file(path: Path) -> None:
    """Raise `OSError` for what is there and is no file, such as a device or a pipe."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))

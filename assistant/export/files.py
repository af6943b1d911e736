"""Writes the files that people get: pages, cards, exports, units.

Each is written anew under a name nobody can know before, readable by its owner only, and then takes
its place. So nobody else's file is written into or read, and a link at that place is replaced, not
followed.
"""

from __future__ import annotations

import errno
from pathlib import Path

from assistant.journal.disk import replace_with


def write_file(path: Path, text: str) -> None:
    """Write the file `path`, in the place of any that is there. Raises `OSError`.

    What is no file, such as a device or a pipe, is not replaced.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a file", str(path))
    replace_with(path, (text.encode("utf-8", "replace"),))

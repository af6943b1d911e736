"""What takes long to make of a language's files, kept in the user's cache folder.

Nothing depends on what is kept: where the folder cannot be read or written, or holds something
else, it is made anew each time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

_SIZE = 8


def kept(name: str, made_from: str, make: Callable[[], bytes]) -> bytes:
    """The bytes which `make` gives, kept under `name` for as long as `made_from` is the same."""
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{made_from}"
    try:
        written = path.read_bytes()
    except OSError:
        written = b""
    if len(written) > _SIZE and written[:_SIZE] == _check(written[_SIZE:]):
        return written[_SIZE:]
    made = make()
    _keep(path, made, [old for old in folder.glob(f"{name}-*") if old != path])
    return made


def mark(paths: Iterable[Path]) -> str:
    """A mark of the contents of these files; it changes with any of them."""
    found = 0
    for path in paths:
        try:
            found = crc32(path.read_bytes(), found)
        except OSError:
            found = crc32(str(path.name).encode(), found)
    return f"{found:08x}"


def _check(made: bytes) -> bytes:
    return f"{crc32(made):08x}".encode()


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    """The folder; none where it can be neither found nor made."""
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("lantern", appauthor=False) / "intents"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder


def _keep(path: Path, made: bytes, older: list[Path]) -> None:
    """Writes the whole file or nothing, however many do so at once; older ones go."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(_check(made) + made)
        os.replace(name, path)
        for old in older:
            old.unlink(missing_ok=True)
    except OSError:
        return

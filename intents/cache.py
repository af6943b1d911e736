"""What takes long to make of a language's files, kept in the user's cache folder.

Nothing depends on what is kept: where the folder cannot be read or written, or holds something
else, it is made anew each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from zlib import crc32

_SIZE = 8
_NEWEST = 12
"""So many files of a name are kept."""


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
    _keep(path, made)
    _tidy(folder, name)
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


def _keep(path: Path, made: bytes) -> None:
    """Writes the whole file or nothing, however many do so at once."""
    import tempfile  # Slow to import, and seldom needed.

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(_check(made) + made)
        os.replace(name, path)
    except OSError:
        return


def _tidy(folder: Path, name: str) -> None:
    """Removes all but the newest files of a name; several versions may be in use at once."""
    with suppress(OSError):
        found = sorted(folder.glob(f"{name}-*"), key=lambda path: -path.stat().st_mtime)
        for old in found[_NEWEST:]:
            old.unlink(missing_ok=True)

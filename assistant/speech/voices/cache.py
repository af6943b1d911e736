"""Rendered wordings, kept between conversations. Never a person's own words."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

_LIMIT = 32 * 2**20


class SoundCache:
    """Sound files by what was said and how, at most `limit` bytes of them."""

    def __init__(self, folder: Path | None = None, limit: int = _LIMIT) -> None:
        """`folder`: the user's own cache folder where None."""
        self._folder = folder or user_cache_path("lantern", appauthor=False) / "voice"
        self._limit = limit

    def get(self, said: str) -> bytes | None:
        """The file kept for `said` (the words and the manner), or None."""
        try:
            return self._path(said).read_bytes()
        except OSError:
            return None

    def put(self, said: str, sound: bytes) -> None:
        """Keep a file; a full disk or a read-only folder is no reason to say nothing."""
        path = self._path(said)
        draft = path.with_suffix(f".{os.getpid()}.draft")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                file.write(sound)
            os.replace(draft, path)
            self._shrink()
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _path(self, said: str) -> Path:
        return self._folder / hashlib.sha256(said.encode()).hexdigest()

    def _shrink(self) -> None:
        files = sorted(
            (state.st_mtime, state.st_size, path)
            for path in self._folder.iterdir()
            for state in [path.stat()]
        )
        size = sum(size for _, size, _ in files)
        for _, bytes_, path in files:
            if size <= self._limit:
                break
            path.unlink(missing_ok=True)
            size -= bytes_

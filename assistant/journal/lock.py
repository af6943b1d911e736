"""A lock between programs, held for one append or one rewrite."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

_PAUSE = 0.001

try:
    import fcntl

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

except ImportError:  # Windows
    import msvcrt

    def _take(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]


_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def lock_of(folder: Path) -> Path:
    """The lock of the journal in `folder`."""
    return folder / ".lock"


class held:
    """Holds the lock at `path`, or raises `OSError` (`ETIMEDOUT`) after `wait` seconds.

    The file is opened for each hold: a forked process would share a lock on a file kept open.
    """

    __slots__ = ("_fd", "_path", "_wait")

    def __init__(self, path: Path, wait: float = 10.0) -> None:
        self._path = path
        self._wait = wait

    def __enter__(self) -> None:
        self._fd = _taken(self._path, self._wait)

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)


def _taken(path: Path, wait: float) -> int:
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _wait(fd, wait)
            # Somebody may have put another file in its place meanwhile; that one counts.
            if os.path.samestat(os.fstat(fd), os.stat(path)):
                return fd
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _wait(fd: int, wait: float) -> None:
    deadline = None
    while True:
        try:
            return _take(fd)
        except OSError as error:
            if error.errno not in _BUSY:
                raise
            now = time.monotonic()
            deadline = deadline or now + wait
            if now > deadline:
                raise OSError(errno.ETIMEDOUT, "the lock is held by another program") from error
        time.sleep(_PAUSE)

"""The file layer: durable writes, the lock between programs, and rights of access.

Every write to the journal's folder goes through here. Functions raise `OSError`; `could_not` and
`not_saved` turn one into the error which a person is told about.
"""

from __future__ import annotations

import errno
import os
import platform
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from assistant.errors import Trouble

FILE_MODE, FOLDER_MODE = 0o600, 0o700
BINARY = getattr(os, "O_BINARY", 0)
"""Keeps Windows from writing a carriage return before each line feed."""
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)

NONBLOCK = getattr(os, "O_NONBLOCK", 0)
"""Keeps an open of a pipe, which somebody put under a file's name, from waiting for ever."""

# Durable writes -----------------------------------------------------------------------------------

if sys.platform == "darwin":
    import fcntl

    def sync(fd: int) -> None:
        """Flush through the drive's own cache too, which fsync leaves out on macOS."""
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)

else:

    def sync(fd: int) -> None:
        """Return when all that was written to `fd` is on the disk. Raises `OSError`."""
        os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, so that new and renamed files are found again."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        sync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network shares cannot do it
            raise
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`; `os.write` may write only a part and return its length."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def read_at(fd: int, length: int, at: int) -> bytes:
    """Read up to `length` bytes from the offset `at`."""
    os.lseek(fd, at, os.SEEK_SET)
    return os.read(fd, length)


def read_file(path: Path, most: int = -1) -> bytes:
    """Read up to `most` bytes of a plain file; a pipe under its name is not waited for.

    Raises `OSError`, for what is not a plain file too.
    """
    fd = os.open(path, os.O_RDONLY | BINARY | NONBLOCK)
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        return file.read(most)


def make_folder(folder: Path) -> None:
    """Make `folder` and its missing parents, for the owner only."""
    if folder.is_dir():
        return
    above = folder.parent
    make_folder(above)
    with suppress(FileExistsError):
        folder.mkdir(mode=FOLDER_MODE)
    sync_folder(above)


def create_file(path: Path) -> int:
    """The descriptor of a new file for its owner only; what stands there already is refused."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOFOLLOW | BINARY, FILE_MODE)


def replace(path: Path, write: Callable[[int], None]) -> None:
    """Replace `path` by what `write` writes to the descriptor it is given.

    At any moment `path` is either the old file or the whole new one. The new one is made under a
    name that nobody can know before, so it is no file that another user has prepared.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    fd = create_file(part)
    try:
        try:
            write(fd)
            sync(fd)
        finally:
            os.close(fd)
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise
    sync_folder(path.parent)


def replace_with(path: Path, chunks: Iterable[bytes]) -> None:
    """As `replace`, with the new content given in pieces."""

    def write(fd: int) -> None:
        held: list[bytes] = []
        size = 0
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size > 1 << 20:
                write_all(fd, b"".join(held))
                held, size = [], 0
        write_all(fd, b"".join(held))

    replace(path, write)


# The lock between programs ------------------------------------------------------------------------

_POLL_SECONDS = 0.001
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock_path(folder: Path) -> Path:
    """The lock file of the journal in `folder`."""
    return folder / ".lock"


class locked:
    """Hold the lock file `path`, or raise `OSError` (`ETIMEDOUT`) after `timeout` seconds.

    The file is opened for each hold: a forked process would share a lock on a file kept open.
    """

    __slots__ = ("_fd", "_held", "_path", "_timeout")

    def __init__(self, path: Path, timeout: float = 10.0) -> None:
        self._path = path
        self._timeout = timeout

    def __enter__(self) -> None:
        self._held: Path | None = None
        try:
            self._fd = _lock(self._path, self._timeout)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            self._fd = -1
            self._held = _hold(self._path, self._timeout)

    def __exit__(self, *_: object) -> None:
        if self._held:
            with suppress(FileNotFoundError):
                os.unlink(self._held)
        else:
            os.close(self._fd)


_NO_LOCKS = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOLCK, errno.EINVAL)
_ABANDONED = 600.0
"""Seconds after which a file which holds the lock is of a program that is no more."""


def _hold(path: Path, timeout: float) -> Path:
    """Hold the lock `path` on a share which knows no locks, by a file which only one can make.

    Raises `OSError`.
    """
    held = path.with_name(f"{path.name}.held")
    deadline = time.monotonic() + timeout
    while True:
        try:
            fd = os.open(held, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        except FileExistsError:
            if _is_abandoned(held):
                with suppress(FileNotFoundError):
                    os.unlink(held)
            elif time.monotonic() > deadline:
                raise OSError(errno.ETIMEDOUT, "the lock is held by another program") from None
            else:
                time.sleep(10 * _POLL_SECONDS)
            continue
        try:
            write_all(fd, f"{platform.node()} {os.getpid()}".encode())
        finally:
            os.close(fd)
        return held


def _is_abandoned(held: Path) -> bool:
    """Whether the program which made the file `held` has ended without deleting it."""
    try:
        machine, _, pid = held.read_text().rpartition(" ")
        if machine == platform.node() and pid.isdigit() and os.name == "posix":
            os.kill(int(pid), 0)
        return time.time() - held.stat().st_mtime > _ABANDONED
    except ProcessLookupError:
        return True
    except (OSError, UnicodeDecodeError, OverflowError):
        return False


def _lock(path: Path, timeout: float) -> int:
    """Give the descriptor of the locked file."""
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            _wait_for_lock(fd, timeout)
            # The file may have been replaced meanwhile; then the new one has to be locked.
            if os.path.samestat(os.fstat(fd), os.stat(path)):
                return fd
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _wait_for_lock(fd: int, timeout: float) -> None:
    deadline = None
    while True:
        try:
            return _try_lock(fd)
        except OSError as error:
            if error.errno not in _BUSY:
                raise
            now = time.monotonic()
            deadline = deadline or now + timeout
            if now > deadline:
                raise OSError(errno.ETIMEDOUT, "the lock is held by another program") from error
        time.sleep(_POLL_SECONDS)


# Rights of access ---------------------------------------------------------------------------------


def open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read or write `path`."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def close_to_others(folder: Path) -> list[Trouble]:
    """Take away everybody else's rights in `folder`; give what the person should know of it.

    Nothing is given for an empty folder, in which there was nothing to read.
    """
    # Nobody else can reach what is further inside a folder that is closed.
    inside = folder.rglob("*") if _is_open(folder) else folder.iterdir()
    was_empty = not any(folder.iterdir())
    found = [path for path in [folder, *inside] if _is_open(path)]
    refused = [path for path in found if not _close(path)]
    if refused:
        return [Trouble("journal.open_to_others", path=refused[0])]
    return [Trouble("journal.closed_to_others")] if found and not was_empty else []


def _is_open(path: Path) -> bool:
    try:
        return not path.is_symlink() and open_to_others(path)
    except OSError:
        return False


def _close(path: Path) -> bool:
    try:
        os.chmod(path, FOLDER_MODE if path.is_dir() else FILE_MODE)
    except OSError:
        return False
    return True


# Errors -------------------------------------------------------------------------------------------


class NotSaved(Trouble):
    """An event is not on disk yet. It stays in `Journal.pending` and is tried again."""


_REASONS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "quota_used",
    errno.EROFS: "read_only",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EIO: "disk_error",
    errno.ENOENT: "not_there",
    errno.ENOTDIR: "not_a_folder",
    errno.EMFILE: "too_many_files",
    errno.ENFILE: "too_many_files",
    errno.EFBIG: "file_too_large",
    errno.ETIMEDOUT: "in_use",
}


def reason(error: OSError, folder: Path) -> Trouble:
    """The reason why the system refused, and the remedy, as half of a sentence."""
    known = _REASONS.get(error.errno or 0)
    if known is None:
        return Trouble("journal.reason.other", error=error.strerror or str(error))
    return Trouble(f"journal.reason.{known}", folder=folder)


def could_not(what: str, error: OSError, folder: Path, **words: object) -> Trouble:
    """The error to raise when `error` kept `what` ("back_up") from being done in `folder`."""
    return Trouble(f"journal.could_not.{what}", reason=reason(error, folder), **words)


def not_saved(error: OSError, folder: Path) -> NotSaved:
    """The error to raise when `error` kept an event from the disk."""
    return NotSaved("journal.could_not.save", reason=reason(error, folder))

"""One device's file: its end, the count of its lines, and durable appending."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from assistant.journal import disk
from assistant.journal.line import (
    OWN_TYPES,
    Event,
    Line,
    Newer,
    Unreadable,
    checksum_in,
    decode_line,
    encode_event,
)
from assistant.journal.sealing import Sealer
from assistant.journal.whereabouts import Noting

# O_APPEND: only the end is written to, even if another program writes without the lock.
_FLAGS = os.O_RDWR | os.O_APPEND | disk.BINARY
_BLOCK = 1 << 16

# The end of a file --------------------------------------------------------------------------------


class Tail(NamedTuple):
    """The end of a file of lines."""

    size: int
    """Bytes, up to and including the last line feed."""
    n: int
    """The highest number which may be taken, that of an unreadable last line included."""
    clock: int
    torn: bytes = b""
    """What follows the last line feed: a line which was never finished."""
    last: Line | None = None
    """The last readable line."""


def tail_of(fd: int) -> Tail:
    """Read the file's end, back to the last readable line."""
    size = os.fstat(fd).st_size
    if size == 0:
        return Tail(0, 0, 0)
    start = size
    block = b""
    while start > 0:
        length = min(start, max(_BLOCK, len(block)))
        start -= length
        block = disk.read_at(fd, length, start) + block
        found = _end_of(block, whole=start == 0)
        if found is not None:
            line, after, torn = found
            n, clock = (line.n, line.clock) if line else (0, 0)
            return Tail(size - len(torn), n + after, clock, torn, line)
    raise AssertionError("a file's whole block always has an end")


def tail_of_file(path: Path) -> Tail:
    """Read the end of the file `path`. Raises `OSError`."""
    fd = os.open(path, os.O_RDONLY | disk.BINARY)
    try:
        return tail_of(fd)
    finally:
        os.close(fd)


def _end_of(block: bytes, *, whole: bool) -> tuple[Line | None, int, bytes] | None:
    """The last readable line in `block`, how many unreadable ones follow it, and the torn rest.

    None when `block` does not reach back far enough to say. `whole`: it is the whole file.
    """
    *lines, torn = block.split(b"\n")
    first = 0 if whole else 1
    for after, at in enumerate(range(len(lines) - 1, first - 1, -1)):
        try:
            return decode_line(lines[at]), after, torn
        except (Unreadable, Newer):
            continue
    return (None, len(lines), torn) if whole else None


# The count of its lines ---------------------------------------------------------------------------


class CountDamaged(Exception):
    """There is a count, and it is not as it was written."""


def count_path(path: Path) -> Path:
    """Where the count of the file `path` is."""
    return path.with_suffix(".count")


class LineCount:
    """Writes the count of one file, which it keeps open: a missing end leaves no other trace.

    It is written after each append and not synced. A process killed or a power cut in between
    leaves it too low, which is harmless; it is never ahead of what is on disk. It holds no words.
    """

    def __init__(self, path: Path) -> None:
        self._path = count_path(path)
        self._fd: int | None = None

    def write(self, n: int) -> None:
        """Note that the lines are numbered up to `n`. Raises `OSError`."""
        if self._fd is None or os.fstat(self._fd).st_nlink == 0:
            self.close()
            flags = os.O_WRONLY | os.O_CREAT | disk.BINARY | disk.NONBLOCK
            self._fd = os.open(self._path, flags, disk.FILE_MODE)
        text = b"%12d" % n
        os.lseek(self._fd, 0, os.SEEK_SET)
        disk.write_all(self._fd, b"%s %08x\n" % (text, crc32(text)))

    def close(self) -> None:
        """Close the file; a later `write` opens it again."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __del__(self) -> None:
        self.close()


def read_count(path: Path) -> int | None:
    """The noted number of the file `path`, None without one. Raises `CountDamaged`, `OSError`."""
    try:
        text = disk.read_file(count_path(path), 100)
    except FileNotFoundError:
        return None
    if text[12:] != b" %08x\n" % crc32(text[:12]):
        raise CountDamaged
    return int(text[:12])


def counted(path: Path) -> int:
    """The noted number of the file `path`, 0 when none can be read."""
    try:
        return read_count(path) or 0
    except (CountDamaged, OSError):
        return 0


# Appending ----------------------------------------------------------------------------------------


class _Known(NamedTuple):
    """What the file was like when this process last looked."""

    inode: int
    tail: Tail


class _Doubtful(NamedTuple):
    """Bytes which were written and neither confirmed nor taken back."""

    at: int
    data: bytes


class Log:
    """One device's file. Its caller holds the lock."""

    def __init__(self, path: Path, device: str) -> None:
        self.path = path
        self._device = device
        self._count = LineCount(path)
        self._noting = Noting(path, device)
        self._known: _Known | None = None
        self._doubtful: _Doubtful | None = None
        self._folder_synced = False

    def append(
        self, events: Sequence[Event], clock: int, sealer: Sealer | None = None
    ) -> list[Line]:
        """Write `events` with clocks greater than `clock`; all are on disk afterwards, or none.

        With a `sealer` they are sealed. The line with its key stands before them and again after
        them, because nothing could be opened without it, and once more further on in the file,
        where no damage reaches both. Raises `OSError`; the file then ends where it did before, or
        is put right by the next append.
        """
        fd, new = self._open()
        try:
            if new or not self._folder_synced:
                disk.sync_folder(self.path.parent)
                self._folder_synced = True
            tail = self._ready_tail(fd)
            before, after = sealer.announcements(tail.size, bool(events)) if sealer else ([], [])
            lines: list[bytes] = []  # as they are written
            clear: list[bytes] = []
            for n, event in enumerate([*before, *events, *after], tail.n + 1):
                tick = max(tail.clock, clock) + 1 + len(lines)
                raw = encode_event(event, n=n, clock=tick, device=self._device)
                clear.append(raw)
                if sealer and event.type not in OWN_TYPES:
                    raw = sealer.seal(raw, n=n, clock=tick, device=self._device)
                lines.append(raw)
            self._write(fd, tail.size, b"".join(lines))
            size = tail.size + sum(map(len, lines))
            end = Tail(size, tail.n + len(lines), max(tail.clock, clock) + len(lines))
            self._known = _Known(os.fstat(fd).st_ino, end)
        finally:
            os.close(fd)
        with suppress(OSError):  # they are then too low, which is harmless
            self._count.write(end.n)
            if lines:
                self._noting.write(end.n, checksum_in(lines[-1]))
        if sealer and lines:
            sealer.announced(tail.size, len(before) + len(after))
        return [decode_line(raw[:-1]) for raw in clear[len(before) : len(clear) - len(after)]]

    def note_end(self) -> None:
        """Note the end of the file anew, after it was rewritten."""
        with suppress(OSError):
            tail = tail_of_file(self.path)
            if tail.last:
                self._noting.write(max(tail.n, counted(self.path)), tail.last.sum)

    def _open(self) -> tuple[int, bool]:
        """Give the file's descriptor, and whether the file is new."""
        try:
            return os.open(self.path, _FLAGS), False
        except FileNotFoundError:
            return os.open(self.path, _FLAGS | os.O_CREAT, disk.FILE_MODE), True

    def set_torn_aside(self) -> bool:
        """Finish the end of the file; True when a line which was never finished was set aside.

        A whole line of which only the line feed is missing stays, with its line feed.
        """
        if not self.path.exists():
            return False
        fd = os.open(self.path, _FLAGS)
        try:
            torn = tail_of(fd).torn
            self._ready_tail(fd)
            return bool(torn) and not _is_line(torn)
        finally:
            os.close(fd)

    def _ready_tail(self, fd: int) -> Tail:
        """Make the file ready for the next line, and give its end."""
        self._take_back_doubtful(fd)
        now = os.fstat(fd)
        known = self._known
        if known and (known.inode, known.tail.size) == (now.st_ino, now.st_size):
            return known.tail
        tail = tail_of(fd)
        if tail.torn:
            tail = self._without_torn(fd, tail)
        # Another program may have put back an older file: its numbers are not used again.
        tail = tail._replace(n=max(tail.n, counted(self.path), known.tail.n if known else 0))
        self._known = _Known(now.st_ino, tail)
        return tail

    def _without_torn(self, fd: int, tail: Tail) -> Tail:
        """Complete a torn line of which only the line feed is missing; set another one aside."""
        if _is_line(tail.torn):
            disk.write_all(fd, b"\n")
        else:
            set_aside(self.path, tail.torn)
            os.ftruncate(fd, tail.size)
        disk.sync(fd)
        return tail_of(fd)

    def _write(self, fd: int, at: int, data: bytes) -> None:
        try:
            disk.write_all(fd, data)
            disk.sync(fd)
        except OSError:
            self._take_back(fd, at, data)
            raise

    def _take_back(self, fd: int, at: int, data: bytes) -> None:
        self._known = None
        try:
            os.ftruncate(fd, at)
        except OSError:
            self._doubtful = _Doubtful(at, data)

    def _take_back_doubtful(self, fd: int) -> None:
        """Take back what the last append left, now that the disk may answer again.

        A system which failed a sync may call the same bytes clean and never write them, so they
        are taken away and written anew, not synced a second time.
        """
        doubtful = self._doubtful
        if doubtful is None:
            return
        left = disk.read_at(fd, len(doubtful.data) + 1, doubtful.at)
        if left and doubtful.data.startswith(left):
            os.ftruncate(fd, doubtful.at)
        self._doubtful = None


def _is_line(raw: bytes) -> bool:
    """Whether `raw` is a whole line, of a later version perhaps."""
    try:
        decode_line(raw)
    except Unreadable:
        return False
    except Newer:
        pass
    return True


SET_ASIDE = "set-aside"
"""The folder of lines which were never finished, or damaged and replaced."""


def set_aside(path: Path, torn: bytes) -> None:
    """Keep `torn`, an unfinished or damaged line of the file `path`, in a file of its own."""
    folder = path.parent / SET_ASIDE
    disk.make_folder(folder)
    keep = folder / f"{path.stem}.txt"
    new = not keep.exists()
    fd = os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_APPEND | disk.BINARY, disk.FILE_MODE)
    try:
        disk.write_all(fd, torn + b"\n")
        disk.sync(fd)
    finally:
        os.close(fd)
    if new:
        disk.sync_folder(folder)

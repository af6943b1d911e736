"""This device's file: appending to it, so that what was said to be saved is saved."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from assistant.journal import count, disk, erased
from assistant.journal.line import Event, Line, Unreadable, read, write
from assistant.journal.sealing import Sealer
from assistant.journal.tail import Tail, tail_of

# Whatever else writes to the file, and whatever lock it holds or not: only its end is written to.
_FLAGS = os.O_RDWR | os.O_APPEND | disk.BINARY


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
        self._counter = count.Counter(path)
        self._known: _Known | None = None
        self._doubtful: _Doubtful | None = None
        self._named = False

    def append(
        self, events: Sequence[Event], clock: int, sealer: Sealer | None = None
    ) -> list[Line]:
        """Writes `events` after everything that `clock` has seen; all are on disk, or none.

        With a `sealer` they are sealed, after two lines (so much hangs on it) with its key.
        Raises `OSError`; the file then ends where it did before, or is put right at the next try.
        """
        announcing = 2 if sealer and not sealer.announced else 0
        if sealer and announcing:
            events = [*[sealer.announcement()] * announcing, *events]
        fd, new = self._opened()
        try:
            if new or not self._named:
                disk.sync_folder(self.path.parent)
                self._named = True
            tail = self._tail(fd)
            lines: list[bytes] = []  # as they are written
            clear: list[bytes] = []
            for n, event in enumerate(events, tail.n + 1):
                tick = max(tail.clock, clock) + 1 + len(lines)
                raw = write(event, n=n, clock=tick, device=self._device)
                clear.append(raw)
                if sealer and len(lines) >= announcing and event.type != erased.TYPE:
                    raw = sealer.seal(raw, n=n, clock=tick, device=self._device)
                lines.append(raw)
            self._write(fd, tail.size, b"".join(lines))
            size = tail.size + sum(map(len, lines))
            end = Tail(size, tail.n + len(lines), max(tail.clock, clock) + len(lines))
            self._known = _Known(os.fstat(fd).st_ino, end)
        finally:
            os.close(fd)
        with suppress(OSError):  # it is then too low, which is harmless
            self._counter.write(end.n)
        if sealer:
            sealer.announced = True
        return [read(raw[:-1]) for raw in clear[announcing:]]

    def _opened(self) -> tuple[int, bool]:
        try:
            return os.open(self.path, _FLAGS), False
        except FileNotFoundError:
            return os.open(self.path, _FLAGS | os.O_CREAT, disk.FILE), True

    def set_aside(self) -> bool:
        """Moves a line which was never finished out of the way; True when there was one."""
        if not self.path.exists():
            return False
        fd = os.open(self.path, _FLAGS)
        try:
            torn = tail_of(fd).torn
            self._tail(fd)
            return bool(torn)
        finally:
            os.close(fd)

    def _tail(self, fd: int) -> Tail:
        """The file's end, ready for the next line."""
        self._settle(fd)
        now = os.fstat(fd)
        known = self._known
        if known and (known.inode, known.tail.size) == (now.st_ino, now.st_size):
            return known.tail
        tail = tail_of(fd)
        if tail.torn:
            tail = self._finish(fd, tail)
        tail = tail._replace(n=max(tail.n, count.read(self.path) or 0))
        self._known = _Known(now.st_ino, tail)
        return tail

    def _finish(self, fd: int, tail: Tail) -> Tail:
        """A torn line is completed where only its line feed is missing, and set aside otherwise."""
        try:
            read(tail.torn)
        except Unreadable:
            aside(self.path, tail.torn)
            os.ftruncate(fd, tail.size)
        else:
            disk.write_all(fd, b"\n")
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

    def _settle(self, fd: int) -> None:
        """Takes back what the last try left, now that the disk may answer again.

        A system which failed a sync may call the same bytes clean and never write them: they are
        taken away and written anew, not synced a second time.
        """
        doubtful = self._doubtful
        if doubtful is None:
            return
        left = disk.read_at(fd, len(doubtful.data) + 1, doubtful.at)
        if left and doubtful.data.startswith(left):
            os.ftruncate(fd, doubtful.at)
        self._doubtful = None


def aside(path: Path, torn: bytes) -> None:
    """Keeps `torn`, an unfinished line of the file `path`, in a file of its own."""
    folder = path.parent / "set-aside"
    disk.make_folder(folder)
    keep = folder / f"{path.stem}.txt"
    new = not keep.exists()
    fd = os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_APPEND | disk.BINARY, disk.FILE)
    try:
        disk.write_all(fd, torn + b"\n")
        disk.sync(fd)
    finally:
        os.close(fd)
    if new:
        disk.sync_folder(folder)

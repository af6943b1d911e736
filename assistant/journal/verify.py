"""Verifying that everything is as it was written: each flipped byte and missing line is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from assistant.errors import Trouble
from assistant.journal.disk import lock_path, locked
from assistant.journal.line import Line, Newer, Unreadable, decode_line
from assistant.journal.log import CountDamaged, count_path, read_count
from assistant.journal.reading import Damage, LineSet, device_of, erased_in, journal_files
from assistant.journal.sealing import key_paths, read_key


@dataclass(slots=True)
class Report:
    """What a verification found."""

    files: int = 0
    lines: int = 0
    """Undamaged lines."""
    newer: int = 0
    """Undamaged lines of a later version, kept and passed over."""
    damage: list[Damage] = field(default_factory=list)

    def add(self, file: Path, line: int, what: str, /, **words: object) -> None:
        """Report damage: `what` is a key within `journal.damage`."""
        self.damage.append(Damage(file, line, Trouble(f"journal.damage.{what}", **words)))


@dataclass(slots=True)
class _Gap:
    """Numbers which no line of a file has."""

    first: int
    last: int
    before: int
    """The line of the file before which they should be."""
    damaged: int
    """Damaged lines there, each of which may have been one of them."""


@dataclass(slots=True)
class _File:
    path: Path
    file: BinaryIO | None
    """None when there is only a count of its lines."""
    size: int
    """Bytes of it while the lock was held; what comes later is not looked at."""
    counted: int | None
    """How many lines it has had, None without a count."""
    gaps: list[_Gap] = field(default_factory=list)
    last: int = 0
    clock: int = 0
    damaged: int = 0
    """Damaged lines since the last undamaged one."""
    line: int = 0
    """Number of the line being looked at, as editors count."""

    def has(self, n: int) -> bool:
        """Whether the line numbered `n` may be in the file."""
        return n <= self.last and not any(gap.first <= n <= gap.last for gap in self.gaps)


def verify_folder(folder: Path) -> Report:
    """Look at every line of every file in `folder`; nothing is changed.

    Others may go on appending: what they add meanwhile is not looked at. Raises `OSError`.
    """
    report = Report()
    with ExitStack() as stack:
        with ExitStack() as lock:
            with suppress(OSError):  # a folder which can only be read has no writers
                lock.enter_context(locked(lock_path(folder)))
            opened = _opened(folder, stack, report)
            erased = erased_in(journal_files(folder))
        _verify_keys(folder, report)
        for device, some in opened.items():
            _verify_device(device, some, erased, report)
    report.damage.sort(key=lambda damage: (damage.file, damage.line))
    return report


def _verify_keys(folder: Path, report: Report) -> None:
    for path in key_paths(folder):
        try:
            read_key(path)
        except Unreadable as error:
            report.add(path, 1, "key", fault=error.with_traceback(None))


def _opened(folder: Path, stack: ExitStack, report: Report) -> dict[str, list[_File]]:
    """All files by device; a device's own file first, copies of it after."""
    counts = [path.with_suffix(".jsonl") for path in folder.glob("journal-*.count")]
    devices: dict[str, list[_File]] = {}
    for path in sorted({*journal_files(folder), *counts}, key=lambda path: (len(path.name), path)):
        device = device_of(path)
        if device is None:
            continue
        file = stack.enter_context(path.open("rb")) if path.exists() else None
        size = os.fstat(file.fileno()).st_size if file else 0
        found = _File(path, file, size, _counted(path, report))
        devices.setdefault(device, []).append(found)
    return devices


def _counted(path: Path, report: Report) -> int | None:
    try:
        return read_count(path)
    except CountDamaged:
        report.add(count_path(path), 1, "count_changed")
        return 0


def _verify_device(device: str, files: list[_File], erased: LineSet, report: Report) -> None:
    for file in files:
        _verify_file(file, device, report)
    own, *copies = files
    if own.file is None:
        report.add(own.path, 0, "file_missing")
    if own.counted is None:
        report.add(count_path(own.path), 0, "count_missing")
    elif own.counted > own.last:
        own.gaps.append(_Gap(own.last + 1, own.counted, own.line + 1, own.damaged))
    for gap in own.gaps:
        numbers = [
            n
            for first, last in erased.rest_of(device, gap.first, gap.last)
            for n in range(first, last + 1)
            if not any(copy.has(n) for copy in copies)
        ]
        missing = len(numbers) - gap.damaged
        if missing > 0:
            _report_missing(own.path, gap.before, numbers, missing, report)


def _report_missing(
    path: Path, line: int, numbers: list[int], missing: int, report: Report
) -> None:
    """Report that `missing` of the lines with these `numbers` are missing before a line."""
    if missing == len(numbers) == 1:
        report.add(path, line, "one_missing", number=numbers[0])
    else:
        what = "all_missing" if missing == len(numbers) else "some_missing"
        report.add(path, line, what, count=missing, first=numbers[0], last=numbers[-1])


def _verify_file(file: _File, device: str, report: Report) -> None:
    if file.file is None:
        return
    report.files += 1
    for raw in _raw_lines(file.file, file.size):
        file.line += 1
        try:
            if not raw.endswith(b"\n"):
                raise Unreadable("journal.damage.unfinished")
            line = decode_line(raw[:-1])
        except Unreadable as error:
            file.damaged += 1
            report.damage.append(Damage(file.path, file.line, error.with_traceback(None)))
        except Newer:
            file.damaged += 1  # it has a number, which this version cannot know
            report.newer += 1
        else:
            report.lines += 1
            _verify_order(file, line, device, report)


def _raw_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    for raw in file:
        size -= len(raw)
        if size < 0:
            return
        yield raw


def _verify_order(file: _File, line: Line, device: str, report: Report) -> None:
    """Whether `line` may come after the one before it; notes it as the last one if so."""
    if line.id != f"{device}-{line.n}":
        report.add(file.path, file.line, "other_file", id=line.id)
    elif line.n <= file.last:
        report.add(file.path, file.line, "number_order", number=line.n, before=file.last)
    elif line.clock <= file.clock:
        report.add(file.path, file.line, "clock_order", clock=line.clock, before=file.clock)
    else:
        if line.n > file.last + 1:
            file.gaps.append(_Gap(file.last + 1, line.n - 1, file.line, file.damaged))
        file.last, file.clock, file.damaged = line.n, line.clock, 0

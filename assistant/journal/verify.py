"""Verifying that everything is as it was written: each flipped byte and missing line is found."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from assistant.errors import Trouble
from assistant.journal.archive import Broken
from assistant.journal.backups import backups_in, read_backup
from assistant.journal.disk import lock_path, locked
from assistant.journal.key_file import key_paths, read_key
from assistant.journal.line import (
    LONGEST,
    OWN_TYPES,
    SEALED,
    Line,
    Newer,
    Unreadable,
    decode_line,
)
from assistant.journal.log import CountDamaged, count_path, read_count
from assistant.journal.reading import (
    Damage,
    LineSet,
    Ranges,
    device_of,
    erased_in,
    journal_files,
    pieces_of,
    strange_files,
)


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


Check = Callable[[Line], bool]
"""Whether what a whole line says can be understood."""


def verify_folder(folder: Path, check: Check = lambda line: True) -> Report:
    """Look at every line of every file in `folder`, and in its backups; nothing is changed.

    `check` looks at what a whole line says, which is not known here. Others may go on appending:
    what they add meanwhile is not looked at. Raises `OSError`.
    """
    report = Report()
    with ExitStack() as stack:
        with ExitStack() as lock:
            with suppress(OSError):  # a folder which can only be read has no writers
                lock.enter_context(locked(lock_path(folder)))
            opened = _opened(folder, stack, report)
            erased = erased_in(journal_files(folder))
        report.damage += strange_files(folder)
        _verify_keys(folder, report)
        for device, some in opened.items():
            _verify_device(device, some, erased.numbers, report, check)
        _verify_backups(folder, report)
    report.damage.sort(key=lambda damage: (damage.file, damage.line))
    return report


def _verify_keys(folder: Path, report: Report) -> None:
    for path in key_paths(folder):
        try:
            read_key(path)
        except Unreadable as error:
            report.add(path, 1, "key", fault=error.with_traceback(None))
        except OSError as error:
            report.add(path, 0, "system", error=error.strerror or str(error))


def _verify_backups(folder: Path, report: Report) -> None:
    for path in backups_in(folder):
        try:
            read_backup(path)
        except Broken:
            report.add(path, 0, "backup")
        except OSError as error:
            report.add(path, 0, "system", error=error.strerror or str(error))


def _opened(folder: Path, stack: ExitStack, report: Report) -> dict[str, list[_File]]:
    """All files by device; a device's own file first, copies of it after."""
    counts = [path.with_suffix(".jsonl") for path in folder.glob("journal-*.count")]
    journals = set(journal_files(folder))
    devices: dict[str, list[_File]] = {}
    for path in sorted({*journals, *counts}, key=lambda path: (len(path.name), path)):
        device = device_of(path)
        if device is None:
            continue
        file = stack.enter_context(path.open("rb")) if path in journals else None
        size = os.fstat(file.fileno()).st_size if file else 0
        found = _File(path, file, size, _counted(path, report))
        devices.setdefault(device, []).append(found)
    return devices


def _counted(path: Path, report: Report) -> int | None:
    try:
        return read_count(path)
    except (CountDamaged, OSError):
        report.add(count_path(path), 1, "count_changed")
        return 0


def _verify_device(
    device: str, files: list[_File], erased: LineSet, report: Report, check: Check
) -> None:
    for file in files:
        _verify_file(file, device, report, check)
    own, *copies = files
    if own.file is None and not own.path.exists():  # what is no file is reported already
        report.add(own.path, 0, "file_missing")
    if own.counted is None:
        report.add(count_path(own.path), 0, "count_missing")
    elif own.counted > own.last:
        own.gaps.append(_Gap(own.last + 1, own.counted, own.line + 1, own.damaged))
    elsewhere = [
        span
        for copy in copies
        for span in _rest([(1, copy.last)], [(g.first, g.last) for g in copy.gaps])
    ]
    explained = LineSet({device: [*erased.of(device), *elsewhere]})
    for gap in own.gaps:
        numbers = explained.rest_of(device, gap.first, gap.last)
        missing = sum(last - first + 1 for first, last in numbers) - gap.damaged
        if missing > 0:
            _report_missing(own.path, gap.before, numbers, missing, report)


def _rest(whole: Ranges, gaps: Ranges) -> Ranges:
    """The numbers of `whole` which are not in `gaps`."""
    without = LineSet({"": gaps})
    return [span for first, last in whole if last for span in without.rest_of("", first, last)]


def _report_missing(path: Path, line: int, numbers: Ranges, missing: int, report: Report) -> None:
    """Report that `missing` of the lines with these `numbers` are missing before a line."""
    first, last = numbers[0][0], numbers[-1][1]
    every = sum(last - first + 1 for first, last in numbers)
    if missing == every == 1:
        report.add(path, line, "one_missing", number=first)
    else:
        what = "all_missing" if missing == every else "some_missing"
        report.add(path, line, what, count=missing, first=first, last=last)


def _verify_file(file: _File, device: str, report: Report, check: Check) -> None:
    if file.file is None:
        return
    report.files += 1
    sealed = False
    for raw in _raw_lines(file.file, file.size):
        file.line += 1
        try:
            if len(raw) >= LONGEST:
                raise Unreadable("journal.damage.too_long")
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
            sealed = sealed or line.type == SEALED
            if sealed and line.type not in OWN_TYPES:
                report.add(file.path, file.line, "in_clear")
            elif not check(line):
                report.add(file.path, file.line, "not_understood")


def _raw_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The lines within the first `size` bytes; only the beginning of one which is too long."""
    inside = False
    for raw in pieces_of(file):
        size -= len(raw)
        if size < 0:
            return
        if not inside:
            yield raw
        inside = not raw.endswith(b"\n")


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

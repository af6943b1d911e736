"""Whether everything in the journal is as it was written: each flipped byte, each missing line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from assistant.journal import count, keyfile
from assistant.journal.erased import Erased, all_erased
from assistant.journal.line import Line, Newer, Unreadable, read
from assistant.journal.lock import held, lock_of
from assistant.journal.reading import Damage, device_of, files


@dataclass(slots=True)
class Report:
    """What a verification found."""

    files: int = 0
    lines: int = 0
    """Lines which are whole."""
    newer: int = 0
    """Whole lines of a later version, kept and passed over."""
    damage: list[Damage] = field(default_factory=list)


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
    """Bytes of it when nobody was writing; what comes later is not looked at."""
    counted: int | None
    """How many lines it has had, None when nothing says so."""
    gaps: list[_Gap] = field(default_factory=list)
    last: int = 0
    clock: int = 0
    damaged: int = 0
    """Damaged lines since the last whole one."""
    numbered: int = 0
    """Lines of the file so far, as editors count."""


def verify(folder: Path) -> Report:
    """Looks at every line of every file in `folder`; nothing is changed.

    Others may go on appending: what they add meanwhile is not looked at. Raises `OSError`.
    """
    report = Report()
    with ExitStack() as stack:
        with ExitStack() as quiet:
            with suppress(OSError):  # a folder which can only be read has no writers
                quiet.enter_context(held(lock_of(folder)))
            opened = _opened(folder, stack, report)
            erased = all_erased(files(folder))
        _verify_keys(folder, report)
        for device, some in opened.items():
            _verify_device(device, some, erased, report)
    report.damage.sort(key=lambda damage: (damage.file, damage.line))
    return report


def _verify_keys(folder: Path, report: Report) -> None:
    for path in sorted(folder.glob("key*.json")):
        try:
            keyfile.read(path)
        except Unreadable as error:
            report.damage.append(Damage(path, 1, f"{error}; please restore it from a backup"))


def _opened(folder: Path, stack: ExitStack, report: Report) -> dict[str, list[_File]]:
    """All files by device; a device's own file first, copies of it after."""
    counts = [path.with_suffix(".jsonl") for path in folder.glob("journal-*.count")]
    devices: dict[str, list[_File]] = {}
    for path in sorted({*files(folder), *counts}, key=lambda path: (len(path.name), path)):
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
        return count.checked(path)
    except count.Spoilt:
        where = count.beside(path)
        report.damage.append(Damage(where, 1, "it was changed since it was written"))
        return 0


def _verify_device(device: str, some: list[_File], erased: Erased, report: Report) -> None:
    for file in some:
        _verify_file(file, device, report)
    own, *copies = some
    if own.file is None:
        report.damage.append(Damage(own.path, 0, "the file is missing"))
    if own.counted is None:
        what = "it is missing, so that lines missing at the end cannot be seen"
        report.damage.append(Damage(count.beside(own.path), 0, what))
    elif own.counted > own.last:
        end = _Gap(own.last + 1, own.counted, own.numbered + 1, own.damaged)
        own.gaps.append(end)
    for gap in own.gaps:
        numbers = [
            n
            for first, last in erased.without(device, (gap.first, gap.last))
            for n in range(first, last + 1)
            if not any(_has(copy, n) for copy in copies)
        ]
        missing = len(numbers) - gap.damaged
        if missing > 0:
            what = _numbers(numbers, missing)
            report.damage.append(Damage(own.path, gap.before, what))


def _numbers(numbers: list[int], missing: int) -> str:
    if missing == len(numbers) == 1:
        return f"the line numbered {numbers[0]} is missing here"
    if missing == len(numbers):
        return f"{missing} lines numbered {numbers[0]} to {numbers[-1]} are missing here"
    return f"{missing} of the lines numbered {numbers[0]} to {numbers[-1]} are missing here"


def _has(file: _File, n: int) -> bool:
    inside = any(gap.first <= n <= gap.last for gap in file.gaps)
    return n <= file.last and not inside


def _verify_file(file: _File, device: str, report: Report) -> None:
    if file.file is None:
        return
    report.files += 1
    for raw in _raw_lines(file.file, file.size):
        file.numbered += 1
        try:
            if not raw.endswith(b"\n"):
                raise Unreadable("it was never finished")
            line = read(raw[:-1])
        except Unreadable as error:
            file.damaged += 1
            report.damage.append(Damage(file.path, file.numbered, str(error)))
        except Newer:
            file.damaged += 1  # it has a number, which this version cannot know
            report.newer += 1
        else:
            report.lines += 1
            _follow(file, line, device, report)


def _raw_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    for raw in file:
        size -= len(raw)
        if size < 0:
            return
        yield raw


def _follow(file: _File, line: Line, device: str, report: Report) -> None:
    """Whether `line` comes rightly after the one before it."""
    wrong = None
    if line.id != f"{device}-{line.n}":
        wrong = f"it belongs to another file (its id is {line.id})"
    elif line.n <= file.last:
        wrong = f"its number {line.n} does not come after {file.last}, the one before it"
    elif line.clock <= file.clock:
        wrong = f"its clock {line.clock} does not come after {file.clock}, the one before it"
    if wrong:
        report.damage.append(Damage(file.path, file.numbered, wrong))
        return
    if line.n > file.last + 1:
        file.gaps.append(_Gap(file.last + 1, line.n - 1, file.numbered, file.damaged))
    file.last, file.clock, file.damaged = line.n, line.clock, 0

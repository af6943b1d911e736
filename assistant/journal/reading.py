"""Reading the files of all devices as one journal, around whatever is damaged."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.journal.line import Line, Newer, Unreadable, read, read_ended
from assistant.journal.sifting import sifted

# A synced folder's "journal-x (conflicted copy).jsonl" is a journal too, whatever it is called.
_NAME = re.compile(r"journal-([0-9a-f]+)(\W.*)?\.jsonl")


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a file which is not as it was written: where, and what."""

    file: Path
    line: int
    """Number of the line in the file, from 1, as editors count; 0 for the file as a whole."""
    what: str

    def __str__(self) -> str:
        place = f"{self.file.name}, line {self.line}" if self.line else self.file.name
        return f"{place}: {self.what}"


def file_name(device: str) -> str:
    """The name of the file in which `device` writes."""
    return f"journal-{device}.jsonl"


def device_of(path: Path) -> str | None:
    """The device whose file, or whose file's copy, this is; None when it is no journal."""
    match = _NAME.fullmatch(path.name)
    return match[1] if match else None


def files(folder: Path) -> list[Path]:
    """All journal files in `folder`, by name; none when there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if device_of(path))
    except FileNotFoundError:
        return []


def lines_of(path: Path, damage: list[Damage], holding: Sequence[bytes] = ()) -> Iterator[Line]:
    """The whole lines of one file, in its order; what is damaged is added to `damage`.

    With `holding`: only those which may hold one of these (see `sifting`).
    A last line which is not finished yet is not damage: somebody may be writing it just now.
    """
    with path.open("rb") as file:
        for number, raw in sifted(file, holding) if holding else enumerate(file, 1):
            try:
                yield read_ended(raw)
            except Unreadable as error:
                if raw.endswith(b"\n"):
                    damage.append(Damage(path, number, str(error)))
                else:
                    yield from _unended(raw)
            except Newer:
                continue


def _unended(raw: bytes) -> Iterator[Line]:
    try:
        yield read(raw)
    except (Unreadable, Newer):
        return


def merged(
    paths: Iterable[Path], damage: list[Damage], holding: Sequence[bytes] = ()
) -> Iterator[Line]:
    """The lines of all files in one order, which is the same on every device."""
    sources = [lines_of(path, damage, holding) for path in paths]
    if len(sources) == 1:
        return sources[0]
    return heapq.merge(*sources, key=lambda line: (line.clock, line.id))


def one_each(lines: Iterable[Line]) -> Iterator[Line]:
    """A line which several files hold comes once; two versions of one come both."""
    here: tuple[int, str] | None = None
    same: list[Line] = []
    for line in lines:
        at = line.clock, line.id
        if at != here:
            yield from same
            here, same = at, [line]
        elif all(line.sum != other.sum for other in same):
            same.append(line)
            same.sort(key=lambda line: line.sum)
    yield from same

"""The journal in forms which other programs read. An export is in the clear, always."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.journal import disk
from assistant.journal.line import Line, raw
from assistant.journal.troubles import could_not

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

COLUMNS = ("id", "ts", "type", "session", "ref", "source", "data")
_HEAD, _FOOT = b'{"lantern_journal":1,"lines":[\n', b"\n]}\n"


def to_json(journal: Journal) -> Iterator[bytes]:
    """Everything, as one JSON object with a line for each line: importing it gives it all back.

    Tombstones too, so that what was erased stays erased wherever this is imported.
    """
    yield _HEAD
    comma = b""
    for line in journal.every_line():
        yield comma + raw(line)[:-1]
        comma = b",\n"
    yield _FOOT


def to_csv(journal: Journal) -> Iterator[bytes]:
    """A row for each event, its data as JSON in the last column."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for line in journal.lines():
        data = bytes(line.data).decode()
        rows.writerow(
            [line.id, line.ts, line.type, line.session, line.ref, line.source, _inert(data)]
        )
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _inert(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def to_markdown(
    journal: Journal, diary_entry: Callable[[Line], str | None], title: str
) -> Iterator[bytes]:
    """A diary to read: a heading for each day, and under it what `diary_entry` makes of a line.

    `diary_entry` gives Markdown, or None for a line which a diary does not show.
    """
    yield f"# {title}\n".encode()
    day = ""
    for line in sorted(journal.lines(), key=lambda line: line.ts[:10]):
        entry = diary_entry(line)
        if entry is None:
            continue
        if line.ts[:10] != day:
            day = line.ts[:10]
            yield f"\n## {day}\n".encode()
        yield f"\n{entry}\n".encode()


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes an export to the file `path`, which nobody else may read. Raises `Trouble`."""
    try:
        disk.replace_with(path, pieces)
    except OSError as error:
        raise could_not(f"write {path}", error, path.parent) from error

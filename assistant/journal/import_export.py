"""The journal in forms which other programs read, and exports and diaries brought back in.

An export is never encrypted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import msgspec

from assistant.errors import Trouble
from assistant.journal.disk import could_not, read_file, replace_with
from assistant.journal.journal import Journal
from assistant.journal.line import (
    KEY,
    LONGEST,
    SEALED,
    Line,
    Newer,
    Unreadable,
    decode_line,
    encode_line,
    is_moment,
    new_event,
)
from assistant.journal.merging import Added, add_lines, consolidate

# Exporting ----------------------------------------------------------------------------------------

COLUMNS = ("id", "ts", "type", "session", "ref", "source", "data")
_HEAD, _FOOT = b'{"lantern_journal":1,"lines":[\n', b"\n]}\n"


def to_json(journal: Journal) -> Iterator[bytes]:
    """Everything, as one JSON object with a line for each line, which can be imported again.

    Tombstones too, so that what was erased stays erased wherever this is imported.
    """
    yield _HEAD
    comma = b""
    for line in journal.every_line():
        yield comma + encode_line(line)[:-1]
        comma = b",\n"
    yield _FOOT


def to_csv(journal: Journal) -> Iterator[bytes]:
    """A row for each event, its data as JSON in the last column."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for line in journal.lines():
        cells = (str(getattr(line, column) or "") for column in COLUMNS[:-1])
        rows.writerow(map(_without_formula, (*cells, bytes(line.data).decode())))
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _without_formula(cell: str) -> str:
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


def write_export(path: Path, pieces: Iterable[bytes]) -> None:
    """Write an export to the file `path`, which nobody else may read. Raises `Trouble`."""
    try:
        replace_with(path, pieces)
    except OSError as error:
        raise could_not("write_file", error, path.parent, path=path) from error


# Importing ----------------------------------------------------------------------------------------


class JrnlEntry(msgspec.Struct, frozen=True):
    """An entry of a diary which jrnl exported as JSON."""

    date: str
    time: str
    title: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    starred: bool = False


class _Jrnl(msgspec.Struct):
    entries: list[JrnlEntry]


class _Export(msgspec.Struct):
    lantern_journal: int
    lines: list[msgspec.Raw]


def import_export(journal: Journal, path: Path, now: datetime, *, may_erase: bool = False) -> Added:
    """Bring in an export, or another journal's `.jsonl` file; what is here already stays.

    Importing into an empty folder gives the identical journal. Raises `Trouble`, and `WouldErase`
    when the export says that lines were erased which are here, unless `may_erase`.
    """
    damaged = Added()
    lines = list(_lines(_raw_lines(read_import(path), path), damaged))
    lines = _opened(journal, lines, damaged)
    try:
        with journal.alone():
            added = add_lines(journal, lines, now, "imported", may_erase=may_erase)
            consolidate(journal)
    except OSError as error:
        raise could_not("import", error, journal.folder) from error
    added.damaged += damaged.damaged
    return added


def import_jrnl(
    journal: Journal,
    path: Path,
    event_of: Callable[[JrnlEntry], tuple[str, Any]],
    zone: tzinfo,
) -> Added:
    """Bring in what jrnl exported (``jrnl --format json``).

    `event_of` makes the type and the data of an event of each entry. jrnl writes no time zone: its
    times are taken to be in `zone`. An entry which is here already is not brought in twice.
    Raises `Trouble`.
    """
    try:
        entries = msgspec.json.decode(read_import(path), type=_Jrnl).entries
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Trouble("journal.not_a_jrnl_export", path=path, error=error) from error
    known = {(_by_the_clock(line.ts), line.type, bytes(line.data)) for line in journal.lines()}
    added = Added()
    new = []
    for entry in entries:
        type, data = event_of(entry)
        event = new_event(type, data, ts=_moment(entry, zone, path))
        content = (_by_the_clock(event.ts), event.type, bytes(event.data))
        if content in known:
            added.known += 1
            continue
        known.add(content)
        new.append(event)
    added.lines = len(new)
    journal.extend(new)
    return added


def _by_the_clock(ts: str) -> str:
    """The time which a clock on the wall showed, which jrnl writes without the zone it was in."""
    return ts[:19]


def _moment(entry: JrnlEntry, zone: tzinfo, path: Path) -> datetime:
    try:
        moment = datetime.fromisoformat(f"{entry.date}T{entry.time}").replace(tzinfo=zone)
        if not is_moment(moment.isoformat()):
            raise ValueError
    except ValueError as error:
        raise Trouble(
            "journal.not_a_jrnl_date", path=path, date=entry.date, time=entry.time
        ) from error
    return moment


_LARGEST = 1 << 30
_MARK = b"\xef\xbb\xbf"
"""The byte order mark which some programs write at the beginning of a file."""


def read_import(path: Path) -> bytes:
    """The content of a file to bring in. Raises `Trouble`."""
    try:
        content = read_file(path, _LARGEST + 1)
    except OSError as error:
        raise could_not("read_file", error, path.parent, path=path) from error
    if len(content) > _LARGEST:
        raise Trouble("journal.import_too_large", path=path, most=_LARGEST >> 20)
    return content.removeprefix(_MARK)


def _raw_lines(content: bytes, path: Path) -> list[bytes]:
    try:
        return [bytes(line) for line in msgspec.json.decode(content, type=_Export).lines]
    except (msgspec.MsgspecError, RecursionError):
        if content.startswith(b'{"v":'):
            return content.splitlines()
    raise Trouble("journal.not_an_export", path=path)


def _lines(raw_lines: list[bytes], added: Added) -> Iterator[Line]:
    for raw in raw_lines:
        line: Line | None = None
        try:
            line = decode_line(raw) if len(raw) <= LONGEST else None
        except Newer:
            pass
        except Unreadable:
            line = _reformatted(raw)
        if line is None:
            added.damaged += 1
        else:
            yield line


def _opened(journal: Journal, lines: list[Line], added: Added) -> list[Line]:
    """Those of `lines` which can be read here; sealed ones are opened with this journal's key."""
    if journal.vault.unlocked:
        for line in lines:
            if line.type == KEY:
                journal.vault.opener.learn(line.data)
    opened: list[Line] = []
    for line in lines:
        found = journal.opened(line) if line.type == SEALED else line
        if found is None or (found.type == KEY and not journal.vault.encrypted):
            added.damaged += 1
        else:
            opened.append(found)
    return opened


def _reformatted(text: bytes) -> Line | None:
    """The line in `text`, which a tool may have indented; None when its checksum does not fit."""
    try:
        line = msgspec.json.decode(text, type=Line)
        data = msgspec.json.encode(msgspec.json.decode(line.data))
        again = decode_line(encode_line(msgspec.structs.replace(line, data=msgspec.Raw(data)))[:-1])
    except (msgspec.MsgspecError, RecursionError, Unreadable, Newer):
        return None
    return again if again.sum == line.sum else None

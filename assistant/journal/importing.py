"""An export, or another program's diary, brought into the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assistant.errors import Trouble
from assistant.journal.adding import Added, add
from assistant.journal.consolidating import consolidate
from assistant.journal.line import Line, Newer, Unreadable, event, raw, read
from assistant.journal.troubles import could_not

if TYPE_CHECKING:
    from assistant.journal.journal import Journal


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


def import_export(journal: Journal, path: Path, now: datetime) -> Added:
    """Brings in an export, or another journal's `.jsonl` file; what is here already stays.

    Importing into an empty folder gives the identical journal. Raises `Trouble`.
    """
    text = _text(path)
    added = Added()
    lines = list(_lines(_raw_lines(text, path), added))
    try:
        with journal.alone():
            new = add(journal, lines, now, "imported")
            consolidate(journal)
    except OSError as error:
        raise could_not("import it", error, journal.folder) from error
    new.damaged = added.damaged
    return new


def import_jrnl(
    journal: Journal,
    path: Path,
    event_of: Callable[[JrnlEntry], tuple[str, Any]],
    zone: tzinfo,
) -> Added:
    """Brings in what jrnl exported (``jrnl --format json``), each entry as `event_of` makes it.

    jrnl writes no time zone: its times are taken to be in `zone`. An entry which is here already
    is not brought in twice. Raises `Trouble`.
    """
    try:
        entries = msgspec.json.decode(_text(path), type=_Jrnl).entries
    except msgspec.MsgspecError as error:
        raise Trouble(
            f"{path} is not what jrnl exports ({error}); "
            "please make it with: jrnl --format json --file NAME."
        ) from error
    known = {(line.ts, line.type, bytes(line.data)) for line in journal.lines()}
    added = Added()
    new = []
    for entry in entries:
        type, data = event_of(entry)
        made = event(type, data, ts=_moment(entry, zone, path))
        mark = (made.ts, made.type, bytes(made.data))
        if mark in known:
            added.known += 1
            continue
        known.add(mark)
        new.append(made)
    added.lines = len(new)
    journal.extend(new)
    return added


def _moment(entry: JrnlEntry, zone: tzinfo, path: Path) -> datetime:
    try:
        return datetime.fromisoformat(f"{entry.date}T{entry.time}").replace(tzinfo=zone)
    except ValueError as error:
        raise Trouble(
            f"{path} has an entry of {entry.date} {entry.time}, which is no date and time; "
            "please correct it there."
        ) from error


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise could_not(f"read {path}", error, path.parent) from error


def _raw_lines(text: bytes, path: Path) -> list[bytes]:
    try:
        return [bytes(line) for line in msgspec.json.decode(text, type=_Export).lines]
    except msgspec.MsgspecError:
        if text.startswith(b'{"v":'):
            return text.splitlines()
    raise Trouble(
        f"{path} is not an export of a journal; please make one with: lantern journal export."
    )


def _lines(raws: list[bytes], added: Added) -> Iterator[Line]:
    for one in raws:
        try:
            yield read(one)
        except Newer:
            added.damaged += 1
        except Unreadable:
            line = _reformatted(one)
            if line is None:
                added.damaged += 1
            else:
                yield line


def _reformatted(text: bytes) -> Line | None:
    """The line in `text`, which a tool may have indented since; None when it does not fit."""
    try:
        line = msgspec.json.decode(text, type=Line)
        data = msgspec.json.encode(msgspec.json.decode(line.data))
        again = read(raw(msgspec.structs.replace(line, data=msgspec.Raw(data)))[:-1])
    except (msgspec.MsgspecError, Unreadable, Newer):
        return None
    return again if again.sum == line.sum else None

"""What `lantern journal` does, as functions which return what there is to say.

They print nothing and ask nothing: the command line and the spoken commands both call them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from assistant.errors import Trouble
from assistant.journal import backups, encrypting, erasing, exporting, importing, passphrases
from assistant.journal.adding import Added
from assistant.journal.backups import Backup
from assistant.journal.choosing import Choice
from assistant.journal.choosing import choose as chosen
from assistant.journal.encrypting import Encryption
from assistant.journal.erasing import Erasure
from assistant.journal.importing import JrnlEntry
from assistant.journal.journal import Journal
from assistant.journal.line import Line
from assistant.journal.restoring import restore as restore_from
from assistant.journal.searching import Hit, index_of
from assistant.journal.troubles import could_not
from assistant.journal.verify import Report
from assistant.journal.verify import verify as verify_folder

Words = Callable[[Line], str]
"""Gives the plain words of a line, empty when it has none."""


def opened(folder: Path, ask: Callable[[], str] | None = None) -> Journal:
    """The journal in `folder`, unlocked: from the system's keyring, or with what `ask` gives.

    Raises `WrongPassphrase`; without `ask` it may stay locked, to be added to only.
    """
    journal = Journal(folder)
    if journal.locked and not unlocked_by_keyring(journal) and ask:
        journal.unlock(ask())
    return journal


def unlocked_by_keyring(journal: Journal) -> bool:
    """Unlocks with the passphrase in the system's keyring, if there is one.

    Raises `WrongPassphrase` when it is not the journal's any more.
    """
    passphrase = passphrases.remembered(journal)
    if passphrase is None:
        return False
    journal.unlock(passphrase)
    return True


def search(
    journal: Journal,
    query: str,
    words_of: Words,
    *,
    since: date | None = None,
    until: date | None = None,
    keep: Callable[[Line], bool] = lambda line: True,
    limit: int = 10,
) -> list[Hit]:
    """The best passages for `query`, in the lines which `keep` keeps (a value's, a goal's)."""
    lines = (line for line in journal.lines() if keep(line))
    return index_of(lines, words_of).find(query, since=since, until=until, limit=limit)


def verify(folder: Path) -> Report:
    """Whether everything is as it was written; needs no passphrase. Raises `Trouble`."""
    try:
        return verify_folder(folder)
    except OSError as error:
        raise could_not("read the journal", error, folder) from error


def export(
    journal: Journal,
    path: Path,
    form: str,
    *,
    diary_entry: Callable[[Line], str | None] | None = None,
    calendar: Callable[[Iterable[Line]], str] | None = None,
    title: str = "Journal",
) -> Path:
    """Writes the journal to `path` as "json", "csv", "markdown" or "ical".

    `diary_entry` makes Markdown of a line, `calendar` an iCalendar text of all: what lines mean
    is not known here. Raises `Trouble`.
    """
    exporting.write(path, _form(journal, form, diary_entry, calendar, title))
    return path


def _form(
    journal: Journal,
    form: str,
    diary_entry: Callable[[Line], str | None] | None,
    calendar: Callable[[Iterable[Line]], str] | None,
    title: str,
) -> Iterator[bytes]:
    if form == "json":
        return exporting.to_json(journal)
    if form == "csv":
        return exporting.to_csv(journal)
    if form == "markdown" and diary_entry:
        return exporting.to_markdown(journal, diary_entry, title)
    if form == "ical" and calendar:
        return iter([calendar(journal.lines()).encode()])
    raise Trouble(f"I cannot export as {form}; please choose json, csv, markdown or ical.")


def import_(journal: Journal, path: Path, now: datetime) -> Added:
    """Brings in an export. Raises `Trouble`."""
    return importing.import_export(journal, path, now)


def import_jrnl(
    journal: Journal, path: Path, event_of: Callable[[JrnlEntry], tuple[str, Any]], zone: tzinfo
) -> Added:
    """Brings in what jrnl exported. Raises `Trouble`."""
    return importing.import_jrnl(journal, path, event_of, zone)


def back_up(journal: Journal, now: datetime, *, daily: bool = False) -> Backup | None:
    """Makes a backup; `daily`: None, and none made, if the day has one. Raises `Trouble`."""
    if daily and not backups.due(journal, now):
        return None
    return backups.back_up(journal, now)


def backup_due(journal: Journal, now: datetime) -> bool:
    """Whether there is something to back up, and no backup of the day yet."""
    return backups.due(journal, now)


def all_backups(folder: Path) -> list[Path]:
    """All backups, oldest first."""
    return backups.in_folder(folder)


def restore(journal: Journal, name: str | None, now: datetime) -> Added:
    """Restores the backup of that name, day or path; the latest without one. Raises `Trouble`."""
    there = backups.in_folder(journal.folder)
    if name is None:
        found = there[-1:]
    else:
        found = [path for path in there if name in (path.name, path.stem)] or [
            path for path in [Path(name)] if path.is_file()
        ]
    if not found:
        days = ", ".join(path.stem for path in there) or "none"
        what = f"no backup {name}" if name else "no backup"
        raise Trouble(f"There is {what}; please choose one of these: {days}.")
    return restore_from(journal, found[0], now)


def choose(
    journal: Journal,
    *,
    since: date | None = None,
    until: date | None = None,
    matching: str | None = None,
    session: str | None = None,
) -> Choice:
    """What would be erased: to be summed up and confirmed first. Raises `Locked`."""
    return chosen(journal.lines(), since=since, until=until, matching=matching, session=session)


def erase(journal: Journal, choice: Choice, now: datetime) -> Erasure:
    """Erases for good what was chosen, and confirmed. Raises `Trouble`."""
    return erasing.erase(journal, choice.lines, now)


def erase_all(journal: Journal, now: datetime) -> Erasure:
    """Erases everything for good. Raises `Trouble`."""
    return erasing.erase_all(journal, now)


def encrypt(journal: Journal, passphrase: str, *, remember: bool = False) -> Encryption:
    """Encrypts the journal; `remember`: its passphrase goes to the system's keyring.

    The caller has said that a lost passphrase is a lost journal. Raises `Trouble`.
    """
    if not passphrase:
        raise Trouble("An empty passphrase protects nothing; please choose another one.")
    done = encrypting.encrypt(journal, passphrase)
    if remember:
        passphrases.remember(journal, passphrase)
    return done


def change_passphrase(journal: Journal, old: str, new: str) -> None:
    """Puts the journal under another passphrase. Raises `Trouble`."""
    if not new:
        raise Trouble("An empty passphrase protects nothing; please choose another one.")
    encrypting.change_passphrase(journal, old, new)
    if passphrases.remembered(journal) is not None:
        passphrases.remember(journal, new)

"""What `lantern journal` does, as functions which return their results.

They print nothing and ask nothing: the command line and the spoken commands both call them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from assistant.errors import Trouble
from assistant.journal import backups, encryption, erasure, import_export, restoring
from assistant.journal.archive import Broken
from assistant.journal.backups import Backup
from assistant.journal.disk import could_not
from assistant.journal.encryption import Encryption
from assistant.journal.erasure import Choice, Erasure
from assistant.journal.import_export import JrnlEntry
from assistant.journal.journal import Journal
from assistant.journal.line import Line
from assistant.journal.merging import Added
from assistant.journal.searching import Hit, index_of
from assistant.journal.verify import Check, Report, verify_folder

PAGES = "pages"
"""The folder beside the journal with the pages that were made of it."""


def open_unlocked(folder: Path, ask: Callable[[], str] | None = None) -> Journal:
    """Open the journal in `folder`; unlock it from the system's keyring or with what `ask` gives.

    Raises `WrongPassphrase`; without `ask` it may stay locked, to be added to only.
    """
    journal = Journal(folder)
    if journal.locked and not unlocked_by_keyring(journal) and ask:
        journal.unlock(ask())
    return journal


def unlocked_by_keyring(journal: Journal) -> bool:
    """Unlock with the passphrase in the system's keyring, if there is one.

    Raises `WrongPassphrase` when it is not the journal's any more.
    """
    passphrase = encryption.remembered_passphrase(journal)
    if passphrase is None:
        return False
    journal.unlock(passphrase)
    return True


def search(
    journal: Journal,
    query: str,
    words_of: Callable[[Line], str],
    *,
    since: date | None = None,
    until: date | None = None,
    keep: Callable[[Line], bool] = lambda line: True,
    limit: int = 10,
) -> list[Hit]:
    """The best passages for `query`, in the lines which `keep` keeps (a value's, a goal's).

    `words_of` gives the plain words of a line, empty when it has none.
    """
    lines = (line for line in journal.lines() if keep(line))
    return index_of(lines, words_of).find(query, since=since, until=until, limit=limit)


def verify(folder: Path, check: Check = lambda line: True) -> Report:
    """Whether everything is as it was written; needs no passphrase. Raises `Trouble`.

    `check` says whether what a line says can be understood, which is not known here.
    """
    try:
        return verify_folder(folder, check)
    except OSError as error:
        raise could_not("read", error, folder) from error


def export(
    journal: Journal,
    path: Path,
    form: str,
    *,
    diary_entry: Callable[[Line], str | None] | None = None,
    calendar: Callable[[Iterable[Line]], str] | None = None,
    title: str = "",
) -> Path:
    """Write the journal to `path` as "json", "csv", "markdown" or "ical".

    `diary_entry` makes Markdown of a line, `calendar` an iCalendar text of all: what lines mean
    is not known here. Raises `Trouble`.
    """
    import_export.write_export(path, _form(journal, form, diary_entry, calendar, title))
    return path


def _form(
    journal: Journal,
    form: str,
    diary_entry: Callable[[Line], str | None] | None,
    calendar: Callable[[Iterable[Line]], str] | None,
    title: str,
) -> Iterator[bytes]:
    if form == "json":
        return import_export.to_json(journal)
    if form == "csv":
        return import_export.to_csv(journal)
    if form == "markdown" and diary_entry:
        return import_export.to_markdown(journal, diary_entry, title)
    if form == "ical" and calendar:
        return iter([calendar(journal.lines()).encode()])
    raise Trouble("journal.unknown_form", form=form)


def import_journal(
    journal: Journal, path: Path, now: datetime, *, may_erase: bool = False
) -> Added:
    """Bring in an export. Raises `Trouble`, and `WouldErase` unless `may_erase`."""
    return import_export.import_export(journal, path, now, may_erase=may_erase)


def import_jrnl(
    journal: Journal, path: Path, event_of: Callable[[JrnlEntry], tuple[str, Any]], zone: tzinfo
) -> Added:
    """Bring in what jrnl exported. Raises `Trouble`."""
    return import_export.import_jrnl(journal, path, event_of, zone)


def back_up(journal: Journal, now: datetime, *, daily: bool = False) -> Backup | None:
    """Make a backup; with `daily` none, and give None, if the day has one. Raises `Trouble`."""
    if daily and not backups.backup_due(journal.folder, now):
        return None
    return backups.back_up(journal, now)


def backup_due(journal: Journal, now: datetime) -> bool:
    """Whether there is something to back up, and no backup of the day yet."""
    return backups.backup_due(journal.folder, now)


def all_backups(folder: Path) -> list[Path]:
    """All backups, oldest first."""
    return backups.backups_in(folder)


def restore(
    journal: Journal,
    name: str | None,
    now: datetime,
    *,
    passphrase: str | None = None,
    may_erase: bool = False,
) -> Added:
    """Restore the backup of that name, day or path; without one, the latest which is not broken.

    Raises `Trouble`, and as `restoring.restore` does.
    """
    there = backups.backups_in(journal.folder)
    if name is None:
        found = _latest_whole(there, now)
    else:
        found = [path for path in there if name in (path.name, path.stem)] or [
            path for path in [Path(name)] if path.is_file()
        ]
    if not found:
        raise _no_such_backup(name, there)
    return restoring.restore(journal, found[0], now, passphrase=passphrase, may_erase=may_erase)


def _latest_whole(there: list[Path], now: datetime) -> list[Path]:
    """The latest backup which can be read; those dated ahead, by a wrong clock, come last."""
    today = now.date().isoformat()
    ahead = [path for path in there if path.name[:10] > today]
    for path in [*reversed([path for path in there if path not in ahead]), *ahead]:
        with suppress(Broken, OSError):
            backups.read_backup(path)
            return [path]
    return there[-1:]


def _no_such_backup(name: str | None, there: list[Path]) -> Trouble:
    if not there:
        return Trouble("journal.no_backups")
    return Trouble("journal.no_such_backup", name=name, days=", ".join(p.stem for p in there))


def choose(
    journal: Journal,
    *,
    since: date | None = None,
    until: date | None = None,
    matching: str | None = None,
    session: str | None = None,
) -> Choice:
    """What would be erased: to be summed up and confirmed first. Raises `Locked`."""
    return erasure.choose(
        journal.lines(), since=since, until=until, matching=matching, session=session
    )


def erase(journal: Journal, choice: Choice, now: datetime) -> Erasure:
    """Erase for good what was chosen, and confirmed; the pages go too. Raises `Trouble`."""
    remove_pages(journal.folder)
    return erasure.erase(journal, choice.lines, now)


def erase_all(journal: Journal, now: datetime) -> Erasure:
    """Erase everything for good. Raises `Trouble`."""
    remove_pages(journal.folder)
    return erasure.erase_all(journal, now)


def remove_pages(folder: Path) -> None:
    """Remove the pages beside the journal, which hold its words in the clear.

    They can be made again from what is left. Raises `Trouble` where the disk refuses.
    """
    try:
        for page in (folder / PAGES).glob("*.html"):
            page.unlink(missing_ok=True)
    except OSError as error:
        raise could_not("erase", error, folder / PAGES) from error


def take_over(journal: Journal, devices: Collection[str]) -> None:
    """Take over the files of devices that are no more: erase and encrypt in them what waits.

    Raises `Trouble`.
    """
    try:
        with journal.alone():
            journal.take_over(devices)
            encryption.seal_own_files(journal)
            erasure.carry_out(journal)
    except OSError as error:
        raise could_not("take_over", error, journal.folder) from error


def encrypt(journal: Journal, passphrase: str, *, remember: bool = False) -> Encryption:
    """Encrypt the journal; with `remember` its passphrase goes to the system's keyring.

    The caller has said that a lost passphrase is a lost journal. Raises `Trouble` where nothing
    has changed; what did not work after that is in what it gives.
    """
    if not passphrase:
        raise Trouble("journal.empty_passphrase")
    remove_pages(journal.folder)
    done = encryption.encrypt(journal, passphrase)
    if remember:
        try:
            encryption.remember_passphrase(journal, passphrase)
        except Trouble as trouble:
            return replace(done, troubles=(*done.troubles, trouble))
    return done


def change_passphrase(journal: Journal, old: str, new: str) -> list[Trouble]:
    """Put the journal under another passphrase, and give what did not work after that.

    Raises `Trouble` where the old passphrase is still the only one.
    """
    if not new:
        raise Trouble("journal.empty_passphrase")
    remembered = encryption.remembered_passphrase(journal) is not None
    unfinished = encryption.change_passphrase(journal, old, new)
    troubles = [unfinished] if unfinished else []
    if remembered:
        try:
            encryption.remember_passphrase(journal, new)
        except Trouble as trouble:
            troubles.append(trouble)
    return troubles

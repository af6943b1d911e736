"""Restoring: what a backup holds and the journal lacks is brought back; nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.archive import Archive, Broken
from assistant.journal.backups import add_backup, journals_in, keys_in, read_backup
from assistant.journal.device import DeviceFolder, line_in
from assistant.journal.key_file import KEY_FILE, KeyFile, decode_key, is_key
from assistant.journal.line import KEY, SEALED, Line, Unreadable
from assistant.journal.log import set_aside
from assistant.journal.merging import Added, add_lines, check_erases_nothing, consolidate
from assistant.journal.reading import journal_files
from assistant.journal.sealing import Locked, Opener


def restore(
    journal: DeviceFolder,
    path: Path,
    now: datetime,
    *,
    passphrase: str | None = None,
    may_erase: bool = False,
) -> Added:
    """Bring back what the backup `path` holds, and replace damaged lines by whole ones.

    What was erased since stays erased. A backup of the present is made first. Everything is opened
    and checked before anything is written. `passphrase` is that of the backup, where it is not this
    journal's. Raises `Trouble`, `Locked` when a passphrase is needed, `WrongPassphrase`, and
    `WouldErase` unless `may_erase`.
    """
    try:
        backup = _read(path)
        with journal.alone():
            key = _key_to_restore(journal, backup)
            opener = _opener(journal, backup, key, passphrase)
            added = Added()
            lines = list(_lines(backup, opener, added))
            if key:
                journal.vault.take(opener)  # to read what is here
            if not may_erase:
                check_erases_nothing(journal, lines)
            if journal_files(journal.folder):
                add_backup(journal, now)
            if key:
                _put_in_place(journal, key)
            brought = add_lines(journal, lines, now, "restored", may_erase=True)
            brought.damaged += added.damaged
            consolidate(journal)
            return brought
    except OSError as error:
        raise disk.could_not("restore", error, journal.folder) from error


def _read(path: Path) -> Archive:
    try:
        return read_backup(path)
    except Broken as error:
        raise Trouble("journal.backup_broken", name=path.name) from error


def _key_to_restore(journal: DeviceFolder, backup: Archive) -> KeyFile | None:
    """The key file of `backup`, where this journal lacks its own. Raises `Trouble`, `Locked`."""
    if is_key(journal.folder / KEY_FILE):
        if journal.vault.locked:
            raise Locked("journal.locked")
        return None
    if not journal.vault.encrypted:
        if not any(_holds(backup, name, SEALED) for name in journals_in(backup.names)):
            return None
        if journal_files(journal.folder):
            raise Trouble("journal.backup_encrypted")
    keys = list(_keys(backup).values())
    if not keys:
        raise Locked("journal.key_missing", path=journal.folder / KEY_FILE)
    return next((key for key in keys if journal.vault.opens(key)), keys[0])


def _holds(backup: Archive, name: str, type: str) -> bool:
    mark = b'"type":"%s"' % type.encode()
    return any(mark in raw for raw in backup.lines(name))


def _keys(backup: Archive) -> dict[str, KeyFile]:
    """The undamaged keys in `backup`, by their names; its own key first."""
    found: dict[str, KeyFile] = {}
    for name in sorted(keys_in(backup.names), key=lambda name: (name != KEY_FILE, name)):
        try:
            key = decode_key(backup.read(name))
        except Unreadable:
            continue
        found.setdefault(key.name, key)
    return found


def _opener(
    journal: DeviceFolder, backup: Archive, restored: KeyFile | None, passphrase: str | None
) -> Opener | None:
    """What opens the sealed lines of `backup`; None when nothing in it is sealed to a key.

    Raises `Locked` when one of its keys needs a passphrase, and `WrongPassphrase`.
    """
    private = {}
    for key in _keys(backup).values():
        if journal.vault.opens(key):
            continue
        used = any(_sealed_to(backup, name, key) for name in journals_in(backup.names))
        if not used and key is not restored:
            continue
        if passphrase is None:
            raise Locked("journal.backup_locked")
        private[key.name] = key.unlock(passphrase)
    if journal.vault.unlocked:
        opener = journal.vault.opener.with_keys(private)
    elif private:
        opener = Opener(private)
    else:
        return None
    for name in journals_in(backup.names):
        for raw in backup.lines(name):
            line = line_in(raw)
            if line and line.type == KEY:
                opener.learn(line.data)
    return opener


def _sealed_to(backup: Archive, name: str, key: KeyFile) -> bool:
    mark = b'"to":"%s"' % key.name.encode()
    return any(mark in raw for raw in backup.lines(name))


def _lines(backup: Archive, opener: Opener | None, added: Added) -> Iterator[Line]:
    """The lines in `backup`, opened; those which cannot be read are counted in `added`."""
    for name in journals_in(backup.names):
        for raw in backup.lines(name):
            line = line_in(raw)
            try:
                if line and line.type == SEALED:
                    line = opener.open(line) if opener else None
            except Unreadable:
                line = None
            if line:
                yield line
            else:
                added.damaged += 1


def _put_in_place(journal: DeviceFolder, key: KeyFile) -> None:
    """Make `key` the key of the journal; a damaged key file is set aside. Raises `OSError`."""
    path = journal.folder / KEY_FILE
    if path.is_file():
        set_aside(path, path.read_bytes())
    key.save(journal.folder)

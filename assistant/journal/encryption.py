"""Encrypting a journal with all that was kept of it, and its passphrase."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.backups import rewrite_backups
from assistant.journal.device import DeviceFolder, changed
from assistant.journal.disk import could_not
from assistant.journal.key_file import (
    COST,
    KEY_FILE,
    KeyFile,
    copies_of_key,
    new_key,
    read_key,
)
from assistant.journal.line import KEY, OWN_TYPES, Line, Unreadable, checksum_in
from assistant.journal.log import SET_ASIDE, set_aside
from assistant.journal.merging import KEYS_SUFFIX
from assistant.journal.reading import journal_files, lines_of, lines_of_type
from assistant.journal.recordings import SEALED_SUFFIX, seal_recordings
from assistant.journal.sealing import seal_file

_KEYRING_SERVICE = "lantern journal"


@dataclass(frozen=True, slots=True)
class Encryption:
    """What an encryption could not do from here."""

    waiting: tuple[str, ...]
    """Devices with lines not yet encrypted: each encrypts its own when it sees the key."""
    troubles: tuple[Trouble, ...] = ()
    """Why the rest is encrypted at the next start only, or what else did not work."""


def encrypt(journal: DeviceFolder, passphrase: str, cost: int = COST) -> Encryption:
    """Encrypt the journal, its backups and recordings; it is unlocked afterwards.

    The caller has said that a lost passphrase is a lost journal. `cost` is scrypt's, as a power of
    two. Raises `Trouble` when it is encrypted already, or the disk refuses the key file: then
    nothing has changed. Once that is there the journal is encrypted, whatever comes after.
    """
    if journal.vault.encrypted:
        raise Trouble("journal.encrypted_already")
    key = new_key(passphrase, cost)
    troubles: list[Trouble] = []
    try:
        with journal.alone():
            _put(key, journal)  # from here on, nothing is written unencrypted
            try:
                seal_own_files(journal)
            except OSError as error:
                troubles.append(could_not("finish_encrypting", error, journal.folder))
    except OSError as error:
        raise could_not("encrypt", error, journal.folder) from error
    journal.vault.unlock(passphrase)
    return Encryption(_in_clear(journal), tuple(troubles))


def _in_clear(journal: DeviceFolder) -> tuple[str, ...]:
    """The devices which have unencrypted lines here."""
    with suppress(OSError):
        clear = {
            line.device
            for path in journal_files(journal.folder)
            for line in lines_of(path, [])
            if line.type not in OWN_TYPES
        }
        return tuple(sorted(clear))
    return ()


def _put(key: KeyFile, journal: DeviceFolder) -> None:
    """Make `key` the key file; an error means that it is not. Raises `OSError`."""
    try:
        key.save(journal.folder)
    except OSError:
        # The file may be in its place all the same, and only its folder not be synced.
        if not _is_in_place(key, journal.folder):
            raise


def _is_in_place(key: KeyFile, folder: Path) -> bool:
    try:
        return read_key(folder / KEY_FILE) == key
    except (OSError, Unreadable):
        return False


def change_passphrase(journal: DeviceFolder, old: str, new: str) -> Trouble | None:
    """Put the journal's key under another passphrase. Raises `WrongPassphrase`, `Trouble`.

    The passphrase changes in one step, when the key file is replaced: an error means that the old
    one is still the only one. After that the backups get the key file too, and copies of it which a
    syncing program made are deleted. Gives why that waits for the next start, if it does.
    """
    if not journal.vault.encrypted:
        raise Trouble("journal.not_encrypted")
    key = journal.vault.key().with_passphrase(old, new)
    try:
        with journal.alone():
            _put(key, journal)
            try:
                rekey(journal)
            except OSError as error:
                return could_not("finish_changing_passphrase", error, journal.folder)
    except OSError as error:
        raise could_not("change_passphrase", error, journal.folder) from error
    return None


def rekey(journal: DeviceFolder) -> None:
    """Give the backups the key file as it is now, and delete old copies of it.

    It needs no passphrase. The caller holds the lock. Raises `OSError`, or `Trouble` when the key
    cannot be read.
    """
    key = journal.vault.key()
    encoded = key.encoded()
    sum = checksum_in(encoded)
    if journal.state.rekeyed == sum or journal.state.sealed not in ("", key.name):
        return
    rewrite_backups(journal, iter, {KEY_FILE: encoded})
    for path in copies_of_key(journal.folder, key):
        os.unlink(path)
    journal.save_state(msgspec.structs.replace(journal.state, rekeyed=sum))


def seal_own_files(journal: DeviceFolder) -> None:
    """Seal what this device still keeps unencrypted, if the journal is encrypted.

    It needs no passphrase: a key which came from another device is enough. The caller holds the
    lock. Raises `OSError`, or `Trouble` when the key cannot be read.
    """
    state = journal.state
    if not journal.vault.encrypted or state.sealed == (key := journal.vault.key()).name:
        return
    sealer = journal.vault.sealer()
    assert sealer
    if not sealer.is_announced:
        journal.log.append([], journal.clock, sealer)

    def seal(line: Line | None, raw: bytes) -> bytes | None:
        if line is None:  # it may hold words, so it is kept sealed in another place
            set_aside(journal.path, raw.rstrip(b"\n"))
            return None
        if line.type in OWN_TYPES:
            return raw
        ended = raw.rstrip(b"\r\n") + b"\n"
        return sealer.seal(ended, n=line.n, clock=line.clock, device=line.device)

    def sealed(lines: Iterator[bytes]) -> Iterator[bytes]:
        return changed(lines, seal)

    seal_recordings(journal)
    own_key = b"".join(raw for _, raw in lines_of_type([journal.path], KEY))
    keys = f"journal-{journal.device}{KEYS_SUFFIX}"
    # All that was kept depends on one line: it stands in a file of its own too.
    disk.replace_with(journal.folder / keys, [own_key])
    rewrite_backups(journal, sealed, {keys: own_key, KEY_FILE: key.encoded()})
    journal.rewrite_own_files(lambda: seal)
    _seal_set_aside(journal, key)
    rekeyed = checksum_in(key.encoded())
    journal.save_state(msgspec.structs.replace(state, sealed=key.name, rekeyed=rekeyed))


def _seal_set_aside(journal: DeviceFolder, key: KeyFile) -> None:
    for path in (journal.folder / SET_ASIDE).glob("*.txt"):
        name = f"{path.stem}-{secrets.token_hex(4)}.txt"
        sealed = seal_file(key, name, path.read_bytes())
        disk.replace_with(path.with_name(name + SEALED_SUFFIX), [sealed])
        os.unlink(path)


# The system's keyring -----------------------------------------------------------------------------


def remember_passphrase(journal: DeviceFolder, passphrase: str) -> None:
    """Put the passphrase of `journal` into the system's keyring, and read it back.

    Raises `Trouble`.
    """
    keyring = _keyring()
    if keyring is None:
        raise Trouble("journal.keyring_missing")
    key = journal.vault.key()
    key.unlock(passphrase)
    try:
        keyring.set_password(_KEYRING_SERVICE, key.name, passphrase)
    except Exception as error:
        raise Trouble("journal.keyring_refused", error=error) from error
    if remembered_passphrase(journal) != passphrase:
        raise Trouble("journal.keyring_keeps_nothing")


def remembered_passphrase(journal: DeviceFolder) -> str | None:
    """The passphrase which the system's keyring has for `journal`, None when it has none."""
    keyring = _keyring()
    if keyring is None or not journal.vault.encrypted:
        return None
    try:
        found = keyring.get_password(_KEYRING_SERVICE, journal.vault.key().name)
    except Exception:  # whatever is wrong with it, the passphrase can be typed
        return None
    return found if isinstance(found, str) else None


def forget_passphrase(journal: DeviceFolder) -> None:
    """Take the passphrase of `journal` out of the system's keyring, if it is there.

    Raises `Trouble` when it stays there.
    """
    keyring = _keyring()
    if keyring is None or remembered_passphrase(journal) is None:
        return
    try:
        keyring.delete_password(_KEYRING_SERVICE, journal.vault.key().name)
    except Exception as error:
        raise Trouble("journal.keyring_keeps", error=error) from error


def _keyring() -> Any:
    """The library, or None where it cannot be used.

    A keyring is a plugin and may raise anything; any failure means that there is none.
    """
    try:
        import keyring
    except Exception:
        return None
    return keyring

"""Encrypting a journal with all that was kept of it, and its passphrase."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.backups import rewrite_backups
from assistant.journal.device import DeviceFolder, changed
from assistant.journal.disk import could_not
from assistant.journal.line import KEY, OWN_TYPES, Line
from assistant.journal.log import SET_ASIDE, set_aside
from assistant.journal.reading import journal_files, lines_of, lines_of_type
from assistant.journal.recordings import SEALED_SUFFIX, seal_recordings
from assistant.journal.sealing import COST, KEY_FILE, KeyFile, new_key, seal_file

_KEYRING_SERVICE = "lantern journal"


@dataclass(frozen=True, slots=True)
class Encryption:
    """What an encryption could not do from here."""

    waiting: tuple[str, ...]
    """Devices with lines not yet encrypted: each encrypts its own when it sees the key."""


def encrypt(journal: DeviceFolder, passphrase: str, cost: int = COST) -> Encryption:
    """Encrypt the journal, its backups and recordings; it is unlocked afterwards.

    The caller has said that a lost passphrase is a lost journal. `cost` is scrypt's, as a power of
    two. Raises `Trouble` when it is encrypted already, or the disk refuses.
    """
    if journal.vault.encrypted:
        raise Trouble("journal.encrypted_already")
    key = new_key(passphrase, cost)
    try:
        with journal.alone():
            key.save(journal.folder)  # from here on, nothing is written unencrypted
            seal_own_files(journal)
    except OSError as error:
        raise could_not("encrypt", error, journal.folder) from error
    journal.vault.unlock(passphrase)
    clear = {
        line.device
        for path in journal_files(journal.folder)
        for line in lines_of(path, [])
        if line.type not in OWN_TYPES
    }
    return Encryption(tuple(sorted(clear)))


def change_passphrase(journal: DeviceFolder, old: str, new: str) -> None:
    """Put the journal's key under another passphrase. Raises `WrongPassphrase`, `Trouble`."""
    if not journal.vault.encrypted:
        raise Trouble("journal.not_encrypted")
    key = journal.vault.key().with_passphrase(old, new)
    try:
        with journal.alone():
            key.save(journal.folder)
            rewrite_backups(journal.folder, iter, {KEY_FILE: key.encoded()})
    except OSError as error:
        raise could_not("change_passphrase", error, journal.folder) from error


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
    if not sealer.announced:
        journal.log.append([], journal.clock, sealer)

    def seal(line: Line | None, raw: bytes) -> bytes | None:
        if line is None:  # it may hold words, so it is kept sealed in another place
            set_aside(journal.path, raw.rstrip(b"\n"))
            return None
        if line.type in OWN_TYPES:
            return raw
        return sealer.seal(raw, n=line.n, clock=line.clock, device=line.device)

    def sealed(lines: Iterator[bytes]) -> Iterator[bytes]:
        return changed(lines, seal)

    seal_recordings(journal)
    own_key = b"".join(raw for _, raw in lines_of_type([journal.path], KEY))
    extra = {f"journal-{journal.device}.keys.jsonl": own_key, KEY_FILE: key.encoded()}
    rewrite_backups(journal.folder, sealed, extra)
    journal.rewrite_own_files(seal)
    _seal_set_aside(journal, key)
    journal.save_state(msgspec.structs.replace(state, sealed=key.name))


def _seal_set_aside(journal: DeviceFolder, key: KeyFile) -> None:
    for path in (journal.folder / SET_ASIDE).glob("*.txt"):
        name = f"{path.stem}-{secrets.token_hex(4)}.txt"
        sealed = seal_file(key, name, path.read_bytes())
        disk.replace_with(path.with_name(name + SEALED_SUFFIX), [sealed])
        os.unlink(path)


# The system's keyring -----------------------------------------------------------------------------


def remember_passphrase(journal: DeviceFolder, passphrase: str) -> None:
    """Put the passphrase of `journal` into the system's keyring. Raises `Trouble`."""
    keyring = _keyring()
    if keyring is None:
        raise Trouble("journal.keyring_missing")
    journal.vault.key().unlock(passphrase)
    try:
        keyring.set_password(_KEYRING_SERVICE, journal.vault.key().name, passphrase)
    except keyring.errors.KeyringError as error:
        raise Trouble("journal.keyring_refused", error=error) from error


def remembered_passphrase(journal: DeviceFolder) -> str | None:
    """The passphrase which the system's keyring has for `journal`, None when it has none."""
    keyring = _keyring()
    if keyring is None or not journal.vault.encrypted:
        return None
    try:
        found = keyring.get_password(_KEYRING_SERVICE, journal.vault.key().name)
    except keyring.errors.KeyringError:
        return None
    return found if isinstance(found, str) else None


def forget_passphrase(journal: DeviceFolder) -> None:
    """Take the passphrase of `journal` out of the system's keyring, if it is there."""
    keyring = _keyring()
    if keyring is None:
        return
    try:
        keyring.delete_password(_KEYRING_SERVICE, journal.vault.key().name)
    except keyring.errors.KeyringError:
        return


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    return keyring

"""Encrypting a journal which was in the clear, and everything which was kept of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from assistant.errors import Trouble
from assistant.journal import backups, disk, keyfile, reading, recordings, state
from assistant.journal.erased import TYPE as ERASED
from assistant.journal.line import Line
from assistant.journal.log import aside
from assistant.journal.marked import marked
from assistant.journal.rewriting import changed, own_files, rewrite
from assistant.journal.sealed_file import seal_file
from assistant.journal.sealing import KEY, SEALED
from assistant.journal.troubles import could_not

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

_STAYS = {ERASED, KEY, SEALED}
_WHAT = "encrypt the journal yet, and will go on with it at the next start"


@dataclass(frozen=True, slots=True)
class Encryption:
    """What an encryption could not do from here."""

    waiting: tuple[str, ...]
    """Devices whose lines are still in the clear: each encrypts its own when it sees the key."""


def encrypt(journal: Journal, passphrase: str, cost: int = keyfile.COST) -> Encryption:
    """Encrypts the journal, its backups and recordings; it is unlocked afterwards.

    A lost passphrase is a lost journal: the caller has said so. `cost` is scrypt's, as a power
    of two. Raises `Trouble`: it is encrypted already, or the disk refuses.
    """
    if journal.vault.encrypted:
        raise Trouble("The journal is encrypted already.")
    key = keyfile.new(passphrase, cost)
    try:
        with journal.alone():
            keyfile.keep(key, journal.folder)  # from here on, nothing is written in the clear
            seal_what_is_clear(journal)
    except OSError as error:
        raise could_not(_WHAT, error, journal.folder) from error
    journal.unlock(passphrase)
    clear = {
        line.device
        for path in reading.files(journal.folder)
        for line in reading.lines_of(path, [])
        if line.type not in _STAYS
    }
    return Encryption(tuple(sorted(clear)))


def change_passphrase(journal: Journal, old: str, new: str) -> None:
    """Puts the journal's key under another passphrase. Raises `WrongPassphrase`, `Trouble`."""
    if not journal.vault.encrypted:
        raise Trouble("The journal is not encrypted; please run: lantern journal encrypt.")
    key = keyfile.changed(journal.vault.key(), old, new)
    try:
        with journal.alone():
            keyfile.keep(key, journal.folder)
            backups.rewrite_all(journal.folder, iter, {keyfile.NAME: keyfile.text(key)})
    except OSError as error:
        raise could_not("change the passphrase", error, journal.folder) from error


def seal_what_is_clear(journal: Journal) -> None:
    """Seals what this device still keeps in the clear, if the journal is encrypted.

    Needs no passphrase: a key which came from another device is enough. Its caller holds the
    lock. Raises `OSError`, or `Trouble` when the key cannot be read.
    """
    done = state.read(journal.folder, journal.device)
    if not journal.vault.encrypted or done.sealed == (key := journal.vault.key()).name:
        return
    sealer = journal.vault.sealer()
    assert sealer
    if not sealer.announced:
        journal.log.append([], journal.clock, sealer)

    def seal(line: Line | None, raw: bytes) -> bytes | None:
        if line is None:  # it may hold words: it is kept, but not here
            aside(journal.path, raw.rstrip(b"\n"))
            return None
        if line.type in _STAYS:
            return raw
        return sealer.seal(raw, n=line.n, clock=line.clock, device=line.device)

    def sealed(lines: Iterator[bytes]) -> Iterator[bytes]:
        return changed(lines, seal)

    recordings.seal_all(journal)
    own_key = b"".join(raw for _, raw in marked([journal.path], KEY))
    extra = {f"journal-{journal.device}.keys.jsonl": own_key, keyfile.NAME: keyfile.text(key)}
    backups.rewrite_all(journal.folder, sealed, extra)
    for path in own_files(journal):
        rewrite(path, seal)
    _seal_set_aside(journal, key)
    new = msgspec.structs.replace(done, sealed=key.name)
    state.keep(new, journal.folder, journal.device)


def _seal_set_aside(journal: Journal, key: keyfile.KeyFile) -> None:
    for path in (journal.folder / "set-aside").glob("*.txt"):
        name = f"{path.stem}-{secrets.token_hex(4)}.txt"
        sealed = seal_file(key, name, path.read_bytes())
        disk.replace_with(path.with_name(name + recordings.SEALED), [sealed])
        os.unlink(path)

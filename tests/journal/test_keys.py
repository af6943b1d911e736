"""Key files, passphrases and keyrings: every stop leaves one passphrase, which is told truly."""

from __future__ import annotations

import shutil
from itertools import pairwise

import keyring
import msgspec
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from assistant.errors import Trouble
from assistant.journal import Journal, NotSaved, WrongPassphrase, commands
from assistant.journal.backups import back_up, backups_in, read_backup
from assistant.journal.encryption import (
    change_passphrase,
    encrypt,
    remember_passphrase,
    remembered_passphrase,
)
from assistant.journal.erasure import erase
from assistant.journal.key_file import KEY_FILE, decode_key, new_key
from assistant.journal.line import KEY, SEALED, encode_event, new_event
from assistant.journal.reading import lines_of_type
from assistant.journal.restoring import restore
from assistant.journal.sealing import Locked
from assistant.journal.verify import verify_folder

from .faults import faults
from .looking import NOW, found_in, raises_saying, sentence, words

PHRASE, QUICK = "correct horse", 4


@pytest.fixture
def kept(quick_path, say) -> Journal:
    journal = Journal(quick_path / "journal")
    say(journal, "one")
    say(journal, "two")
    back_up(journal, NOW)
    encrypt(journal, PHRASE, QUICK)
    return journal


def unlocked(folder, phrase=PHRASE) -> Journal:
    journal = Journal(folder)
    journal.unlock(phrase)
    return journal


def test_unlock_passphrase_in_another_unicode_form_opens(quick_path, say):
    journal = Journal(quick_path / "journal")
    say(journal, "one")
    encrypt(journal, "caf\u00e9", QUICK)
    assert words(unlocked(journal.folder, "cafe\u0301")) == ["one"]
    change_passphrase(journal, "cafe\u0301", "Stra\u00dfe \ufb01n")
    assert words(unlocked(journal.folder, "Stra\u00dfe \ufb01n")) == ["one"]


def test_change_passphrase_with_copies_of_the_key_leaves_only_the_new_one(kept):
    for name in ("key (conflicted copy).json", "key.sync-conflict-2026-ABC.json", "key-1.json"):
        shutil.copy(kept.folder / KEY_FILE, kept.folder / name)
    assert change_passphrase(kept, PHRASE, "new") is None
    assert words(unlocked(kept.folder, "new")) == ["one", "two"]
    with pytest.raises(WrongPassphrase):
        unlocked(kept.folder)
    assert [path.name for path in kept.folder.glob("key*")] == [KEY_FILE]
    (backup,) = backups_in(kept.folder)
    assert decode_key(read_backup(backup).read(KEY_FILE)) == kept.vault.key()


def test_change_passphrase_backups_not_written_says_so_and_goes_on_at_next_start(kept):
    with faults() as counted:
        change_passphrase(Journal(kept.folder), PHRASE, PHRASE)
    unfinished, refused = None, set[str]()
    for at in range(1, counted.count + 1):
        with faults(range(at, at + 1000)):
            try:
                unfinished = change_passphrase(kept, PHRASE, "new")
            except Trouble as trouble:
                refused.add(sentence(trouble)[:64])
                continue
        break
    assert refused == {"I could not change the passphrase; the old one is still the only"}
    assert unfinished
    assert "change at the next start" in sentence(unfinished)
    assert words(unlocked(kept.folder, "new")) == ["one", "two"]
    (backup,) = backups_in(kept.folder)
    assert decode_key(read_backup(backup).read(KEY_FILE)) == kept.vault.key()


FOREIGN = {
    "other key": new_key("somebody's", QUICK).encoded(),
    "cost of all memory": msgspec.json.encode({"v": 1}),
    "no text": b"\xff\xfe",
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("name", FOREIGN)
def test_unlock_beside_foreign_key_file_opens(kept, name):
    (kept.folder / "key (of somebody else).json").write_bytes(FOREIGN[name])
    assert words(unlocked(kept.folder)) == ["one", "two"]
    with pytest.raises(WrongPassphrase):
        unlocked(kept.folder, "somebody's")


def test_read_key_of_too_high_cost_is_damage(kept):
    key = msgspec.structs.replace(new_key(PHRASE, QUICK), cost=63)
    (kept.folder / KEY_FILE).write_bytes(key.encoded())
    with pytest.raises(Trouble):
        unlocked(kept.folder)
    assert "not a key" in sentence(verify_folder(kept.folder).damage[0].trouble)


def test_append_key_file_missing_saves_nothing_unencrypted(kept, say):
    (kept.folder / KEY_FILE).unlink()
    again = Journal(kept.folder)
    with raises_saying(NotSaved, match="its key .* is missing; please restore it"):
        say(again, "in the clear")
    assert found_in(kept.folder, "in the clear") == []
    restore(again, backups_in(kept.folder)[0], NOW, passphrase=PHRASE)
    say(again, "sealed again")
    assert words(unlocked(kept.folder)) == ["one", "two", "in the clear", "sealed again"]


def test_open_folder_of_others_without_their_key_saves_nothing_unencrypted(kept, say, tmp_path):
    (kept.folder / KEY_FILE).unlink()
    (next(kept.folder.glob(".device-*"))).unlink()
    again = Journal(kept.folder)
    assert "its key" in sentence(again.notices[0])
    with raises_saying(NotSaved, match="its key .* is missing; please restore it"):
        say(again, "in the clear")
    assert found_in(kept.folder, "in the clear") == []


def test_key_lines_stand_apart(quick_path, say):
    journal = Journal(quick_path / "journal")
    encrypt(journal, PHRASE, QUICK)
    for n in range(40):
        say(journal, f"sentence {n} " + "x" * 300)
    numbers = [line.n for line, _ in lines_of_type([journal.path], KEY)]
    sealed = [line.n for line, _ in lines_of_type([journal.path], SEALED)]
    assert len(numbers) == 3
    assert all(any(a < n < b for n in sealed) for a, b in pairwise(numbers))
    text = journal.path.read_bytes().splitlines(keepends=True)
    whole = b"".join(text[n - 1] for n in range(numbers[0], numbers[1] + 1))
    journal.path.write_bytes(b"".join(text).replace(whole, b"\0" * len(whole)))
    assert len(words(unlocked(journal.folder))) > 30


def test_journal_encrypted_later_has_its_key_line_twice(kept):
    text = kept.path.read_bytes().splitlines(keepends=True)
    kept.path.write_bytes(b"".join(raw for raw in text if b"journal.key" not in raw))
    assert words(unlocked(kept.folder)) == ["one", "two"]


def test_forged_line_in_clear_is_named(kept):
    forged = encode_event(
        new_event("said", {"words": "forged"}, ts=NOW), n=90, clock=90, device=kept.device
    )
    with kept.path.open("ab") as file:
        file.write(forged)
    again = unlocked(kept.folder)
    assert words(again)[-1] == "forged"
    assert "is not encrypted" in sentence(again.damage[0].trouble)
    assert any("is not encrypted" in sentence(d.trouble) for d in verify_folder(kept.folder).damage)


def test_erase_sealed_line_removes_it_from_backups_sealed_anew(kept):
    back_up(kept, NOW)
    erase(kept, [line for line in kept.lines() if b"one" in bytes(line.data)], NOW)
    for path in backups_in(kept.folder):
        text = read_backup(path).read(kept.path.name)
        assert f'"id":"{kept.device}-1"'.encode() not in text
    assert words(unlocked(kept.folder)) == ["two"]


def test_restore_encrypted_backup_into_clear_journal_writes_nothing(kept, say, quick_path):
    clear = Journal(quick_path / "clear")
    say(clear, "mine")
    before = {path.name: path.read_bytes() for path in clear.folder.glob("*")}
    with raises_saying(Trouble, match="The backup is encrypted and this journal is not"):
        restore(clear, backups_in(kept.folder)[0], NOW)
    after = {path.name: path.read_bytes() for path in clear.folder.glob("*") if path.is_file()}
    assert (after, clear.vault.encrypted) == (before, False)


def test_restore_encrypted_backup_into_empty_folder_asks_for_its_passphrase(kept, quick_path):
    (backup,) = backups_in(kept.folder)
    new = Journal(quick_path / "new")
    with pytest.raises(Locked, match="backup_locked"):
        restore(new, backup, NOW)
    with pytest.raises(WrongPassphrase):
        restore(new, backup, NOW, passphrase="wrong")
    assert not (new.folder / KEY_FILE).exists()
    restore(new, backup, NOW, passphrase=PHRASE)
    assert words(unlocked(new.folder)) == ["one", "two"]
    assert found_in(new.folder, '"one"') == []


class Failing(KeyringBackend):
    """A keyring whose every method fails, with errors which are not the library's."""

    priority = 1

    def get_password(self, service, username):
        raise ModuleNotFoundError("secretstorage")

    def set_password(self, service, username, password):
        raise RuntimeError("no D-Bus")

    def delete_password(self, service, username):
        raise RuntimeError("no D-Bus")


@pytest.fixture
def using():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.mark.parametrize("backend", [Failing, fail.Keyring, null.Keyring])
def test_keyring_that_fails_is_none(kept, using, backend):
    using(backend())
    assert remembered_passphrase(kept) is None
    assert commands.open_unlocked(kept.folder, lambda: PHRASE).locked is False
    with raises_saying(Trouble, match="The system's keyring (did not take|does not keep)"):
        remember_passphrase(kept, PHRASE)
    assert commands.change_passphrase(kept, PHRASE, "new") == []

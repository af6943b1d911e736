"""Encryption: nothing is readable without the passphrase, and a locked journal can be added to."""

from __future__ import annotations

import os

import pytest

from assistant.errors import Trouble
from assistant.journal import Journal, NotSaved
from assistant.journal.backups import back_up
from assistant.journal.device import Name
from assistant.journal.encryption import change_passphrase, encrypt
from assistant.journal.erasure import erase, erase_all
from assistant.journal.key_file import KEY_FILE, WrongPassphrase
from assistant.journal.log import set_aside
from assistant.journal.recordings import read_recording, save_recording
from assistant.journal.restoring import restore
from assistant.journal.sealing import Locked
from assistant.journal.verify import verify_folder

from .looking import NOW, another_device, found_in, raises_saying, sentence, words

SECRET = "what nobody may ever read"
PHRASE = "correct horse"
QUICK = 4
"""scrypt's cost here: the tests' passphrases need no protection."""


@pytest.fixture
def kept(journal, say) -> Journal:
    save_recording(journal, "secret.flac", SECRET.encode())
    say(journal, SECRET, session="session-name", source="voice", recording="secret.flac")
    say(journal, "more")
    back_up(journal, NOW)
    return journal


@pytest.fixture
def encrypted(kept) -> Journal:
    encrypt(kept, PHRASE, QUICK)
    return kept


def unlocked(folder, phrase=PHRASE) -> Journal:
    journal = Journal(folder)
    journal.unlock(phrase)
    return journal


def test_encrypt_journal_leaves_no_readable_words(encrypted, say):
    say(encrypted, SECRET + " again")
    for text in (SECRET, "session-name", "voice", "said", NOW.isoformat()[:10] + "T"):
        assert found_in(encrypted.folder, text) == []


def test_unlock_encrypted_gives_equal_lines(kept):
    before = list(kept.lines())
    encrypt(kept, PHRASE, QUICK)
    assert list(unlocked(kept.folder).lines()) == before
    assert read_recording(unlocked(kept.folder), "secret.flac") == SECRET.encode()


def test_append_locked_adds_sealed_line(encrypted, say):
    locked = Journal(encrypted.folder)
    assert locked.locked
    say(locked, "said while it was locked")
    with raises_saying(Locked, match="locked"):
        list(locked.lines())
    assert found_in(locked.folder, "said while") == []
    assert words(unlocked(locked.folder)) == [SECRET, "more", "said while it was locked"]


def test_unlock_wrong_passphrase_raises(encrypted):
    with pytest.raises(WrongPassphrase):
        unlocked(encrypted.folder, "incorrect horse")


def test_change_passphrase_only_new_one_unlocks(encrypted):
    change_passphrase(encrypted, PHRASE, "new")
    assert words(unlocked(encrypted.folder, "new"))[0] == SECRET
    with pytest.raises(WrongPassphrase):
        unlocked(encrypted.folder)


def test_encrypt_encrypted_journal_raises(encrypted):
    with raises_saying(Trouble, match="already"):
        encrypt(encrypted, "another")


def test_verify_locked_journal_finds_flipped_byte(encrypted):
    assert verify_folder(encrypted.folder).damage == []
    text = encrypted.path.read_bytes()
    at = text.index(b'"box":"') + 30
    encrypted.path.write_bytes(text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :])
    assert [damage.line for damage in verify_folder(encrypted.folder).damage] == [1]


def test_read_sealed_line_moved_is_damage(encrypted, say):
    from assistant.journal.line import Event, decode_line, encode_event

    first, _second, *rest = encrypted.path.read_bytes().splitlines(keepends=True)
    stolen = decode_line(first[:-1])
    event = Event(type=stolen.type, data=stolen.data, ts="")
    moved = encode_event(event, n=2, clock=2, device=encrypted.device)
    encrypted.path.write_bytes(b"".join([first, moved, *rest]))
    again = unlocked(encrypted.folder)
    assert words(again) == [SECRET]
    assert "does not open" in sentence(again.damage[0].what)


def test_read_one_damaged_key_line_gives_all_words(encrypted):
    text = encrypted.path.read_bytes()
    at = text.index(b'"type":"journal.key"')
    encrypted.path.write_bytes(text[:at] + b"X" + text[at + 1 :])
    assert words(unlocked(encrypted.folder)) == [SECRET, "more"]


def test_append_damaged_key_file_saves_nothing_unencrypted(encrypted, say):
    path = encrypted.folder / KEY_FILE
    path.write_bytes(path.read_bytes().replace(b'"cost":4', b'"cost":5'))
    locked = Journal(encrypted.folder)
    with raises_saying(NotSaved, match="restore it from a backup"):
        say(locked, "in the clear")
    assert found_in(encrypted.folder, "in the clear") == []
    assert len(locked.pending) == 1


def test_restore_damaged_key_file_brings_it_back(encrypted):
    backup = back_up(encrypted, NOW).path
    path = encrypted.folder / KEY_FILE
    path.write_bytes(path.read_bytes().replace(b'"cost":4', b'"cost":5'))
    assert [damage.file for damage in verify_folder(encrypted.folder).damage] == [path]
    assert "restore it from a backup" in sentence(Journal(encrypted.folder).notices[0])
    restore(encrypted, backup, NOW)
    assert words(unlocked(encrypted.folder)) == [SECRET, "more"]


def test_erase_all_locked_leaves_nothing(encrypted):
    erase_all(Journal(encrypted.folder), NOW)
    assert words(unlocked(encrypted.folder)) == []
    assert list((encrypted.folder / "recordings").iterdir()) == []


def test_erase_unlocked_removes_sealed_line(encrypted):
    size = encrypted.path.stat().st_size
    erase(encrypted, [next(encrypted.lines())], NOW)
    assert words(unlocked(encrypted.folder)) == ["more"]
    assert encrypted.path.stat().st_size < size + 200
    assert verify_folder(encrypted.folder).damage == []


def test_open_key_of_other_device_seals_own_lines(encrypted, say, monkeypatch):
    other = another_device(encrypted.folder)
    other.vault._path = encrypted.folder / "not synced yet"
    say(other, "in the clear on the phone")
    assert found_in(encrypted.folder, "on the phone") == [other.path]
    monkeypatch.setattr("assistant.journal.device.name_in", lambda folder: Name(other.device))
    Journal(encrypted.folder)
    assert found_in(encrypted.folder, "on the phone") == []
    assert "in the clear on the phone" in words(unlocked(encrypted.folder))


def test_encrypt_torn_and_damaged_lines_seals_them(kept):
    set_aside(kept.path, b'{"v":1,"n":3,"words":"half a thou')
    text = kept.path.read_bytes()
    kept.path.write_bytes(text.replace(b'"more"', b'"m\xffre, half"'))
    encrypt(kept, PHRASE, QUICK)
    assert found_in(kept.folder, "half") == []
    assert len(list((kept.folder / "set-aside").iterdir())) == 1


def test_encrypt_key_file_is_private(encrypted):
    if os.name == "posix":
        assert (encrypted.folder / KEY_FILE).stat().st_mode & 0o777 == 0o600

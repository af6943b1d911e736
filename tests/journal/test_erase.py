"""Erasing: words are gone from the log, its backups, its recordings, and other devices."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from assistant.journal import Journal
from assistant.journal.backups import back_up
from assistant.journal.erasure import erase, erase_all
from assistant.journal.recordings import save_recording
from assistant.journal.verify import verify_folder

from .looking import NOW, another_device, found_in, words

SECRET = "what nobody may ever read"


@pytest.fixture
def kept(journal, say) -> Journal:
    say(journal, "an ordinary day")
    save_recording(journal, "secret.flac", SECRET.encode())
    save_recording(journal, "ordinary.flac", b"birds")
    say(journal, SECRET, recording="secret.flac")
    say(journal, "birds", recording="ordinary.flac")
    back_up(journal, NOW)
    back_up(journal, NOW + timedelta(days=1))
    return journal


def secret_lines(journal: Journal):
    return [line for line in journal.lines() if SECRET.encode() in bytes(line.data)]


def test_erase_line_leaves_its_words_in_no_file(kept):
    assert len(found_in(kept.folder, SECRET)) == 4  # log, recording, two backups
    erase(kept, secret_lines(kept), NOW)
    assert found_in(kept.folder, SECRET) == []
    assert found_in(kept.folder, "secret.flac") == [kept.path]  # the tombstone names the file


def test_erase_line_keeps_other_lines_and_recordings(kept):
    erase(kept, secret_lines(kept), NOW)
    assert words(kept) == words(Journal(kept.folder)) == ["an ordinary day", "birds"]
    assert (kept.folder / "recordings" / "ordinary.flac").exists()


def test_verify_erased_line_is_no_damage(kept):
    erase(kept, secret_lines(kept), NOW)
    assert verify_folder(kept.folder).damage == []


def test_erase_recording_named_elsewhere_keeps_it(kept, say):
    say(kept, "the same again", recording="secret.flac")
    erase(kept, secret_lines(kept), NOW)
    assert (kept.folder / "recordings" / "secret.flac").exists()


def test_erase_all_damaged_journal_leaves_no_words(kept):
    text = kept.path.read_bytes()
    kept.path.write_bytes(text.replace(b"ordinary day", b"ord\x00nary day"))
    erase_all(kept, NOW)
    assert list(kept.lines()) == []
    assert not found_in(kept.folder, "nary day")
    assert not found_in(kept.folder, SECRET)
    assert list((kept.folder / "recordings").iterdir()) == []
    assert verify_folder(kept.folder).damage == []


def test_append_after_erase_all_is_read(kept, say):
    erase_all(kept, NOW)
    say(kept, "a new beginning")
    assert words(Journal(kept.folder)) == ["a new beginning"]


def test_erase_other_device_s_line_waits_for_that_device(kept, say):
    other = another_device(kept.folder)
    say(other, SECRET + " on the phone")
    done = erase(kept, secret_lines(kept), NOW)
    assert done.waiting == {other.device: 1}
    assert words(kept) == ["an ordinary day", "birds"]
    from assistant.journal.erasure import carry_out

    with other.alone():
        carry_out(other)
    assert found_in(kept.folder, SECRET) == []


def test_erase_conflicted_copy_is_erased_too(kept):
    copy = kept.folder / f"{kept.path.stem} (conflicted copy).jsonl"
    shutil.copy(kept.path, copy)
    erase(kept, secret_lines(kept), NOW)
    assert found_in(kept.folder, SECRET) == []
    assert SECRET not in words(kept)


def test_read_late_copy_of_erased_line_passes_it_over(kept, tmp_path):
    shutil.copy(kept.path, tmp_path / "late")
    erase(kept, secret_lines(kept), NOW)
    shutil.copy(tmp_path / "late", kept.folder / f"{kept.path.stem} (late copy).jsonl")
    assert SECRET not in words(kept)

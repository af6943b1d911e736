"""Folders which were copied or put back: no line is taken for another which has its number."""

from __future__ import annotations

import shutil

import pytest

from assistant.journal import Journal
from assistant.journal.backups import back_up
from assistant.journal.erasure import carry_out, erase
from assistant.journal.import_export import import_export, to_json, write_export
from assistant.journal.line import encode_event, new_event
from assistant.journal.merging import WouldErase
from assistant.journal.reading import Tombstone, tombstones
from assistant.journal.restoring import restore
from assistant.journal.verify import verify_folder

from .looking import NOW, another_device, found_in, sentence, words


@pytest.fixture
def kept(journal, say) -> Journal:
    for text in ("one", "two", "three"):
        say(journal, text)
    return journal


def lines_with(journal: Journal, text: str):
    return [line for line in journal.lines() if text.encode() in bytes(line.data)]


def test_write_in_copied_folder_takes_new_name(kept, say, tmp_path):
    copy = Journal(shutil.copytree(kept.folder, tmp_path / "copy"))
    here, there = say(kept, "here"), say(copy, "there")
    assert here.id != there.id
    assert words(Journal(tmp_path / "copy")) == ["one", "two", "three", "there"]
    assert Journal(tmp_path / "copy").device == copy.device != kept.device
    assert verify_folder(tmp_path / "copy").damage == []


def test_write_in_moved_folder_keeps_name(kept, say, tmp_path):
    moved = shutil.move(kept.folder, tmp_path / "moved")
    assert Journal(tmp_path / moved).device == kept.device


def test_erase_in_copied_folder_leaves_no_words_there(kept, say, tmp_path):
    copy = Journal(shutil.copytree(kept.folder, tmp_path / "copy"))
    assert erase(copy, lines_with(copy, "two"), NOW).waiting == {}
    assert found_in(copy.folder, '"two"') == []
    assert words(Journal(kept.folder)) == ["one", "two", "three"]


def test_put_back_folder_says_so_and_takes_new_numbers(kept, say, tmp_path):
    shutil.copytree(kept.folder, tmp_path / "old")
    lost = say(kept, "since then")
    shutil.rmtree(kept.folder)
    shutil.copytree(tmp_path / "old", kept.folder)
    again = Journal(kept.folder)
    assert "was put back from an older copy" in sentence(again.notices[0])
    assert say(again, "new").id != lost.id
    assert Journal(kept.folder).notices == []
    assert words(again) == ["one", "two", "three", "new"]


def test_restore_into_put_back_folder_deletes_no_new_word(kept, say, tmp_path):
    """The tombstone in the backup names a number which another line has now."""
    shutil.copytree(kept.folder, tmp_path / "old")
    say(kept, "secret")
    erase(kept, lines_with(kept, "secret"), NOW)
    backup = shutil.copy(back_up(kept, NOW).path, tmp_path / "later.zip")
    shutil.rmtree(kept.folder)
    shutil.copytree(tmp_path / "old", kept.folder)
    again = Journal(kept.folder)
    say(again, "new")
    restore(again, tmp_path / backup, NOW)
    assert sorted(words(Journal(kept.folder))) == ["new", "one", "three", "two"]


def test_write_without_note_of_it_keeps_name(kept, say, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    again = Journal(kept.folder)
    assert again.device == kept.device
    (tmp_path / "state").write_text("no folder")  # nothing can be noted
    assert say(again, "four").n == 4


def test_import_two_copies_that_erased_different_lines_loses_no_other(kept, say, tmp_path):
    """Two folders of one device, as they were before copies took a new name."""
    copy = another_device(shutil.copytree(kept.folder, tmp_path / "copy"), kept.device)
    say(kept, "mine")
    say(copy, "theirs")
    erase(copy, lines_with(copy, "theirs"), NOW)
    write_export(tmp_path / "copy.json", to_json(copy))
    import_export(kept, tmp_path / "copy.json", NOW)
    with kept.alone():
        carry_out(kept)
    assert "mine" in words(Journal(kept.folder))


FORGED = [
    Tombstone(lines={"own": [(1, 1 << 40)]}),
    Tombstone(lines={"own": [(1, 3)]}, everything=True),
    Tombstone(lines={}, recordings=("walk.flac",)),
]


@pytest.mark.parametrize("stone", FORGED)
def test_import_tombstone_of_own_lines_asks_first(kept, say, tmp_path, stone):
    from assistant.journal.recordings import save_recording

    save_recording(kept, "walk.flac", b"sound")
    ranges = dict.fromkeys([kept.device] * len(stone.lines), stone.lines.get("own", []))
    made = Tombstone(ranges, recordings=stone.recordings, everything=stone.everything)
    raw = encode_event(new_event("journal.erased", made, ts=NOW), n=900, clock=900, device="bad")
    (tmp_path / "bad.jsonl").write_bytes(raw)
    before = {path: path.read_bytes() for path in kept.folder.glob("journal-*.jsonl")}
    with pytest.raises(WouldErase) as error:
        import_export(kept, tmp_path / "bad.jsonl", NOW)
    assert "nothing was brought in" in sentence(error.value)
    assert {path: path.read_bytes() for path in kept.folder.glob("journal-*.jsonl")} == before
    assert words(Journal(kept.folder)) == ["one", "two", "three"]
    import_export(kept, tmp_path / "bad.jsonl", NOW, may_erase=True)
    assert len(words(Journal(kept.folder))) == (0 if stone.lines else 3)


def test_import_answer_that_had_all_erased_asks_first(kept, tmp_path):
    event = new_event("answered", {"ask": "x", "erases": ["*"]}, ts=NOW)
    (tmp_path / "bad.jsonl").write_bytes(encode_event(event, n=900, clock=900, device=kept.device))
    with pytest.raises(WouldErase):
        import_export(kept, tmp_path / "bad.jsonl", NOW)


def test_erase_line_names_its_checksum(kept):
    (line,) = lines_with(kept, "two")
    erase(kept, [line], NOW)
    (stone,) = tombstones([kept.path]).values()
    assert stone.sums == {kept.device: [(2, line.sum)]}

"""Backups which are damaged: nothing stops, and no erased word stays in one."""

from __future__ import annotations

import random
import shutil
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.archive import Archive, Broken, salvage
from assistant.journal.backups import back_up, backups_in, outdated
from assistant.journal.erasure import erase
from assistant.journal.verify import verify_folder

from .looking import NOW, found_in, sentence, words

SECRET = "what nobody may ever read"


@pytest.fixture
def kept(quick_path, say) -> Journal:
    journal = Journal(quick_path / "journal")
    for text in ("one", SECRET, "three"):
        say(journal, text)
    back_up(journal, NOW)
    return journal


def secret_lines(journal: Journal):
    return [line for line in journal.lines() if SECRET.encode() in bytes(line.data)]


def flips(content: bytes, number: int):
    """Copies of `content` with one damaged byte, and shortened ones."""
    random_ = random.Random(11)
    for at in random_.sample(range(len(content)), min(number, len(content))):
        yield content[:at] + bytes([content[at] ^ random_.randrange(1, 256)]) + content[at + 1 :]
    for size in random_.sample(range(len(content)), number // 10):
        yield content[:size]


def test_read_archive_of_any_damaged_byte_is_read_or_called_broken(kept):
    content = backups_in(kept.folder)[0].read_bytes()
    broken = 0
    for damaged in flips(content, len(content)):
        try:
            archive = Archive(damaged)
            [archive.read(name) for name in archive.names]
        except Broken:
            broken += 1
    assert broken > len(content) // 2


def test_erase_any_damaged_byte_in_backup_goes_on_and_leaves_no_words(kept, quick_path):
    left = []
    for damaged in flips(backups_in(kept.folder)[0].read_bytes(), 60):
        folder = quick_path / "work"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept.folder, folder)
        (backup,) = backups_in(folder)
        backup.write_bytes(damaged)
        journal = Journal(folder)
        erase(journal, secret_lines(journal), NOW)
        again = Journal(folder)
        list(again.lines())
        gone = words(again) == ["one", "three"] and found_in(folder, SECRET) == []
        if not gone or verify_folder(folder).damage or backups_in(folder) != [backup]:
            left.append(damaged)
    assert left == []


def test_erase_broken_backup_keeps_its_other_lines_and_says_so(kept):
    backup = backups_in(kept.folder)[0]
    backup.write_bytes(backup.read_bytes()[:-20])
    done = erase(kept, secret_lines(kept), NOW)
    assert [sentence(notice) for notice in done.notices] == [
        f"The backup {backup.name} was broken; what could still be read in it is kept."
    ]
    inside = Archive(backup.read_bytes())
    assert b"three" in inside.read(kept.path.name)


def test_erase_words_hidden_in_backup_removes_them(kept):
    """An archive may hold bytes which its table of contents does not name."""
    backup = backups_in(kept.folder)[0]
    with zipfile.ZipFile(backup) as old:
        text = old.read(kept.path.name)
    with zipfile.ZipFile(backup, "w") as new:
        new.writestr("other.txt", text)
        new.writestr(kept.path.name, text)
    erase(kept, secret_lines(kept), NOW)
    assert found_in(kept.folder, SECRET) == []


def test_verify_broken_backup_names_it(kept):
    backup = backups_in(kept.folder)[0]
    backup.write_bytes(backup.read_bytes()[:-20])
    (damage,) = verify_folder(kept.folder).damage
    assert damage.file == backup
    assert "the backup is broken" in sentence(damage.trouble)


def test_restore_without_name_passes_over_broken_backup(kept, say):
    back_up(kept, NOW + timedelta(days=1))
    backups_in(kept.folder)[1].write_bytes(b"PK")
    kept.path.unlink()
    commands.restore(Journal(kept.folder), None, NOW)
    assert words(Journal(kept.folder)) == ["one", SECRET, "three"]


def test_salvage_archive_without_its_end_gives_all_lines(kept):
    content = backups_in(kept.folder)[0].read_bytes()
    with zipfile.ZipFile(backups_in(kept.folder)[0]) as zipped:
        lines = zipped.read(kept.path.name).splitlines(keepends=True)
    end = content.index(b"PK\x01\x02")
    assert [raw for raw in salvage(content[:end]) if raw in lines] == lines


def test_back_up_clock_once_ahead_keeps_new_backups(kept):
    for day in range(10):
        back_up(kept, datetime(2031, 1, 1, tzinfo=UTC) + timedelta(days=day))
    made = [back_up(kept, NOW + timedelta(days=day)).path for day in range(1, 8)]
    assert all(path.exists() for path in made)
    assert outdated(made, NOW.date()) == []


@pytest.mark.parametrize("year", [1970, 1979, 2108, 2500])
def test_back_up_year_which_zip_files_cannot_hold_is_made(kept, year):
    made = back_up(kept, datetime(year, 1, 1, tzinfo=UTC))
    assert made.path.name == f"{year}-01-01.zip"
    with pytest.raises(Trouble, match="no_such_backup"):
        commands.restore(kept, "2000-01-01", NOW)

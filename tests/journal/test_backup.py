"""Backups: made, dropped after seven days and twelve months, and restored."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.journal.backups import back_up, backup_due, backups_in, outdated
from assistant.journal.erasure import erase
from assistant.journal.restoring import restore
from assistant.journal.verify import verify_folder

from .looking import NOW, raises_saying, words


@pytest.fixture
def kept(journal, say) -> Journal:
    for text in ("one", "two", "three"):
        say(journal, text)
    return journal


def test_backup_due_after_backup_not_until_next_day(kept):
    assert backup_due(kept.folder, NOW)
    back_up(kept, NOW)
    assert not backup_due(kept.folder, NOW + timedelta(hours=2))
    assert backup_due(kept.folder, NOW + timedelta(days=1))


def test_outdated_daily_backups_leave_seven_days_and_twelve_months():
    paths: list[Path] = []
    for day in range(510):
        paths.append(Path(f"{NOW + timedelta(days=day):%Y-%m-%d}.zip"))
        for old in outdated(paths, (NOW + timedelta(days=day)).date()):
            paths.remove(old)
    days = [path.stem for path in paths]
    last = NOW + timedelta(days=509)
    assert days[-7:] == [f"{last - timedelta(days=ago):%Y-%m-%d}" for ago in range(6, -1, -1)]
    assert len(days) == 7 + 12
    assert all(day.endswith("-01") for day in days[:12])


def test_back_up_eighth_day_drops_oldest(kept):
    for day in range(1, 10):
        back_up(kept, NOW + timedelta(days=day))
    assert [path.stem[-2:] for path in backups_in(kept.folder)] == (
        ["24", "26", "27", "28", "29", "30", "01", "02"]
    )


def test_back_up_damaged_journal_drops_nothing(kept):
    for day in range(10):
        back_up(kept, NOW + timedelta(days=day))
        if day == 5:
            text = kept.path.read_bytes()
            kept.path.write_bytes(text.replace(b"two", b"twx"))
    assert len(backups_in(kept.folder)) == 10


def test_restore_damaged_and_missing_lines_brings_them_back(kept, say):
    backup = back_up(kept, NOW).path
    say(kept, "four")
    damaged = kept.path.read_bytes().replace(b"two", b"twx").splitlines(keepends=True)
    kept.path.write_bytes(b"".join(damaged[1:]))
    again = Journal(kept.folder)
    assert words(again) == ["three", "four"]
    added = restore(again, backup, NOW)
    assert (added.lines, added.known) == (2, 1)
    assert words(Journal(kept.folder)) == ["one", "two", "three", "four"]
    assert verify_folder(kept.folder).damage == []
    assert b"twx" in next((kept.folder / "set-aside").iterdir()).read_bytes()


def test_restore_empty_folder_gives_equal_lines(kept, tmp_path):
    backup = shutil.copy(back_up(kept, NOW).path, tmp_path)
    before = list(kept.lines())
    shutil.rmtree(kept.folder)
    new = Journal(kept.folder)
    restore(new, tmp_path / backup, NOW)
    assert list(new.lines()) == before
    assert verify_folder(kept.folder).damage == []


def test_restore_erased_line_stays_erased(kept, tmp_path):
    early = shutil.copy(back_up(kept, NOW).path, tmp_path / "early.zip")
    erase(kept, [next(kept.lines())], NOW)
    restore(kept, early, NOW)
    assert words(kept) == ["two", "three"]


def test_erase_restored_line_removes_it_from_files(kept, tmp_path):
    backup = shutil.copy(back_up(kept, NOW).path, tmp_path)
    shutil.rmtree(kept.folder)
    new = Journal(kept.folder)
    restore(new, tmp_path / backup, NOW)
    assert erase(new, [next(new.lines())], NOW).waiting == {}
    assert b'"one"' not in b"".join(path.read_bytes() for path in kept.folder.glob("*.jsonl"))


def test_restore_broken_backup_names_it(kept):
    backup = back_up(kept, NOW).path
    backup.write_bytes(backup.read_bytes()[:-40])
    with raises_saying(Trouble, match=r"2026-11-23.zip is broken"):
        restore(kept, backup, NOW)

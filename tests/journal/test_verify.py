"""Verifying: any damage to a file is found and named; reading and appending go on around it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from assistant.journal import Journal
from assistant.journal.log import count_path
from assistant.journal.verify import verify_folder

from .looking import sentence

LINES = 12


@pytest.fixture
def kept(journal, say) -> Journal:
    for n in range(LINES):
        say(journal, f"the words of line {n + 1}", session="s")
    return journal


def whats(folder: Path) -> list[str]:
    return [sentence(damage.trouble) for damage in verify_folder(folder).damage]


def test_verify_undamaged_journal_reports_nothing(kept):
    report = verify_folder(kept.folder)
    assert (report.files, report.lines, report.damage) == (1, LINES, [])


def test_verify_flipped_byte_names_file_and_line(kept):
    text = kept.path.read_bytes()
    kept.path.write_bytes(text.replace(b"words of line 4", b"words of line 5"))
    assert whats(kept.folder) == [
        f"{kept.path.name}, line 4: it was changed since it was written (its checksum does not fit)"
    ]


def test_verify_missing_line_names_its_number(kept):
    lines = kept.path.read_bytes().splitlines(keepends=True)
    kept.path.write_bytes(b"".join(lines[:4] + lines[5:]))
    assert whats(kept.folder) == [f"{kept.path.name}, line 5: the line numbered 5 is missing here"]


def test_verify_missing_end_names_its_numbers(kept):
    lines = kept.path.read_bytes().splitlines(keepends=True)
    kept.path.write_bytes(b"".join(lines[:-2]))
    assert whats(kept.folder) == [
        f"{kept.path.name}, line 11: 2 lines numbered 11 to 12 are missing here"
    ]


def test_verify_missing_file_names_it(kept):
    kept.path.unlink()
    assert f"{kept.path.name}: the file is missing" in whats(kept.folder)


def test_verify_checksum_in_other_case_is_damage(kept):
    lines = kept.path.read_bytes().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line[-11:-3].upper() != line[-11:-3])
    lines[at] = lines[at][:-11] + lines[at][-11:-3].upper() + lines[at][-3:]
    kept.path.write_bytes(b"".join(lines))
    assert len(whats(kept.folder)) == 1


def test_read_damaged_line_gives_all_others(kept):
    text = kept.path.read_bytes()
    kept.path.write_bytes(text.replace(b"words of line 4", b"\xff\x00rds of line 4"))
    again = Journal(kept.folder)
    assert [line.n for line in again.lines()] == [1, 2, 3, *range(5, LINES + 1)]
    assert [(damage.file, damage.line) for damage in again.damage] == [(kept.path, 4)]


def test_append_after_damaged_line_leaves_it(kept, say):
    damaged = kept.path.read_bytes().replace(b"words of line 4", b"w\x00rds of line 4")
    kept.path.write_bytes(damaged)
    say(Journal(kept.folder), "more")
    assert kept.path.read_bytes().startswith(damaged)


def test_append_after_damaged_end_takes_new_number(kept, say):
    text = kept.path.read_bytes()
    kept.path.write_bytes(text.replace(b"words of line 12", b"w\x00rds of line 12"))
    assert say(Journal(kept.folder), "more").n == LINES + 1


def test_verify_random_damage_is_always_found(quick_path, say):
    kept = Journal(quick_path / "journal")
    for n in range(LINES):
        say(kept, f"the words of line {n + 1}", session="s")
    sound, random_ = kept.path.read_bytes(), random.Random(7)
    lines = sound.splitlines(keepends=True)

    def flip() -> bytes:
        at = random_.randrange(len(sound))
        return sound[:at] + bytes([sound[at] ^ random_.randrange(1, 256)]) + sound[at + 1 :]

    def cut() -> bytes:
        first, last = sorted(random_.sample(range(len(sound) + 1), 2))
        return sound[:first] + sound[last:]

    def remove() -> bytes:
        gone = random_.sample(range(LINES), random_.randrange(1, LINES + 1))
        return b"".join(line for at, line in enumerate(lines) if at not in gone)

    missed = []
    for _ in range(10_000):
        broken = random_.choice((flip, cut, remove))()
        kept.path.write_bytes(broken)
        if not verify_folder(kept.folder).damage:
            missed.append(broken)
    assert missed == []


def test_verify_any_flip_in_count_is_found(kept):
    where = count_path(kept.path)
    sound = where.read_bytes()
    for at in range(len(sound)):
        where.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert len(whats(kept.folder)) == 1

"""Network shares which know no locks: a file which only one program can make takes their place."""

from __future__ import annotations

import errno
import multiprocessing
import os
import platform
from pathlib import Path

import pytest

from assistant.journal import Journal, disk
from assistant.journal.verify import verify_folder

from .looking import NOW, words

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the patch needs fork")


@pytest.fixture(autouse=True)
def no_locks(monkeypatch):
    def refuse(fd: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(disk, "_try_lock", refuse)


def talk(folder: Path, who: int) -> None:
    journal = Journal(folder)
    for n in range(25):
        journal.append("said", {"words": f"{who} says {n}"}, ts=NOW)


def test_append_without_locks_by_four_programs_keeps_all_lines(quick_path):
    folder = quick_path / "journal"
    fork = multiprocessing.get_context("fork")
    programs = [fork.Process(target=talk, args=(folder, who)) for who in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert len(set(words(Journal(folder)))) == 100
    assert verify_folder(folder).damage == []
    assert not (folder / ".lock.held").exists()


def test_append_beside_lock_of_a_program_that_was_killed_goes_on(quick_path, say):
    journal = Journal(quick_path / "journal")
    say(journal, "one")
    ended = multiprocessing.get_context("fork").Process(target=int)
    ended.start()
    ended.join()
    (journal.folder / ".lock.held").write_text(f"{platform.node()} {ended.pid}")
    say(journal, "two")
    assert words(journal) == ["one", "two"]

"""Many programs and many devices, one journal."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.journal import Journal
from assistant.journal.erasure import carry_out, erase
from assistant.journal.import_export import import_export
from assistant.journal.log import Log
from assistant.journal.verify import verify_folder

from .looking import NOW, another_device, words


def talk(folder: Path, who: int, sentences: int) -> None:
    journal = Journal(folder)
    for n in range(sentences):
        journal.append("said", {"words": f"{who} says {n}"}, ts=NOW)


def test_append_four_programs_keeps_all_lines(quick_path):
    folder = quick_path / "journal"
    programs = [multiprocessing.Process(target=talk, args=(folder, who, 100)) for who in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    said = words(Journal(folder))
    for who in range(4):
        assert [text for text in said if text.startswith(f"{who} ")] == [
            f"{who} says {n}" for n in range(100)
        ]
    assert verify_folder(folder).damage == []


def test_append_four_threads_keeps_all_lines(journal):
    def talk(who: int) -> None:
        for n in range(25):
            journal.append("said", {"words": f"{who} {n}"}, ts=NOW)

    threads = [threading.Thread(target=talk, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(words(journal))) == 100
    assert verify_folder(journal.folder).damage == []


def test_append_file_rewritten_by_other_program_continues_in_new_file(journal, say):
    say(journal, "one")
    say(journal, "two")
    other = Journal(journal.folder)
    erase(other, [next(other.lines())], NOW)
    say(journal, "three")
    assert words(journal) == ["two", "three"]
    assert verify_folder(journal.folder).damage == []


@pytest.mark.parametrize(
    "name",
    ["{} (conflicted copy 2026-11-23)", "{}.sync-conflict-20261123-071500-ABCDEFG", "{} (1)"],
)
def test_read_conflicted_copy_gives_each_line_once(journal, say, name):
    say(journal, "one")
    say(journal, "two")
    copy = journal.folder / (name.format(journal.path.stem) + ".jsonl")
    shutil.copy(journal.path, copy)
    say(journal, "three")
    assert words(journal) == ["one", "two", "three"]
    assert verify_folder(journal.folder).damage == []


def test_read_two_machines_of_one_name_gives_both_versions(journal, say, tmp_path):
    say(journal, "together")
    shutil.copytree(journal.folder, tmp_path / "twin")
    say(journal, "here")
    twin = Log(tmp_path / "twin" / journal.path.name, journal.device)
    from assistant.journal.line import new_event

    twin.append([new_event("said", {"words": "there"}, ts=NOW)], 0)
    shutil.copy(twin.path, journal.folder / f"{journal.path.stem} (conflicted copy).jsonl")
    assert words(journal)[0] == "together"
    assert sorted(words(journal)[1:]) == ["here", "there"]


def test_append_after_reading_other_device_has_later_clock(journal, say):
    other = another_device(journal.folder)
    for text in ("one", "two", "three"):
        say(other, text)
    list(journal.lines())
    say(journal, "an answer to three")
    assert words(journal)[-1] == "an answer to three"


class Devices:
    """Three devices, each with its own copy of one folder, synced now and then."""

    def __init__(self, folder: Path) -> None:
        self.journals = [another_device(_made(folder / str(n)), f"{n}" * 8) for n in range(1, 4)]

    def say(self, device: int, what: int) -> None:
        journal = self.journals[device]
        list(journal.lines())
        journal.append("said", {"words": f"{device} says {what}"}, ts=NOW)

    def erase(self, device: int, what: int) -> None:
        lines = list(self.journals[device].lines())
        if lines:
            erase(self.journals[device], [lines[what % len(lines)]], NOW)

    def sync(self, source: int, to: int) -> None:
        """Every file which the source has and its owner is not at the other end."""
        for path in self.journals[source].folder.glob("journal-*.jsonl"):
            if path.name != self.journals[to].path.name:
                shutil.copy(path, self.journals[to].folder)

    def conflict(self, source: int, to: int) -> None:
        """A stale copy turns up under another name, on the device of its owner or not."""
        path = self.journals[source].path
        if path.exists():
            name = f"{path.stem} (copy).jsonl"
            shutil.copy(path, self.journals[to].folder / name)

    def all_synced(self) -> list[list[str]]:
        for source in range(3):
            for to in range(3):
                if source != to and self.journals[source].path.exists():
                    shutil.copy(self.journals[source].path, self.journals[to].folder)
        return [[line.id for line in journal.lines()] for journal in self.journals]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "say", "sync", "conflict", "erase"]),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_sync_any_order_gives_equal_journals(steps):
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.exists() else None) as folder:
        devices = Devices(Path(folder))
        for name, first, second in steps:
            if first != second or name in ("say", "erase"):
                getattr(devices, name)(first, second)
        first, *others = devices.all_synced()
        assert all(other == first for other in others)
        for journal in devices.journals:  # each carries out the others' erasures on its own file
            with journal.alone():
                carry_out(journal)
        assert devices.all_synced()[0] == first


def test_import_any_order_gives_equal_journals(tmp_path, say):
    exports = []
    for n in range(3):
        journal = another_device(_made(tmp_path / str(n)), f"{n}" * 8)
        for text in range(3):
            say(journal, f"{n} {text}")
        exports.append(journal.path)
    unions = []
    for order in range(4):
        random.Random(order).shuffle(exports)
        journal = Journal(tmp_path / f"union {order}")
        for path in exports:
            import_export(journal, path, NOW)
        unions.append(words(journal))
    assert all(union == unions[0] for union in unions)

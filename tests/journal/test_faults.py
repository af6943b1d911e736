"""Appending to a disk which refuses: an error at once, and no line lost or doubled."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import Trouble
from assistant.journal import Journal, NotSaved
from assistant.journal.verify import verify_folder

from .faults import faults
from .looking import NOW, raises_saying, words


def calls_of_an_append(folder: Path, *, first: bool) -> int:
    journal = Journal(folder)
    if not first:
        journal.append("said", {"words": "before"}, ts=NOW)
    with faults() as state:
        journal.append("said", {"words": "counted"}, ts=NOW)
    return state.count


def every_fault(tmp_path: Path) -> list[tuple[bool, int]]:
    return [
        (first, at)
        for first in (True, False)
        for at in range(1, calls_of_an_append(tmp_path / f"count-{first}", first=first) + 1)
    ]


@pytest.mark.parametrize("lasting", [1, 2, 3, 50])
@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_append_fault_at_any_call_keeps_each_line_once(tmp_path, number, torn, lasting):
    for case, (first, at) in enumerate(every_fault(tmp_path)):
        journal = Journal(tmp_path / str(case))
        before = [] if first else ["before"]
        for text in before:
            journal.append("said", {"words": text}, ts=NOW)
        with faults(range(at, at + lasting), number, torn=torn):
            try:
                journal.append("said", {"words": "during"}, ts=NOW)
                confirmed = True
            except NotSaved:
                confirmed = False
            assert len(journal.pending) == (0 if confirmed else 1)
        journal.append("said", {"words": "after"}, ts=NOW)
        said = [*before, "during", "after"]
        assert words(journal) == said, (first, at)
        assert words(Journal(journal.folder)) == said
        assert verify_folder(journal.folder).damage == [], (first, at)


@pytest.mark.parametrize("torn", [False, True])
def test_append_fault_then_kill_keeps_confirmed_lines(tmp_path, torn):
    for case, (_, at) in enumerate(every_fault(tmp_path)):
        journal = Journal(tmp_path / str(case))
        journal.append("said", {"words": "before"}, ts=NOW)
        with faults(range(at, at + 50), torn=torn):
            try:
                journal.append("said", {"words": "during"}, ts=NOW)
                confirmed = ["before", "during"]
            except NotSaved:
                confirmed = ["before"]
        again = Journal(journal.folder)  # nothing of the killed one's memory
        again.append("said", {"words": "after"}, ts=NOW)
        assert [text for text in words(again) if text != "during"] == ["before", "after"]
        assert set(confirmed) <= set(words(again))
        assert verify_folder(again.folder).damage == []


def test_append_after_disk_full_saves_pending_in_order(journal, say):
    with faults(range(1, 1000), errno.ENOSPC):
        for text in ("one", "two", "three"):
            with raises_saying(NotSaved, match="disk is full; please free some space"):
                say(journal, text)
    say(journal, "four")
    assert words(journal) == ["one", "two", "three", "four"]
    assert journal.pending == []


def test_save_pending_after_fault_saves_line(journal, say):
    with faults(range(1, 1000)), pytest.raises(NotSaved):
        say(journal, "one")
    assert [line.n for line in journal.save_pending()] == [1]


def test_save_pending_after_failed_sync_writes_bytes_again(journal, say):
    """A system may call the bytes of a failed sync clean: they have to be written again."""
    say(journal, "before")
    with faults(range(1, 2), calls=("fsync",)), pytest.raises(NotSaved):
        say(journal, "during")
    written: list[bytes] = []
    real = os.write
    try:
        os.write = lambda fd, data: written.append(bytes(data)) or real(fd, data)
        journal.save_pending()
    finally:
        os.write = real
    assert b"during" in written[0]


def test_append_after_doubtful_bytes_keeps_other_program_s_line(journal, say):
    say(journal, "before")
    with faults(range(1, 3), calls=("fsync", "ftruncate")), pytest.raises(NotSaved):
        say(journal, "during")  # written, not synced, and not taken back
    say(Journal(journal.folder), "another")
    say(journal, "after")
    assert words(journal)[-1] == "after"
    assert words(journal).count("another") == 1
    assert verify_folder(journal.folder).damage == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_append_read_only_folder_names_it(journal, say):
    say(journal, "before")
    journal.folder.chmod(0o500)
    journal.path.chmod(0o400)
    with raises_saying(NotSaved, match="may not write"):
        say(Journal(journal.folder), "after")


def test_open_file_as_folder_names_it(tmp_path):
    (tmp_path / "journal").write_text("")
    with raises_saying(Trouble, match="is not a folder; please choose another one with --data"):
        Journal(tmp_path / "journal")


FULL = """
import resource, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from assistant.journal import Journal, NotSaved
from assistant.wording import load
now = datetime.now(UTC)
journal = Journal(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
kept, refused = 0, 0
while refused < 3:
    try:
        journal.append("said", {"words": f"line {kept}"}, ts=now)
        kept += 1
    except NotSaved as error:
        refused, said = refused + 1, load().error(error)
print(kept, journal.path.stat().st_size, said)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.append("said", {"words": "room again"}, ts=now)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_append_file_size_limit_keeps_lines_pending(folder):
    """The file may not grow beyond 2,000 bytes: the system itself cuts a write short."""
    told = subprocess.run(
        [sys.executable, "-c", FULL, folder], capture_output=True, text=True, check=True
    ).stdout
    kept, size, said = told.split(maxsplit=2)
    assert int(size) <= 2000
    assert said.startswith("I could not save that yet: the file may not grow any more")
    assert len(words(Journal(folder))) == int(kept) + 3 + 1
    assert verify_folder(folder).damage == []

"""Power cuts at any system call: nothing confirmed is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.journal import Journal
from assistant.journal.verify import verify_folder

from .crash import rebuild, states, traced
from .looking import NOW
from .scenarios import SCENARIOS, check

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")

APPENDS = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from assistant.journal import Journal
now = datetime.now(UTC)
for start in range(2):
    journal = Journal(Path(sys.argv[1]))
    for n in range(3):
        line = journal.append("said", {"words": f"words {n}"}, ts=now)
        os.write(1, f"{line.id}\\n".encode())
"""


@pytest.fixture(autouse=True)
def machine_of_its_own(quick_path, monkeypatch):
    """What is rebuilt is not the copy of a folder which this machine knows."""
    monkeypatch.setenv("XDG_STATE_HOME", str(quick_path / "state"))


def emptied(folder: Path) -> Path:
    """The folder as it was before the traced program ran."""
    shutil.rmtree(folder)
    folder.mkdir()
    return folder


def test_append_power_cut_keeps_confirmed_lines(quick_path):
    folder = quick_path / "home" / "journal"
    (quick_path / "home").mkdir()
    calls = traced(APPENDS, str(folder), into=quick_path / "trace")
    lost, seen = [], 0
    for said, left in states(calls, emptied(quick_path / "home")):
        again = quick_path / "again"
        rebuild(left, quick_path / "home", again)
        shutil.rmtree(quick_path / "state", ignore_errors=True)
        journal = Journal(again / "journal")
        kept = [line.id for line in journal.lines()]
        seen = max(seen, len(kept))
        if kept[: len(said)] != said:
            lost.append((said, kept))
        journal.append("said", {}, ts=NOW)
        assert verify_folder(journal.folder).damage == []
    assert (lost, seen) == ([], 6)


PROGRAM = """
import os, sys
from pathlib import Path
from tests.journal.scenarios import SCENARIOS
SCENARIOS[sys.argv[1]].work(Path(sys.argv[2]), lambda text: os.write(1, f"{text}\\n".encode()))
"""


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "talk"])
def test_rewrite_power_cut_loses_nothing(name, quick_path):
    home = quick_path / "home"
    SCENARIOS[name].prepare(home / "journal")
    shutil.copytree(home, quick_path / "before")
    calls = traced(PROGRAM, name, str(home / "journal"), into=quick_path / "trace")
    shutil.rmtree(home)
    shutil.copytree(quick_path / "before", home)
    told: list[str] = []
    for told, left in states(calls, home):
        rebuild(left, home, quick_path / "again")
        check(name, quick_path / "again" / "journal", told)
    assert len(told) > 0


def test_replay_without_sync_finds_lost_lines(quick_path):
    """With a sync that does nothing, the replay has to find lost lines."""
    folder = quick_path / "home" / "journal"
    (quick_path / "home").mkdir()
    careless = "import assistant.journal.disk as d\nd.sync = lambda fd: None\n" + APPENDS
    calls = traced(careless, str(folder), into=quick_path / "trace")
    lost = 0
    for said, left in states(calls, emptied(quick_path / "home")):
        again = quick_path / "again"
        rebuild(left, quick_path / "home", again)
        kept = [line.id for line in Journal(again / "journal").lines()]
        lost += kept[: len(said)] != said
    assert lost > 0

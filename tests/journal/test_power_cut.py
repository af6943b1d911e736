"""Nothing is said to be saved before it is on the disk, whenever the power fails."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.journal import Journal
from assistant.journal.verify import verify_folder

from .crash import rebuild, states, traced
from .lives import LIVES, check
from .looking import NOW

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


def emptied(folder: Path) -> Path:
    """The folder as it was before the traced program ran."""
    shutil.rmtree(folder)
    folder.mkdir()
    return folder


def test_every_append_was_synced_before_it_was_said(quick_path):
    folder = quick_path / "home" / "journal"
    (quick_path / "home").mkdir()
    calls = traced(APPENDS, str(folder), into=quick_path / "trace")
    lost, seen = [], 0
    for said, left in states(calls, emptied(quick_path / "home")):
        again = quick_path / "again"
        rebuild(left, quick_path / "home", again)
        journal = Journal(again / "journal")
        kept = [line.id for line in journal.lines()]
        seen = max(seen, len(kept))
        if kept[: len(said)] != said:
            lost.append((said, kept))
        journal.append("said", {}, ts=NOW)
        assert verify_folder(journal.folder).damage == []
    assert (lost, seen) == ([], 6)


LIFE = """
import os, sys
from pathlib import Path
from tests.journal.lives import LIVES
LIVES[sys.argv[1]].work(Path(sys.argv[2]), lambda text: os.write(1, f"{text}\\n".encode()))
"""


@pytest.mark.parametrize("name", [name for name in LIVES if name != "talk"])
def test_every_rewrite_survives_a_power_cut(name, quick_path):
    home = quick_path / "home"
    LIVES[name].prepare(home / "journal")
    shutil.copytree(home, quick_path / "before")
    calls = traced(LIFE, name, str(home / "journal"), into=quick_path / "trace")
    shutil.rmtree(home)
    shutil.copytree(quick_path / "before", home)
    told: list[str] = []
    for told, left in states(calls, home):
        rebuild(left, home, quick_path / "again")
        check(name, quick_path / "again" / "journal", told)
    assert len(told) > 0


def test_the_replay_would_see_a_missing_sync(quick_path):
    """The proof of the proof: the same program with a sync that does nothing is found out."""
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

"""Nothing is said to be saved before it is on the disk, whenever the power fails."""

from __future__ import annotations

import shutil

import pytest

from assistant.journal import Journal
from assistant.journal.verify import verify

from .conftest import NOW
from .crash import rebuild, states, traced

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


def test_every_append_was_synced_before_it_was_said(tmp_path):
    folder = tmp_path / "home" / "journal"
    (tmp_path / "home").mkdir()
    calls = traced(APPENDS, str(folder), into=tmp_path / "trace")
    lost, seen = [], 0
    for said, left in states(calls, tmp_path / "home"):
        again = tmp_path / "again"
        rebuild(left, tmp_path / "home", again)
        journal = Journal(again / "journal")
        kept = [line.id for line in journal.lines()]
        seen = max(seen, len(kept))
        if kept[: len(said)] != said:
            lost.append((said, kept))
        journal.append("said", {}, ts=NOW)
        assert verify(journal.folder).damage == []
    assert (lost, seen) == ([], 6)


def test_the_replay_would_see_a_missing_sync(tmp_path):
    """The proof of the proof: the same program with a sync that does nothing is found out."""
    folder = tmp_path / "home" / "journal"
    (tmp_path / "home").mkdir()
    careless = "import assistant.journal.disk as d\nd.sync = lambda fd: None\n" + APPENDS
    calls = traced(careless, str(folder), into=tmp_path / "trace")
    lost = 0
    for said, left in states(calls, tmp_path / "home"):
        again = tmp_path / "again"
        rebuild(left, tmp_path / "home", again)
        kept = [line.id for line in Journal(again / "journal").lines()]
        lost += kept[: len(said)] != said
    assert lost > 0

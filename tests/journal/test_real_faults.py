"""Errors which the system itself gives: a disk which is full, a sync which fails."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from assistant.journal import Journal
from assistant.journal.verify import verify_folder

from .looking import words

FULL = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from assistant.journal import Journal, NotSaved
from assistant.wording import load
folder, now = Path(sys.argv[1]), datetime.now(UTC)
journal, kept, said = Journal(folder), 0, ""
while not said:
    try:
        journal.append("said", {"words": f"line {kept} " + "x" * 900}, ts=now)
        kept += 1
    except NotSaved as error:
        said = load().error(error)
for n in range(3):  # the conversation goes on
    try:
        journal.append("said", {"words": f"meanwhile {n} " + "x" * 5000}, ts=now)
    except NotSaved:
        pass
(folder / "ballast").unlink()
journal.append("said", {"words": "there is room again"}, ts=now)
again = Journal(folder)
print(kept, len(list(again.lines())), again.damage, len(journal.pending), said)
"""
MOUNTED = """
mount -t tmpfs -o size=96k none "$1"
dd if=/dev/zero of="$1/ballast" bs=1k count=40 2>/dev/null
exec "$2" -c "$3" "$1"
"""


def test_append_full_file_system_keeps_lines_pending(tmp_path):
    """A file system of 96 kB, in a name space of its own."""
    unshare = shutil.which("unshare")
    if not unshare:
        pytest.skip("needs unshare")
    command = [unshare, "--map-root-user", "--mount", "sh", "-ec", MOUNTED, "sh"]
    done = subprocess.run(
        [*command, str(tmp_path), sys.executable, FULL], capture_output=True, text=True
    )
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("the system allows no file system here")
    assert done.returncode == 0, done.stderr
    kept, there, damage, pending, said = done.stdout.split(maxsplit=4)
    assert (int(there), damage, pending) == (int(kept) + 1 + 3 + 1, "[]", "0")
    assert said.startswith("I could not save that yet: the disk is full; please free some space")


TALK = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from assistant.journal import Journal, NotSaved
from assistant.wording import load
journal, now = Journal(Path(sys.argv[1])), datetime.now(UTC)
for n in range(20):
    try:
        journal.append("said", {"words": f"sentence {n}"}, ts=now)
        os.write(1, f"saved {n}\\n".encode())
    except NotSaved as error:
        os.write(1, f"{load().error(error)}\\n".encode())
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("fault", ["fsync:error=EIO:when=5+7", "write:error=ENOSPC:when=6+10"])
def test_append_injected_system_call_faults_keeps_confirmed_lines(fault, folder, tmp_path):
    strace = [
        "strace",
        "-o",
        str(tmp_path / "trace"),
        "-e",
        "trace=fsync,write",
        "-e",
        f"inject={fault}",
    ]
    told = subprocess.run(
        [*strace, sys.executable, "-c", TALK, folder], capture_output=True, text=True, check=True
    ).stdout
    assert "I could not save that yet" in told
    last = max(int(line.split()[1]) for line in told.splitlines() if line.startswith("saved"))
    assert words(Journal(folder))[: last + 1] == [f"sentence {n}" for n in range(last + 1)]
    assert len(words(Journal(folder))) <= 20
    assert verify_folder(folder).damage == []

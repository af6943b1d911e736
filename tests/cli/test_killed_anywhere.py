"""kill -9 at random moments of typed reflections: all that was read back is there afterwards."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading

import pytest

from tests.cli.conftest import NOW

KILLS = 8


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
@pytest.mark.parametrize("seed", range(KILLS))
def test_process_killed_keeps_what_was_read_back(lantern, folder, seed):
    talking = subprocess.Popen(
        [sys.executable, "-m", "assistant", "reflect", "--text", "--data", folder, "--now", NOW],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip
    assert talking.stdin
    assert talking.stdout
    read_back, begun = "", False
    try:
        talking.stdin.write("no\n")
        for n in range(200):
            talking.stdin.write(f"sentence number {n} of this evening\nread that back\n")
    except BrokenPipeError:
        pass
    for line in talking.stdout:
        if line.startswith("lantern: You said: "):
            read_back = line.removeprefix("lantern: You said: ").strip()
            if not begun:
                begun = True
                after = random.Random(seed).uniform(0, 0.5)
                threading.Timer(after, talking.send_signal, [signal.SIGKILL]).start()
    assert talking.wait(20) == -signal.SIGKILL, "it was killed in the middle"
    assert read_back
    known = json.loads(lantern("journal", "state", "--json").out)
    # The kill may have cut the last line which it printed.
    assert known["reflections"][0]["words"].startswith(read_back.rsplit(" sentence", 1)[0])
    assert lantern("journal", "verify").status == 0

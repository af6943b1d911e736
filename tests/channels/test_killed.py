"""A conversation whose process was killed is continued."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

NOW = "2026-11-23T07:30:00+01:00"
TURNS = ["honesty", "call my brother", "twice a week", "reflect", "no", "i was proud today"]
TURNS += ["even of the small things", "that's all", "no", "nothing else"]


def lantern(folder: Path, *arguments: str) -> list[str]:
    where = ["--data", str(folder), "--now", NOW]
    return [sys.executable, "-m", "assistant", *arguments, *where]


def state(folder: Path) -> dict:
    told = subprocess.run(
        lantern(folder, "journal", "state", "--json"), capture_output=True, check=True
    )
    known = json.loads(told.stdout)
    return {
        "values": [value["name"] for value in known["values"]],
        "goals": [(goal["title"], goal["rrule"], goal["times"]) for goal in known["goals"]],
        "reflections": [(r["words"], r["finished"]) for r in known["reflections"]],
    }


_LOOKS = 5
"""So many equal looks in a row, for a machine that is busy with other things."""


def wait_until_still(folder: Path) -> None:
    """Wait until the journal grows no more: a dictated sentence has no reply to wait for."""
    sizes = [-1]
    while len(set(sizes[-_LOOKS:])) > 1 or len(sizes) <= _LOOKS:
        sizes.append(sum(file.stat().st_size for file in folder.glob("journal-*")))
        time.sleep(0.15)


def talk_and_kill(folder: Path, turns: list[str]) -> None:
    """Say these turns, and kill the process when the last was answered."""
    talking = subprocess.Popen(
        lantern(folder, "--text"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert talking.stdin is not None
    assert talking.stdout is not None
    for turn in turns:
        talking.stdin.write(f"{turn}\n")
        talking.stdin.flush()
    heard = 0
    while heard < len(turns):
        heard += talking.stdout.readline().startswith("you: ")
    wait_until_still(folder)
    talking.send_signal(signal.SIGKILL)
    talking.wait()


@pytest.mark.parametrize("kill_after", range(1, len(TURNS)))
def test_conversation_killed_after_any_turn_ends_the_same(kill_after: int, tmp_path: Path) -> None:
    talk_and_kill(tmp_path, TURNS[:kill_after])
    begun = state(tmp_path)
    rest = TURNS[kill_after:]
    # Only a conversation in which something is unfinished is offered again.
    unfinished = not (kill_after == 3 or kill_after >= 9)
    again = ["yes", *rest] if unfinished else rest
    subprocess.run(
        lantern(tmp_path, "--text"), input="\n".join(again) + "\n", text=True, check=True,
        capture_output=True,
    )  # fmt: skip
    assert begun["values"] == ["honesty"], "what was said before is kept"
    assert state(tmp_path) == {
        "values": ["honesty"],
        "goals": [("call my brother", "FREQ=WEEKLY", 2)],
        "reflections": [("I was proud today even of the small things", True)],
    }

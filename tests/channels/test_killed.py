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
DICTATED = ("i was proud today", "even of the small things")


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


def wait_for_words(folder: Path, words: str) -> None:
    """Wait until the journal holds these words: a dictated sentence has no reply to wait for."""
    deadline = time.monotonic() + 30
    while not any(words in file.read_text().lower() for file in folder.glob("journal-*")):
        assert time.monotonic() < deadline, f"{words!r} was never kept"
        time.sleep(0.02)


def talk_and_kill(folder: Path, turns: list[str]) -> None:
    """Say these turns, and kill the process as soon as the last is answered."""
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
    if turns[-1] in DICTATED:
        wait_for_words(folder, turns[-1])
    else:
        while not talking.stdout.readline().startswith("lantern: "):
            pass
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

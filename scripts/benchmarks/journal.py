"""The journal: appends beside bare ones, size, memory, beside jrnl, and 1,000 kills.

LANTERN_BENCH_LINES (1000000) is the largest journal, LANTERN_BENCH_KILLS (1000) how many kills.
"""
# environment: bench

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import _journal_work as work  # noqa: E402

from assistant.journal import Journal  # noqa: E402
from assistant.journal.encryption import encrypt  # noqa: E402
from tests.journal.kills import how_long, moments, run_and_kill  # noqa: E402
from tests.journal.scenarios import SCENARIOS, check  # noqa: E402

LINES = int(os.environ.get("LANTERN_BENCH_LINES", "1000000"))
MEASURED = ("read", "state", "search", "misspelt", "verify")
KILLS = int(os.environ.get("LANTERN_BENCH_KILLS", "1000"))
WORDS = "this morning I walked along the river and called my sister afterwards"


def appends(folder: Path, where: str) -> None:
    """Interleaved, because a disk's sync takes another time each minute; in a random order,
    because it also takes another time after another file's."""
    random_ = random.Random(1)
    plain, sealed = Journal(folder / "plain"), Journal(folder / "sealed")
    encrypt(sealed, work.PHRASE, 4)
    line = plain.append("answered", {"value": WORDS}, ts=work.START)
    size = plain.path.stat().st_size
    fd = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write() -> None:
        os.write(fd, b"x" * size)
        os.fsync(fd)

    ways: dict[str, Callable[[], Any]] = {
        "bare write + fsync": write,
        "append": lambda: plain.append("answered", {"value": WORDS}, ts=work.START),
        "append, encrypted": lambda: sealed.append("answered", {"value": WORDS}, ts=work.START),
    }
    assert line.n == 1
    print(f"\nAn event made durable {where} ({size} bytes), microseconds, 3 rounds of 400")
    print(f"{'':22}{'median':>8}{'95 %':>8}{'beyond bare, in pairs':>24}")
    for _ in range(3):
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(400):
            for name, way in random_.sample(list(ways.items()), len(ways)):
                start = time.perf_counter()
                way()
                times[name].append((time.perf_counter() - start) * 1e6)
        least = times["bare write + fsync"]
        for name, some in times.items():
            median, high = statistics.median(some), sorted(some)[int(len(some) * 0.95)]
            beyond = statistics.median(ours - bare for ours, bare in zip(some, least, strict=True))
            print(f"{name:22}{median:8.0f}{high:8.0f}{beyond:24.0f}")


def child(name: str, folder: Path, repeats: int) -> dict[str, Any]:
    """The best of some runs of a measurement, each in its own process."""
    program = [sys.executable, str(Path(work.__file__)), name, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        json.loads(subprocess.run(program, env=environment, check=True, capture_output=True).stdout)
        for _ in range(repeats)
    ]
    return min(runs, key=lambda run: run["wall"])


def sizes(folder: Path) -> None:
    """Time and memory as the journal grows."""
    print(
        "\nWhole journals, best of three (the largest: once): "
        "seconds (of them processor), and peak memory in MB"
    )
    print(f"{'':22}" + "".join(f"{name:>24}" for name in MEASURED))
    number = 1000
    while number <= LINES:
        for encrypted in (False, True):
            made = folder / f"{number}-{encrypted}"
            work.make(made, number, encrypted=encrypted)
            told = f"{number:>9,} {'encrypted' if encrypted else 'plain':>10}  "
            for name in MEASURED:
                run = child(name, made, 3 if number < 1_000_000 else 1)
                cell = f"{run['wall']:.3f} ({run['cpu']:.3f}) {run['memory']:.0f} MB"
                told += f"{cell:>24}"
            print(told, flush=True)
            if not encrypted:
                found = child("queries", made, 1)["result"]
                print(
                    f"{'':22}  one search of an index: "
                    + ", ".join(f"{name} {took * 1000:.1f} ms" for name, took in found.items())
                )
            shutil.rmtree(made)
        number *= 10


JRNL = """journals:
  default:
    journal: {file}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: v4.2
"""


def beside_jrnl(folder: Path) -> None:
    """The same entries in both, whole programs from start to end, one after the other."""
    jrnl = shutil.which("jrnl", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if not jrnl:
        print("\njrnl is not here: not compared.")
        return
    print("\nBeside jrnl, the same entries, whole programs, best of three, seconds")
    print(
        f"{'':12}{'open: ours':>12}{'jrnl':>8}{'times':>7}"
        f"{'search: ours':>16}{'jrnl':>8}{'times':>7}"
    )
    for number in (1_000, 10_000, 100_000):
        if number > LINES:
            break
        made = folder / f"beside-{number}"
        work.make(made, number, encrypted=False)
        lines = work.sentences(number)
        text, config = folder / "jrnl.txt", folder / "jrnl.yaml"
        with text.open("w") as file:
            for at, line in enumerate(lines):
                moment = work.START + work.timedelta(minutes=29 * at)
                file.write(f"[{moment:%Y-%m-%d %H:%M}] {line}\n\n")
        config.write_text(JRNL.format(file=text))
        word = work.A_WORD
        ours = [sys.executable, work.__file__]
        command = [sys.executable, "-m", "assistant", "journal", "search", word]
        theirs = [jrnl, "--config-file", str(config)]
        took = [
            best(program)
            for program in (
                [*ours, "read", str(made)],
                [*theirs, "-n", "1"],
                [*command, "--data", str(made)],
                [*theirs, "-contains", word, "-n", "10"],
            )
        ]
        opening, searching = took[1] / took[0], took[3] / took[2]
        print(
            f"{number:>10,}  {took[0]:12.3f}{took[1]:8.2f}{opening:6.0f}x"
            f"{took[2]:16.3f}{took[3]:8.2f}{searching:6.0f}x",
            flush=True,
        )
        shutil.rmtree(made)


def best(program: list[str]) -> float:
    """Seconds of the best of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(program, check=True, capture_output=True, env=environment)
        times.append(time.perf_counter() - start)
    return min(times)


def kills(folder: Path) -> bool:
    """A conversation and every rewrite, killed at random moments."""
    print(f"\n{KILLS} kills at random moments", flush=True)
    wrong = 0
    for name in SCENARIOS:
        killed, confirmed, lost = kill_scenario(folder / name, name)
        print(f"{name:12}{killed:5} killed in the middle,{confirmed:7} confirmed,{lost:3} wrong")
        wrong += lost
    return not wrong


def kill_scenario(folder: Path, name: str) -> tuple[int, int, int]:
    """How often it was killed before its end, what it had confirmed, and what then was wrong."""
    scenario = SCENARIOS[name]
    before, now = folder / "before" / "journal", folder / "now" / "journal"
    scenario.prepare(before)

    def again() -> None:
        shutil.rmtree(now.parent, ignore_errors=True)
        shutil.copytree(before.parent, now.parent)

    again()
    longest = 0.1 if name == "talk" else how_long(lambda tell: scenario.work(now, tell))
    killed, confirmed, lost = 0, 0, 0
    for after in moments(longest, KILLS // len(SCENARIOS), seed=KILLS):
        again()
        told, was_killed = run_and_kill(lambda tell: scenario.work(now, tell), after)
        killed, confirmed = killed + was_killed, confirmed + len(told)
        try:
            check(name, now, told)
        except AssertionError as error:
            lost += 1
            print(f"  {name}: {error}")
    return killed, confirmed, lost


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        appends(Path(folder), "on the disk")
        sizes(Path(folder))
        beside_jrnl(Path(folder))
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        appends(Path(folder), "in memory, where a sync costs nothing")
        return 0 if kills(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())

"""The page of pictures of up to ten years: `lantern page`, beside `lantern journal state`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from assistant.demo.life import life  # noqa: E402
from assistant.demo.person import demo_data  # noqa: E402
from assistant.journal import Journal  # noqa: E402
from assistant.store.repository import Repository  # noqa: E402
from tests.page.lives import TODAY  # noqa: E402

RUNS = 5
LIMIT = 2.0
SPANS = {"1 day": 1, "1 week": 7, "1 year": 365, "10 years": 3652}


def write(folder: Path, days: int) -> int:
    """Write a simulated life into a journal; return how many events that are."""
    moment = [next(iter(life(demo_data().life, days, TODAY)))[0]]
    repository = Repository(Journal(folder), lambda: moment[0])
    number = 0
    for when, session, event in life(demo_data().life, days, TODAY):
        moment[0] = when
        repository.record(event, session)
        number += 1
    return number


def seconds(*command: str) -> float:
    """The median processor time of a command; what else the machine does is not in it."""
    taken = []
    for _ in range(RUNS):
        begun = _of_children()
        subprocess.run(
            [sys.executable, "-m", "assistant", *command], check=True, cwd=ROOT, capture_output=True
        )
        taken.append(_of_children() - begun)
    return median(taken)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    slowest = 0.0
    print(f"{'journal':10}{'events':>8}{'page':>9}{'size':>10}{'state':>9}   median of {RUNS}")
    with tempfile.TemporaryDirectory() as made:
        for name, days in SPANS.items():
            folder = Path(made) / str(days)
            events = write(folder, days)
            given = ("--data", str(folder), "--now", f"{TODAY}T21:30+00:00")
            first = TODAY.fromordinal(TODAY.toordinal() - days + 1)
            file = folder / "page.html"
            page = seconds("page", "--from", str(first), "-o", str(file), *given)
            state = seconds("journal", "state", *given)
            size = file.stat().st_size // 1000
            print(f"{name:10}{events:8}{page:7.2f} s{size:7} kB{state:7.2f} s")
            slowest = max(slowest, page)
    print(f"the slowest: {slowest:.2f} s, at most {LIMIT:.2f} s")
    return 0 if slowest <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())

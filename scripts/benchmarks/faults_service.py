"""Hostile clients of `lantern serve`: how much a good one waits beside five of them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from assistant.channels import push  # noqa: E402
from tests.bridges.wyoming.hostile import FLOODS, good_client, run_floods  # noqa: E402
from tests.bridges.wyoming.service import MORNING, Spoken  # noqa: E402
from tests.speech.materials import tiny_model  # noqa: E402

TIMES = int(os.environ.get("LANTERN_TIMES", "60"))


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them is not above."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure() -> list[tuple[str, float, float, float]]:
    """For each kind of work: quiet median, quiet p95, and p95 beside the floods, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        for sentence in ("hello", "honesty", "call my brother", "twice a week", "stop"):
            push.reply_to(Path(folder), "kitchen", sentence, lambda: MORNING)
        serving = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", "--port", "0", "--anyone",
             "--data", folder, "--model", str(tiny_model())],
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert serving.stderr is not None
        port = next(
            int(found[1])
            for line in serving.stderr
            if (found := re.search(r"tcp://127\.0\.0\.1:(\d+)", line))
        )
        voice = Spoken()
        sound = voice("seven").tobytes()
        voice.close()
        quiet = asyncio.run(good_client(port, sound, TIMES))
        hostile = multiprocessing.Process(target=run_floods, args=(port,), daemon=True)
        hostile.start()
        time.sleep(2)
        beside = asyncio.run(good_client(port, sound, TIMES))
        before = time.monotonic()
        serving.send_signal(signal.SIGTERM)
        serving.wait(60)
        stopping = time.monotonic() - before
        hostile.kill()
    rows = [
        (kind, statistics.median(quiet[kind]), percentile(quiet[kind], 0.95),
         percentile(beside[kind], 0.95))
        for kind in quiet
    ]  # fmt: skip
    return [*rows, ("stopping", 2.0, 2.0, stopping)]


def main() -> None:
    """Print a row for each kind of work."""
    print(f"{len(FLOODS)} hostile clients: {', '.join(FLOODS)}; {TIMES} round trips of a good one")
    print(f"{'':12} {'quiet median':>13} {'quiet p95':>10} {'p95 beside':>11} {'times':>6}")
    for kind, middle, quiet, beside in measure():
        print(f"{kind:12} {middle:12.3f}s {quiet:9.3f}s {beside:10.3f}s {beside / middle:6.1f}")


if __name__ == "__main__":
    main()

"""Programs killed at random moments: a forked child works, and reports what it finished."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable

Tell = Callable[[str], None]


def run_and_kill(work: Callable[[Tell], None], after: float) -> tuple[list[str], bool]:
    """What `work` had told when it was killed, `after` seconds from its start, and if it was."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            os.write(writing, b"started\n")
            work(lambda text: _tell(writing, text))
            os._exit(0)
        except BaseException as error:
            _tell(writing, f"failed {error!r}")
        finally:
            os._exit(1)
    os.close(writing)
    os.read(reading, len(b"started\n"))
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    told = b""
    while block := os.read(reading, 1 << 16):
        told += block
    os.close(reading)
    lines = told.decode().splitlines()
    assert not any(line.startswith("failed") for line in lines), lines
    return lines, os.WIFSIGNALED(status)


def how_long(work: Callable[[Tell], None]) -> float:
    """Seconds which `work` takes when nobody kills it."""
    start = time.perf_counter()
    work(lambda text: None)
    return time.perf_counter() - start


def moments(longest: float, number: int, seed: int) -> list[float]:
    """Random moments from 0 to a little after `longest`."""
    random_ = random.Random(seed)
    return [random_.uniform(0, longest * 1.1) for _ in range(number)]


def _tell(fd: int, text: str) -> None:
    os.write(fd, f"{text}\n".encode())

"""Injected faults: the nth call of functions of `os` raises, or writes only a part."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CALLS = ("open", "write", "fsync", "ftruncate", "replace", "mkdir", "unlink")


class Faults:
    """Counts the calls to `CALLS`, and fails those whose number is in `at` (from 1)."""

    def __init__(self, at: range, number: int, calls: tuple[str, ...], torn: bool) -> None:
        self.at, self.number, self.calls, self.torn = at, number, calls, torn
        self.count = 0
        self.failed: list[str] = []

    def fails(self, name: str) -> bool:
        self.count += 1
        if self.count in self.at:
            self.failed.append(name)
            return True
        return False


@contextmanager
def faults(
    at: range = range(0),
    number: int = errno.EIO,
    calls: tuple[str, ...] = CALLS,
    torn: bool = False,
) -> Iterator[Faults]:
    """Inside, the calls numbered `at` fail with the error `number`.

    `torn`: a failing write takes half of its bytes first, as a disk does which becomes full.
    """
    state = Faults(at, number, calls, torn)
    real = {name: getattr(os, name) for name in calls}

    def failing(name: str) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            if state.fails(name):
                if name == "write" and torn:
                    real["write"](args[0], args[1][: len(args[1]) // 2])
                raise OSError(number, os.strerror(number))
            return real[name](*args, **more)

        return call

    for name in calls:
        setattr(os, name, failing(name))
    try:
        yield state
    finally:
        for name in calls:
            setattr(os, name, real[name])

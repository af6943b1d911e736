"""Commands run here, in this process, and on a terminal of their own."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.cli import main

NOW = "2026-11-23T07:30:00+01:00"


class Told(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def lantern(capsys, monkeypatch, folder) -> Callable[..., Told]:
    """Runs a command on the journal in `folder`, in this process."""

    def run(*arguments: object, now: str = NOW) -> Told:
        where = ["--data", str(folder), "--now", now] if arguments[-1] != "schema" else []
        monkeypatch.setattr(sys, "argv", ["lantern", *map(str, arguments), *where])
        with pytest.raises(SystemExit) as ended:
            main()
        return Told(ended.value.code, *capsys.readouterr())

    return run


def talk(folder: Path, *said: str, now: str = NOW, wanted: str = "reflect") -> str:
    """A typed conversation in a process of its own; what was written."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", wanted, "--text", "--data", folder, "--now", now],
        input="".join(f"{line}\n" for line in said),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Terminal:
    """A command on a terminal: wait for what it writes, type."""

    def __init__(self, *arguments: object) -> None:
        import fcntl
        import pty
        import termios

        self.master, slave = pty.openpty()

        def own() -> None:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [sys.executable, "-m", "assistant", *map(str, arguments)],
            stdin=slave, stdout=slave, stderr=slave, preexec_fn=own,
        )  # fmt: skip
        os.close(slave)
        self.written = ""
        self.everything = ""

    def wait_for(self, text: str, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while text not in self.written:
            assert time.monotonic() < until, f"{text!r} never came: {self.written}"
            if not self._read():
                raise AssertionError(f"{text!r} never came: {self.written}")
        self.written = self.written.split(text, 1)[1]

    def type(self, text: str) -> None:
        """Wait for a prompt's last space first: what is typed before it is thrown away."""
        os.write(self.master, f"{text}\n".encode())

    def press(self, key: str) -> None:
        """Press a key, without Enter after it."""
        os.write(self.master, key.encode())

    def end(self, seconds: float = 30) -> int:
        until = time.monotonic() + seconds
        while self._read():
            assert time.monotonic() < until, f"it does not end: {self.written}"
        os.close(self.master)
        return self.process.wait(30)

    def _read(self) -> bool:
        if not select.select([self.master], [], [], 0.2)[0]:
            return True
        try:
            found = os.read(self.master, 4096)
        except OSError:  # nobody writes there any more
            return False
        text = found.decode().replace("\r\n", "\n")
        self.written += text
        self.everything += text
        return bool(found)

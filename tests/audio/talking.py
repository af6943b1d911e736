"""Lantern and a person, two processes, with nothing between them but a sound server."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.speech.materials import REPOSITORY

SHARED = Path(os.environ.get("LANTERN_SHARED", REPOSITORY.parent / "shared"))
MODELS = (REPOSITORY / "models/tiny-en", SHARED / "prototypes/tinyvosk/model")
"""The repository's own model, and what serves until it is there."""


def vosk_model():
    model = next((folder for folder in MODELS if folder.is_dir()), None)
    if model is None:
        pytest.skip("there is no small Vosk model here")
    return model


def recognizer_options(name):
    return ["--recognizer", name, *(["--model", str(vosk_model())] if name == "vosk" else [])]


def lantern(*arguments):
    return [sys.executable, "-m", "assistant", *map(str, arguments)]


def state(data):
    told = subprocess.run(
        lantern("journal", "state", "--json", "--data", data),
        cwd=REPOSITORY, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout)


def events(data):
    told = subprocess.run(
        lantern("journal", "list", "--json", "--data", data),
        cwd=REPOSITORY, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout)


class Talking:
    """A spoken conversation which is going on; a context."""

    def __init__(self, server, folder, wanted, recognizer, script, voice="en-us", rate=150):
        self.server = server
        self.env = os.environ | server.env | {"PYTHONPATH": str(REPOSITORY)}
        self.data = folder / "journal"
        self.captions = []
        self.said = []
        (folder / "script.toml").write_text(script)
        self._wanted = [wanted, "--data", self.data, *recognizer_options(recognizer)]
        self._person = [
            sys.executable, "-m", "tests.audio.person", *recognizer_options("vosk"),
            "--voice", voice, "--rate", str(rate), str(folder / "script.toml"),
        ]  # fmt: skip
        self._began = time.monotonic()

    def __enter__(self):
        self.person = self._run(self._person, stderr=subprocess.PIPE)
        for line in self.person.stderr:
            if line == "ready\n":
                break
        self.lantern = self._run(lantern(*self._wanted), stderr=subprocess.STDOUT)
        self._threads = [
            threading.Thread(target=_collect, args=(process.stdout, lines), daemon=True)
            for process, lines in ((self.person, self.said), (self.lantern, self.captions))
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for process in (self.lantern, self.person):
            process.kill()
            process.wait()
        for thread in self._threads:
            thread.join(5)

    def wait_for(self, caption, seconds=60):
        """Until a line of the captions contains these words."""
        deadline = time.monotonic() + seconds
        while not any(caption in line for line in list(self.captions)):
            assert time.monotonic() < deadline, f"never {caption!r}:\n{self}"
            assert self.lantern.poll() is None, f"it ended before {caption!r}:\n{self}"
            time.sleep(0.02)

    def wait(self, seconds=150):
        """Until the conversation is over."""
        try:
            status = self.lantern.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it never ended:\n{self}") from None
        self._threads[1].join(5)
        assert status == 0, str(self)

    def sleep(self, seconds):
        """Stop Lantern and let it go on: a laptop's lid, or a machine with too much to do."""
        self.lantern.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.lantern.send_signal(signal.SIGCONT)

    def kill_voice(self, how=signal.SIGKILL):
        """Kill Lantern's synthesizer, as when it crashes; or let it hang (SIGSTOP)."""
        children = Path(f"/proc/{self.lantern.pid}/task/{self.lantern.pid}/children").read_text()
        for child in children.split():
            if b"assistant.speech.voices.child" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), how)
                return
        raise AssertionError("Lantern has no voice")

    def __str__(self):
        return "\n".join([*self.captions, "--- the person said:", *self.said])

    def _run(self, command, stderr):
        return subprocess.Popen(
            command, cwd=REPOSITORY, env=self.env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr,
        )  # fmt: skip


def _collect(out, lines):
    for line in out:
        lines.append(line.rstrip("\n"))

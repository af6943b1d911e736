"""Lantern and a person as two processes, with nothing between them but a sound server."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.dialogues.morning import FOR_JOY
from tests.audio.waiting import wait_until
from tests.speech.materials import REPOSITORY, tiny_model

QUICK = "rate = 330\n"
"""Settings with which Lantern speaks as fast as the simulated person understands. What is tested in
a conversation is not how long its sentences take."""

VOICES = ("en-us", "en-gb", "en-gb-x-rp")
"""Voices of which Vosk and Moonshine both understand what the scripts say. They take turns."""


def usual_morning():
    """Eight o'clock of today, on a Sunday of the day before: on Sundays the morning asks more."""
    morning = datetime.now().astimezone().replace(hour=8, minute=0, second=0, microsecond=0)
    return morning - timedelta(days=1 if morning.weekday() == FOR_JOY else 0)


def vosk_model():
    """The folder of the small Vosk model; where there is none, the test is skipped."""
    model = tiny_model()
    if model is None or not model.is_dir():
        pytest.skip("there is no small Vosk model here")
    return model


def recognizer_options(name):
    return ["--recognizer", name, *(["--model", str(vosk_model())] if name == "vosk" else [])]


def lantern(*arguments):
    """The command line which runs Lantern with these arguments."""
    return [sys.executable, "-m", "assistant", *map(str, arguments)]


def state(data):
    """The state which the journal in this folder tells, as JSON has it."""
    return _journal("state", data)


def events(data):
    """The events of the journal in this folder, as JSON has them."""
    return _journal("list", data)


def _journal(command, data):
    done = subprocess.run(
        lantern("journal", command, "--json", "--data", data),
        cwd=REPOSITORY, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


class Program:
    """A program which runs; `lines` are what it has written so far. A context."""

    def __init__(self, command, env, errors_apart=False):
        self.lines = []
        self.process = subprocess.Popen(
            list(map(str, command)), cwd=REPOSITORY, env=env, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE if errors_apart else subprocess.STDOUT,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self._thread.join(5)

    def __str__(self):
        return "\n".join(self.lines)

    @property
    def ended(self):
        return self.process.poll() is not None

    def wait_for(self, words, seconds=60):
        """Wait until a line contains these words."""
        wait_until(
            lambda: any(words in line for line in list(self.lines)) or self.ended,
            seconds,
            lambda: f"{words!r} in:\n{self}",
        )
        self._thread.join(5 if self.ended else 0)
        assert any(words in line for line in self.lines), f"ended before {words!r}:\n{self}"

    def wait(self, seconds=60):
        """Wait until it has ended, and return its status."""
        wait_until(lambda: self.ended, seconds, lambda: f"its end:\n{self}")
        self._thread.join(5)
        return self.process.returncode

    def _collect(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


def start(server, *arguments, settings=None):
    """Lantern with these arguments, on this sound server. `settings`: its settings file."""
    env = os.environ | server.env | {"PYTHONPATH": str(REPOSITORY)}
    if settings is not None:
        env["LANTERN_SETTINGS"] = str(settings)
    return Program(lantern(*arguments), env)


class Conversation:
    """A spoken conversation of Lantern with a person who has a script; a context."""

    def __init__(self, server, folder, dialogue, recognizer, script, voices=VOICES, rate=150):
        self.data = folder / "journal"
        self.server = server
        (folder / "script.toml").write_text(script)
        (folder / "settings.toml").write_text(QUICK)
        self._settings = folder / "settings.toml"
        self._arguments = [
            dialogue, "--now", usual_morning().isoformat(), "--data", self.data,
            *recognizer_options(recognizer),
        ]  # fmt: skip
        self._person = [
            sys.executable, "-m", "tests.audio.person", *recognizer_options("vosk"),
            str(folder / "script.toml"), "--rate", str(rate), "--voices", *voices,
        ]  # fmt: skip

    def __enter__(self):
        env = os.environ | self.server.env | {"PYTHONPATH": str(REPOSITORY)}
        self.person = Program(self._person, env, errors_apart=True)
        for line in self.person.process.stderr:
            if line == "ready\n":
                break
        self.lantern = start(self.server, *self._arguments, settings=self._settings)
        return self

    def __exit__(self, *error):
        self.lantern.__exit__(*error)
        self.person.__exit__(*error)

    def __str__(self):
        return f"{self.lantern}\n--- the person said:\n{self.person}"

    @property
    def captions(self):
        return self.lantern.lines

    @property
    def said(self):
        """What the person has said so far."""
        return [line.split("\t")[0] for line in self.person.lines]

    def wait_for(self, caption, seconds=60):
        """Wait until a caption contains these words."""
        self.lantern.wait_for(caption, seconds)

    def wait(self, seconds=240):
        """Wait until the conversation is over."""
        assert self.lantern.wait(seconds) == 0, str(self)

    def suspend(self, seconds):
        """Stop Lantern and let it go on, as when a laptop's lid is closed and opened."""
        self.lantern.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.lantern.process.send_signal(signal.SIGCONT)

    def kill_voice(self, how=signal.SIGKILL):
        """Kill Lantern's synthesizer, as when it crashes; SIGSTOP lets it hang."""
        pid = self.lantern.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        for child in children.split():
            if b"assistant.speech.voices.child" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), how)
                return
        raise AssertionError("Lantern has no voice")

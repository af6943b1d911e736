"""`lantern listen` on real sound, and two Lanterns with one microphone."""

import os
import signal
import subprocess
import threading
import time
from datetime import datetime

import numpy as np
import pytest
import soxr

from assistant.journal import Journal
from assistant.practice.reminders import ReminderSet
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice
from assistant.store.repository import Repository
from tests.audio.talking import events, lantern, recognizer_options
from tests.speech.materials import REPOSITORY

pytestmark = pytest.mark.timeout(150)


@pytest.fixture(scope="module")
def says():
    """A sentence as sound for the microphone, with a second of quiet after it."""
    voice = Voice(Manner(voice="en-us", rate=150))

    def say(text):
        sound = voice.render(text)
        samples = soxr.resample(sound.samples, sound.rate, 48000)
        return np.concatenate([samples, np.zeros(48000, samples.dtype)])

    yield say
    voice.close()


class Running:
    """A Lantern in a process of its own; a context."""

    def __init__(self, server, *command):
        self.process = subprocess.Popen(
            lantern(*command), cwd=REPOSITORY, text=True, stdin=subprocess.DEVNULL,
            env=os.environ | server.env | {"PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.lines = []
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self._thread.join(5)

    def _collect(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def wait_for(self, words, seconds=40):
        deadline = time.monotonic() + seconds
        while not any(words in line for line in list(self.lines)):
            assert time.monotonic() < deadline, f"never {words!r}: {self.lines}"
            assert self.process.poll() is None, f"it ended before {words!r}: {self.lines}"
            time.sleep(0.02)

    def wait(self, seconds=40):
        status = self.process.wait(seconds)
        self._thread.join(5)
        return status


def listening(server, data, *more):
    return Running(server, "listen", "--data", data, *recognizer_options("vosk"), *more)


def morning(server, data):
    return Running(server, "morning", "--data", data, *recognizer_options("vosk"))


def ringing(server, data, *more):
    options = recognizer_options("vosk")
    return Running(server, "schedule", "--ring", "r", "--data", data, *options, *more)


def said_goodbye(running):
    return any(line in ("lantern: Goodbye, and go well.", "lantern: All right. Until next time.")
               for line in list(running.lines))  # fmt: skip


def test_called_told_to_stop_and_sent_to_sleep(server, known, microphone, says):
    with listening(server, known / "journal") as running:
        running.wait_for("I'm listening for")
        microphone.speak(says("hello lantern, what are my values"))
        running.wait_for("anything else")
        while running.process.poll() is None and not said_goodbye(running):
            microphone.speak(says("stop"))  # Perhaps again: not while Lantern speaks.
            time.sleep(1.5)
        while running.process.poll() is None:
            microphone.speak(says("lantern sleep"))
            time.sleep(1.5)
        assert running.wait() == 0, running.lines
    assert running.lines[-1].startswith("lantern: I'll stop listening now")


def test_at_its_hour_it_begins_and_in_ten_minutes_is_a_fine_answer(
    server, known, microphone, says, ear
):
    memory = Repository(Journal(known / "journal"), lambda: datetime.now().astimezone())
    memory.record(ReminderSet("r", "morning_checkin", "07:30"), "")
    tomorrow = "2099-11-23T07:29:57+01:00"
    with listening(server, known / "journal", "--now", tomorrow) as running:
        running.wait_for("lantern: Shall we?")
        while not any("In ten minutes, then" in line for line in list(running.lines)):
            microphone.speak(says("in ten minutes"))  # Perhaps again: not while Lantern speaks.
            time.sleep(1.5)
            assert running.process.poll() is None, running.lines
        assert np.abs(ear.listen()).max() > 1000
    (met,) = [e["data"] for e in events(known / "journal") if e["type"] == "answered"][-1]["notes"]
    assert (met["how"], met["day"]) == ("later", "2099-11-23")
    assert met["until"] >= "2099-11-23T07:40:00+01:00"


def test_what_a_timer_starts_offers_it_with_a_notification(
    server, known, microphone, says, tmp_path, monkeypatch
):
    memory = Repository(Journal(known / "journal"), lambda: datetime.now().astimezone())
    memory.record(ReminderSet("r", "morning_checkin", "07:30"), "")
    shown = tmp_path / "shown"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{shown}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    hour = "2099-11-23T07:30:00+01:00"
    with ringing(server, known / "journal", "--now", hour) as timer:
        timer.wait_for("lantern: Shall we?")
        while timer.process.poll() is None:
            microphone.speak(says("not today"))  # Perhaps again: not while Lantern speaks.
            time.sleep(1.5)
        assert timer.wait() == 0, "\n".join(timer.lines)
    assert timer.lines[-1] == "lantern: Not today, then. That's fine."
    assert shown.read_text().splitlines()[-2:] == ["Lantern", "Shall we?"]


def test_a_second_lantern_asks_the_one_which_listens_and_one_killed_is_in_nobodys_way(
    server, known, microphone
):
    with listening(server, known / "journal") as running:
        running.wait_for("I'm listening for")
        with morning(server, known / "journal") as second:
            assert second.wait() == 0, second.lines
        assert second.lines == ["Lantern is already listening: it begins there."]
        # The hour is the listening one's own: what a timer starts beside it does nothing.
        with ringing(server, known / "journal") as timer:
            assert timer.wait() == 0, "\n".join(timer.lines)
        assert timer.lines == []
        running.wait_for("Which value would you like to bring")
        with morning(server, known / "journal") as third:
            assert third.wait() == 1, third.lines
        assert third.lines[-1].startswith("Lantern is in a conversation already.")
        running.process.send_signal(signal.SIGKILL)
        running.wait()
    with listening(server, known / "journal") as running:
        running.wait_for("I'm listening for")

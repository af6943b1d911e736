"""`lantern listen` on real sound, and two Lanterns with one microphone."""

import os
import signal
from datetime import datetime

import numpy as np
import pytest

from assistant.journal import Journal
from assistant.practice.reminders import ReminderSet
from assistant.store.repository import Repository
from tests.audio.talking import QUICK, events, recognizer_options, start
from tests.audio.waiting import repeat_until

GOODBYES = ("lantern: Goodbye, and go well.", "lantern: All right. Until next time.")


@pytest.fixture
def run(server, known):
    """Start a Lantern with these arguments on the journal in `known`."""
    settings = known / "settings.toml"
    settings.write_text(QUICK)

    def run(*arguments):
        data = ["--data", known / "journal", *recognizer_options("vosk")]
        return start(server, *arguments, *data, settings=settings)

    return run


@pytest.fixture
def reminded(known):
    """In the journal there is a reminder "r" of the morning check-in at half past seven."""
    repository = Repository(Journal(known / "journal"), lambda: datetime.now().astimezone())
    repository.record(ReminderSet("r", "morning_checkin", "07:30"), "")


@pytest.fixture
def say_until(microphone, spoken):
    """Say this again and again until the condition is true: Lantern does not listen while it
    speaks. It may not end before."""

    def say_until(words, condition, running):
        sound = spoken(words)
        repeat_until(lambda: microphone.speak(sound), condition, tell=lambda: str(running))

    return say_until


def test_listen_called_told_to_stop_and_to_sleep_ends(run, microphone, spoken, say_until):
    with run("listen") as running:
        running.wait_for("I'm listening for")
        microphone.speak(spoken("hello lantern, what are my values"))
        running.wait_for("anything else")
        said_goodbye = lambda: any(line in GOODBYES for line in list(running.lines))  # noqa: E731
        say_until("stop", lambda: said_goodbye() or running.ended, running)
        say_until("lantern sleep", lambda: running.ended, running)
        assert running.wait() == 0, str(running)
    assert running.lines[-1].startswith("lantern: I'll stop listening now")


def test_listen_at_the_hour_of_a_reminder_begins_and_can_be_put_off(
    run, reminded, known, say_until, recorder
):
    with run("listen", "--now", "2099-11-23T07:29:57+01:00") as running:
        running.wait_for("lantern: Shall we?")
        later = lambda: any("In ten minutes, then" in line for line in list(running.lines))  # noqa: E731
        say_until("in ten minutes", lambda: later() or running.ended, running)
        assert later(), str(running)
        assert np.abs(recorder.samples()).max() > 1000
    (met,) = [e["data"] for e in events(known / "journal") if e["type"] == "answered"][-1]["notes"]
    assert (met["how"], met["day"]) == ("later", "2099-11-23")
    assert met["after"] == 600


def test_ring_at_the_hour_of_a_reminder_offers_it_with_a_notification(
    run, reminded, say_until, tmp_path, monkeypatch
):
    shown = tmp_path / "shown"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{shown}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with run("schedule", "--ring", "r", "--now", "2099-11-23T07:30:00+01:00") as timer:
        timer.wait_for("lantern: Shall we?")
        say_until("not today", lambda: timer.ended, timer)
        assert timer.wait() == 0, str(timer)
    assert timer.lines[-1] == "lantern: Not today, then. That's fine."
    assert shown.read_text().splitlines()[-2:] == ["Lantern", "Shall we?"]


def test_listen_beside_another_lantern_is_asked_to_begin_and_once_killed_is_no_obstacle(
    run, microphone
):
    with run("listen") as running:
        running.wait_for("I'm listening for")
        with run("morning") as second:
            assert second.wait() == 0, str(second)
        assert second.lines == ["Lantern is already listening: it begins there."]
        # The one which listens has the reminders: what a timer starts beside it does nothing.
        with run("schedule", "--ring", "r") as timer:
            assert timer.wait() == 0, str(timer)
        assert timer.lines == []
        running.wait_for("Which value would you like to bring")
        with run("morning") as third:
            assert third.wait() == 1, str(third)
        assert third.lines[-1].startswith("Lantern is in a conversation already.")
        running.process.send_signal(signal.SIGKILL)
        running.wait()
    with run("listen") as running:
        running.wait_for("I'm listening for")

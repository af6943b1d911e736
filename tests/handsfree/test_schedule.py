"""`lantern schedule`: reminders and systemd's timers for them."""

import json
import os
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from assistant.cli.lantern import lantern
from assistant.handsfree.systemd import on_calendar, service_unit
from assistant.practice.reminders import Reminder

NOW = "2026-11-23T12:00+01:00"


@pytest.fixture
def schedule(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(*words, status=0, now=NOW):
        command = ["schedule", *words, "--data", str(tmp_path / "journal"), "--now", now]
        result = CliRunner().invoke(lantern, command)
        assert result.exit_code == status, (result.output, result.exception)
        return result.output

    run.units = tmp_path / "config" / "systemd" / "user"
    return run


def test_schedule_sets_lists_and_removes_reminder(schedule):
    said = schedule("morning", "7:30", "--on", "weekdays", "--no-systemd")
    assert said.startswith("It's set: every weekday, at 7:30 in the morning.")

    assert schedule() == (
        "morning: every weekday, at 7:30 in the morning; next on Tuesday, 24 November 2026\n"
    )
    gone = schedule("remove", "morning", "--no-systemd")
    assert gone.splitlines() == ["It's cancelled, the one at 7:30 in the morning."]
    assert schedule().startswith("Nothing is scheduled.")


@pytest.mark.parametrize(
    ("words", "time", "rrule", "day"),
    [
        (["evening", "8:30"], "20:30", "FREQ=DAILY", ""),
        (["evening", "20:15", "--on", "sundays"], "20:15", "FREQ=WEEKLY;BYDAY=SU", ""),
        (["morning", "6:05"], "06:05", "FREQ=DAILY", ""),
        (["reflect", "noon", "--on", "tomorrow"], "12:00", "FREQ=DAILY", "2026-11-24"),
        (["morning", "half past seven", "--on", "monday and thursday"], "07:30",
         "FREQ=WEEKLY;BYDAY=MO,TH", ""),
    ],
)  # fmt: skip
def test_schedule_reads_hours_and_days(schedule, words, time, rrule, day):
    schedule(*words)

    (one,) = json.loads(schedule("--json"))
    assert (one["time"], one["rrule"], one["day"]) == (time, rrule, day)


def test_schedule_same_days_replaces_reminder(schedule):
    schedule("morning", "7:30", "--on", "weekdays")
    schedule("morning", "9:00", "--on", "weekends")
    schedule("morning", "8:00", "--on", "fridays")

    assert [one["time"] for one in json.loads(schedule("--json"))] == ["09:00", "08:00"]


@pytest.mark.parametrize(
    "words",
    [["breakfast", "7:30"], ["morning"], ["morning", "25:99"], ["morning", "7", "--on", "x"]],
)
def test_schedule_invalid_arguments_fail(schedule, words):
    assert "Error: " in schedule(*words, status=2)


def test_schedule_remove_without_reminder_fails(schedule):
    schedule("remove", "evening", status=1)


@pytest.fixture
def complaints(tmp_path):
    """A function that returns what `systemd-analyze verify` says of units."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")

    def verify(*paths):
        done = subprocess.run(
            ["systemd-analyze", "verify", "--user", "--man=no", "--recursive-errors=no", *paths],
            capture_output=True, text=True, timeout=60, check=False,
            env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
        )  # fmt: skip
        return done.stderr if done.returncode or "lantern" in done.stderr else ""

    bad = tmp_path / "lantern-bad.service"
    bad.write_text("[Service]\nTypo=yes\nExecStart=/bin/sh\n")
    assert "Typo" in verify(str(bad)), "the checker does not work here"
    return verify


def test_schedule_writes_valid_units(schedule, complaints):
    schedule("morning", "7:30", "--on", "weekdays", "--systemd")
    schedule("evening", "20:30", "--systemd")

    units = sorted(schedule.units.iterdir())
    assert sorted(unit.suffix for unit in units) == [".service", ".service", ".timer", ".timer"]
    assert complaints(*map(str, units)) == ""


def test_schedule_remove_deletes_units(schedule):
    schedule("morning", "7:30", "--systemd")
    schedule("remove", "morning")

    assert list(schedule.units.iterdir()) == []


def test_service_unit_is_valid(tmp_path, complaints):
    path = tmp_path / "lantern-listen.service"
    path.write_text(service_unit(["/bin/sh", "-c", "echo 100% $HOME"], "Lantern: 100 % listening"))

    assert complaints(str(path)) == ""
    assert "echo 100%% $$HOME" in path.read_text()


@pytest.mark.parametrize(
    ("rrule", "day", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "", "Mon,Tue,Wed,Thu,Fri *-*-* 07:30:00"),
        ("FREQ=DAILY", "", "*-*-* 07:30:00"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "", "*-*-* 07:30:00"),
        ("FREQ=MONTHLY;BYDAY=1MO", "", "*-*-* 07:30:00"),
        ("FREQ=DAILY", "2026-11-24", "2026-11-24 07:30:00"),
    ],
)
def test_on_calendar_gives_calendar_event(rrule, day, expected):
    said = on_calendar(Reminder("r", "morning_checkin", "07:30", rrule, day, NOW))

    assert said == expected
    if program := shutil.which("systemd-analyze"):
        subprocess.run([program, "calendar", said], capture_output=True, check=True)

"""`lantern schedule`: reminders and systemd's timers for them."""

import json
import os
import re
import shlex
import shutil
import subprocess
from hashlib import sha256
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from assistant import wording
from assistant.cli.lantern import lantern
from assistant.handsfree.systemd import escaped, on_calendar, service_unit, write_timers
from assistant.practice.reminders import Reminder

WORDS = wording.load("en")
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


def test_schedule_writes_valid_units(schedule, complaints, tmp_path):
    schedule("morning", "7:30", "--on", "weekdays", "--systemd")
    schedule("evening", "20:30", "--systemd")

    units = [path for path in schedule.units.iterdir() if path.is_file()]
    assert sorted(unit.suffix for unit in units) == [".service", ".timer"]
    links = sorted((schedule.units / "timers.target.wants").iterdir())
    assert len(links) == 2
    timer, service = sorted(units, key=lambda path: path.suffix, reverse=True)
    assert [link.readlink() for link in links] == [timer, timer]
    hours = [link.stem.partition("@")[2].replace("\\x", "%") for link in links]
    assert sorted(unquote(hour) for hour in hours) == [
        "*-*-* 20:30:00",
        "Mon,Tue,Wed,Thu,Fri *-*-* 07:30:00",
    ]
    # The checker takes no such names: a template is checked with its hour put in.
    for number, hour in enumerate(hours):
        checked = [tmp_path / f"lantern-{number}{unit.suffix}" for unit in (timer, service)]
        for unit, copy in zip((timer, service), checked, strict=True):
            copy.write_text(unit.read_text().replace("%I", unquote(hour)))
        assert complaints(*checked) == ""


def test_schedule_remove_deletes_units(schedule):
    schedule("morning", "7:30", "--systemd")
    schedule("remove", "morning")

    assert [path for path in schedule.units.rglob("*") if not path.is_dir()] == []


def test_schedule_replaces_units_of_earlier_versions(schedule, tmp_path):
    name = sha256(str((tmp_path / "journal").absolute()).encode()).hexdigest()[:8]
    schedule.units.mkdir(parents=True)
    old = [schedule.units / f"lantern-{name}-0a1b2c3d{kind}" for kind in (".timer", ".service")]
    for unit in old:
        unit.write_text("[Unit]\n")
    schedule("morning", "7:30", "--systemd")

    assert [unit for unit in old if unit.exists()] == []


def test_units_do_not_depend_on_the_journal(tmp_path, monkeypatch):
    evil = "x\nExecStartPost=/bin/sh -c 'touch /tmp/owned'\n%h$HOME"
    made = []
    for number, reminder in enumerate(
        (
            Reminder("r", "morning_checkin", "07:30", "FREQ=DAILY", "", NOW),
            Reminder(evil, evil, "07:30", f"FREQ=WEEKLY;BYDAY={evil}", "", NOW),
            Reminder("r", "reflect", "07:30\nOnBootSec=1", "FREQ=DAILY", "", NOW),
            Reminder("r", "reflect", "07:30", "FREQ=DAILY", "2026-11-24\nOnBootSec=1", NOW),
        )
    ):
        folder = tmp_path / str(number)
        write_timers(folder, [reminder], ["/usr/bin/lantern"], "journal", WORDS)
        made.append({path.name: path.read_text() for path in folder.iterdir() if path.is_file()})
        names = [path.name for path in folder.rglob("*")]
        assert [name for name in names if not name.isprintable() or "owned" in name] == []

    first = made[0]
    assert len(first) == 2
    assert made[1:] == [first, {}, {}]


@pytest.mark.parametrize("text", ["Mon,Tue *-*-* 07:30:00", "2026-11-24 07:30:00", ".a/b-c_é\n"])
def test_escaped_equals_systemd_escape(text):
    program = shutil.which("systemd-escape")
    if program is None:
        pytest.skip("systemd-escape is not installed")
    told = subprocess.run([program, "--", text], capture_output=True, text=True, check=True)

    assert escaped(text) == told.stdout.removesuffix("\n")


def test_service_unit_passes_words_unchanged(tmp_path):
    """Each word of a command is given to the program as it is, whatever is in it."""
    words = ["a\nExecStartPost=/bin/false", "%h$HOME${X}", "q\"uo'te\\", "tab\tand space", "", "é"]
    unit = service_unit(["/usr/bin/pro$gram", *words], "text\nExecStartPost=/bin/false")
    commands = [line for line in unit.splitlines() if line.startswith("Exec")]
    assert len(commands) == 1

    read = shlex.split(commands[0].removeprefix("ExecStart="), posix=True)
    plain = [
        re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), word)
        .replace("%%", "%").replace("$$", "$")
        for word in read
    ]  # fmt: skip
    assert plain == ["/usr/bin/pro$gram", *words]


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

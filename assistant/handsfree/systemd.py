"""Units for systemd's user manager, and the notification that a timer shows.

A service runs a command for as long as the user is logged in; a timer starts one at an hour.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.practice.reminders import Reminder
from assistant.wording import Wording

_DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
_TIMEOUT = 15
"""Seconds a program of the system may take."""


def service_unit(command: Sequence[str], description: str, *, keeps_running: bool = True) -> str:
    """The text of a service that runs `command`; its first word is the whole path of a program.

    With `keeps_running` it starts at login, and again after a failure, but not after it ended by
    itself. Without, it runs once each time it is started.
    """
    kept = ("Restart=on-failure", "RestartSec=10") if keeps_running else ()
    wanted = ("", "[Install]", "WantedBy=default.target") if keeps_running else ()
    lines = (
        "[Unit]",
        f"Description={_plain(description)}",
        # A user's own sound server is one of these.
        "After=pipewire.service pulseaudio.service",
        "",
        "[Service]",
        f"Type={'exec' if keeps_running else 'oneshot'}",
        f"ExecStart={' '.join(map(_quoted, command))}",
        *kept,
        # Voices and models are read; only the journal and the cache are written.
        "NoNewPrivileges=yes",
        "UMask=0077",
        *wanted,
    )
    return "\n".join(lines) + "\n"


def timer_unit(reminder: Reminder, description: str) -> str:
    """The text of a timer for a reminder; it starts the service of the same name."""
    return "\n".join(
        (
            "[Unit]",
            f"Description={_plain(description)}",
            "",
            "[Timer]",
            f"OnCalendar={on_calendar(reminder)}",
            "AccuracySec=1s",
            # What was missed while the computer was off is not made up for.
            "Persistent=false",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        )
    )


def on_calendar(reminder: Reminder) -> str:
    """When a reminder is due, as a calendar event of systemd in local time.

    A rule that cannot be written that way ("every other Monday") becomes every day: the program
    that is started asks the journal whether the reminder is due.
    """
    if reminder.day:
        return f"{reminder.day} {reminder.time}:00"
    parts = dict(part.split("=", 1) for part in reminder.rrule.split(";"))
    days = parts.get("BYDAY", "").split(",")
    weekly = parts.keys() == {"FREQ", "BYDAY"} and parts["FREQ"] == "WEEKLY"
    if weekly and all(day in _DAYS for day in days):
        return f"{','.join(_DAYS[day] for day in days)} *-*-* {reminder.time}:00"
    return f"*-*-* {reminder.time}:00"


def user_unit_folder() -> Path:
    """The folder of the user's own units."""
    configured = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configured) / "systemd" / "user"


def has_user_manager() -> bool:
    """Whether systemd's user manager answers."""
    return sys.platform == "linux" and _systemctl("show-environment")


def write_timers(
    folder: Path,
    reminders: Sequence[Reminder],
    command: Sequence[str],
    journal: str,
    wording: Wording,
) -> list[str]:
    """Write a timer and a service for each reminder, and remove those of other reminders.

    `command` starts Lantern; `journal` tells the units of one journal from those of another.
    Returns the names of the timers. Raises `Trouble` where the folder cannot be written.
    """
    wanted: dict[str, str] = {}
    timers = []
    for reminder in reminders:
        name = _name(reminder, journal)
        ring = [*command, "schedule", "--ring", reminder.id]
        at_hour, what = (
            wording.line(Say(f"systemd.{kind}.{reminder.dialogue}")).text
            for kind in ("timer", "service")
        )
        wanted[f"{name}.timer"] = timer_unit(reminder, at_hour)
        wanted[f"{name}.service"] = service_unit(ring, what, keeps_running=False)
        timers.append(f"{name}.timer")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        gone = [path for path in folder.glob(f"{_prefix(journal)}*") if path.name not in wanted]
        stopped = [path.name for path in gone if path.suffix == ".timer"]
        if stopped:
            _systemctl("disable", "--now", *stopped)
        for path in gone:
            path.unlink(missing_ok=True)
        for name, text in wanted.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error
    return timers


def start_timers(timers: Sequence[str]) -> bool:
    """Have the manager start these timers, now and at each login; whether it did."""
    if not _systemctl("daemon-reload"):
        return False
    return not timers or _systemctl("enable", "--now", *timers)


def has_timers(folder: Path, journal: str) -> bool:
    """Whether there are timers of this journal."""
    return any(folder.glob(f"{_prefix(journal)}*.timer"))


def timers_match(folder: Path, reminders: Sequence[Reminder], journal: str) -> bool:
    """Whether there is a timer for each of these reminders and no other."""
    there = {path.stem for path in folder.glob(f"{_prefix(journal)}*.timer")}
    return there == {_name(reminder, journal) for reminder in reminders}


def write_service(folder: Path, name: str, text: str) -> None:
    """Write a unit. Raises `Trouble` where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error


def show_notification(title: str, text: str) -> None:
    """Show a notification on the desktop, where `notify-send` is installed."""
    if program := shutil.which("notify-send"):
        _run(program, "--app-name=Lantern", "--icon=appointment-soon", title, text)


def _unwritable(folder: Path, error: OSError) -> Trouble:
    return Trouble("handsfree.folder_unwritable", path=str(folder), reason=str(error.strerror))


def _prefix(journal: str) -> str:
    return f"lantern-{sha256(journal.encode()).hexdigest()[:8]}-"


def _name(reminder: Reminder, journal: str) -> str:
    return _prefix(journal) + sha256(reminder.id.encode()).hexdigest()[:8]


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of a command, escaped so that systemd takes it literally."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped == "" or any(c in escaped for c in " \t\"'\\;") else escaped


def _systemctl(*arguments: str) -> bool:
    program = shutil.which("systemctl")
    return program is not None and _run(program, "--user", "--quiet", *arguments)


def _run(*command: str) -> bool:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

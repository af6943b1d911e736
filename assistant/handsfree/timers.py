"""The hours of reminders as timers of systemd's user manager, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from assistant.errors import Trouble
from assistant.handsfree import systemd
from assistant.practice.reminders import Reminder

_LONGEST_WAIT = 15


def user_units() -> Path:
    """The folder of the user's own units."""
    configured = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configured) / "systemd" / "user"


def has_manager() -> bool:
    """Whether systemd's user manager answers."""
    return sys.platform == "linux" and _systemctl("show-environment")


def write(
    folder: Path, reminders: Sequence[Reminder], command: Sequence[str], who: str
) -> list[str]:
    """Write a timer and its service for each reminder, and remove those of reminders gone.

    `command` starts Lantern; `who` tells the units of one journal from those of another. Gives the
    names of the timers. Raises Trouble where the folder cannot be written.
    """
    wanted: dict[str, str] = {}
    timers = []
    for reminder in reminders:
        name = _name(reminder, who)
        what = reminder.dialogue.replace("_", " ")
        begins = [*command, "schedule", "--ring", reminder.id]
        wanted[f"{name}.timer"] = systemd.timer(reminder, f"Lantern: {what} at its hour")
        wanted[f"{name}.service"] = systemd.unit(begins, f"Lantern: {what}", keeps_running=False)
        timers.append(f"{name}.timer")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        gone = [path for path in folder.glob(f"{_mine(who)}*") if path.name not in wanted]
        stopped = [path.name for path in gone if path.suffix == ".timer"]
        if stopped:
            _systemctl("disable", "--now", *stopped)
        for path in gone:
            path.unlink(missing_ok=True)
        for name, text in wanted.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise Trouble(f"{folder} cannot be written ({error.strerror}).") from error
    return timers


def start(timers: Sequence[str]) -> bool:
    """Have the manager take up these timers, now and whenever one logs in; whether it did."""
    if not _systemctl("daemon-reload"):
        return False
    return not timers or _systemctl("enable", "--now", *timers)


def installed(folder: Path, who: str) -> bool:
    """Whether there are timers of this journal."""
    return any(folder.glob(f"{_mine(who)}*.timer"))


def in_line(folder: Path, reminders: Sequence[Reminder], who: str) -> bool:
    """Whether there is a timer for each of these reminders, and none besides."""
    there = {path.stem for path in folder.glob(f"{_mine(who)}*.timer")}
    return there == {_name(reminder, who) for reminder in reminders}


def write_service(folder: Path, name: str, text: str) -> None:
    """Write a service. Raises Trouble where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise Trouble(f"{folder} cannot be written ({error.strerror}).") from error


def _mine(who: str) -> str:
    return f"lantern-{sha256(who.encode()).hexdigest()[:8]}-"


def _name(reminder: Reminder, who: str) -> str:
    return _mine(who) + sha256(reminder.id.encode()).hexdigest()[:8]


def notify(title: str, text: str) -> None:
    """A notification on the desktop, where something shows them. Nothing else is tried."""
    if program := shutil.which("notify-send"):
        _run(program, "--app-name=Lantern", "--icon=appointment-soon", title, text)


def _systemctl(*arguments: str) -> bool:
    program = shutil.which("systemctl")
    return program is not None and _run(program, "--user", "--quiet", *arguments)


def _run(*command: str) -> bool:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

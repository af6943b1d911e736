"""Units for systemd's user manager, and the notification that a timer shows.

A service runs a command for as long as the user is logged in; a timer starts one at an hour. A unit
is made from the command line and from fixed text; nothing from the journal is written into one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, time
from hashlib import sha256
from pathlib import Path
from string import ascii_letters, digits

from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.export.files import write_file
from assistant.journal.disk import make_folder
from assistant.practice.reminders import Reminder
from assistant.wording import Wording

_DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
_TIMEOUT = 15
"""Seconds a program of the system may take."""
_TIMERS = "timers.target"
_WANTED = f"{_TIMERS}.wants"
"""The folder with a link for each timer that the manager starts at login."""
_UNESCAPED = frozenset(f"{ascii_letters}{digits}:_.")


def service_unit(command: Sequence[str], description: str, *, keeps_running: bool = True) -> str:
    """The text of a service that runs `command`; its first word is the whole path of a program.

    With `keeps_running` it starts at login, and again after a failure, but not after it ended by
    itself. Without, it runs once each time it is started.
    """
    program, *arguments = command
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
        f"ExecStart={' '.join((_quoted(program, program=True), *map(_quoted, arguments)))}",
        *kept,
        # Voices and models are read; only the journal and the cache are written.
        "NoNewPrivileges=yes",
        "UMask=0077",
        *wanted,
    )
    return "\n".join(lines) + "\n"


def timer_template(description: str) -> str:
    """The text of a timer for any hour.

    The name of an instance is its calendar event, escaped; it starts the service of the same name.
    """
    return "\n".join(
        (
            "[Unit]",
            f"Description={_plain(description)}",
            "",
            "[Timer]",
            "OnCalendar=%I",
            "AccuracySec=1s",
            # What was missed while the computer was off is not made up for.
            "Persistent=false",
            "",
            "[Install]",
            f"WantedBy={_TIMERS}",
            "",
        )
    )


def on_calendar(reminder: Reminder) -> str:
    """When a reminder is due, as a calendar event of systemd in local time.

    A rule that cannot be written that way ("every other Monday") becomes every day: the program
    that is started asks the journal whether the reminder is due. Raises `ValueError` where its time
    or its day is none.
    """
    hour = f"{time.fromisoformat(reminder.time):%H:%M}:00"
    if reminder.day:
        return f"{date.fromisoformat(reminder.day)} {hour}"
    parts = dict(part.partition("=")[::2] for part in reminder.rrule.split(";"))
    days = parts.get("BYDAY", "").split(",")
    weekly = parts.keys() == {"FREQ", "BYDAY"} and parts["FREQ"] == "WEEKLY"
    if weekly and all(day in _DAYS for day in days):
        return f"{','.join(_DAYS[day] for day in days)} *-*-* {hour}"
    return f"*-*-* {hour}"


def escaped(text: str) -> str:
    """A text as the name of an instance; `%I` in the unit gives it back."""
    return "".join(
        chr(byte)
        if chr(byte) in _UNESCAPED and not (at == 0 and byte == ord("."))
        else "-"
        if byte == ord("/")
        else f"\\x{byte:02x}"
        for at, byte in enumerate(text.encode())
    )


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
    """Write the units of one journal, with an instance for each time of day, and remove others.

    The units are the same whatever the journal holds. `command` starts Lantern; `journal` tells
    the units of one journal from those of another. Returns the names of the timers. Raises
    `Trouble` where the folder cannot be written.
    """
    timers = _timers(reminders, journal)
    name = _prefix(journal)
    at_hour, what = (wording.line(Say(f"systemd.{key}")).text for key in ("timer", "rings"))
    units = {
        f"{name}@.timer": timer_template(at_hour),
        f"{name}@.service": service_unit(
            [*command, "schedule", "--ring"], what, keeps_running=False
        ),
    }
    kept = {*timers, *units} if timers else set()
    try:
        make_folder(folder / _WANTED)
        for unit in kept & units.keys():
            write_file(folder / unit, units[unit])
        for timer in timers:
            link = folder / _WANTED / timer
            if not link.is_symlink():
                link.symlink_to(folder / f"{name}@.timer")
        gone = [path for path in _units(folder, journal) if path.name not in kept]
        if stopped := {path.name for path in gone if path.suffix == ".timer"} - units.keys():
            _systemctl("disable", "--now", *sorted(stopped))
        for path in gone:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return timers


def start_timers(timers: Sequence[str]) -> bool:
    """Have the manager start these timers; it starts them at each login too. Whether it did."""
    if not _systemctl("daemon-reload"):
        return False
    return not timers or _systemctl("start", *timers)


def has_timers(folder: Path, journal: str) -> bool:
    """Whether there are timers of this journal."""
    return any(path.suffix == ".timer" for path in _units(folder, journal))


def timers_match(folder: Path, reminders: Sequence[Reminder], journal: str) -> bool:
    """Whether there is a timer for each of these reminders and no other."""
    there = {path.name for path in (folder / _WANTED).glob(f"{_prefix(journal)}@*.timer")}
    return there == set(_timers(reminders, journal))


def write_service(folder: Path, name: str, text: str) -> None:
    """Write a unit. Raises `Trouble` where the folder cannot be written."""
    try:
        make_folder(folder)
        write_file(folder / name, text)
    except OSError as error:
        raise _unwritable(folder, error) from error


def show_notification(title: str, text: str) -> None:
    """Show a notification on the desktop, where `notify-send` is installed."""
    if program := shutil.which("notify-send"):
        _run(program, "--app-name=Lantern", "--icon=appointment-soon", title, text)


def _unwritable(folder: Path, error: OSError) -> Trouble:
    return Trouble("handsfree.folder_unwritable", path=str(folder), reason=str(error.strerror))


def _prefix(journal: str) -> str:
    return f"lantern-{sha256(journal.encode()).hexdigest()[:8]}"


def _timers(reminders: Sequence[Reminder], journal: str) -> list[str]:
    """The names of the timers, one for each time of day; a reminder without one has none."""
    events = []
    for reminder in reminders:
        with suppress(ValueError):
            events.append(on_calendar(reminder))
    return [f"{_prefix(journal)}@{escaped(event)}.timer" for event in dict.fromkeys(events)]


def _units(folder: Path, journal: str) -> list[Path]:
    """The units of one journal, also those that earlier versions wrote for each reminder."""
    name = _prefix(journal)
    return [
        *folder.glob(f"{name}-*.*"),
        *folder.glob(f"{name}@.*"),
        *(folder / _WANTED).glob(f"{name}*.timer"),
    ]


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("%", "%%")


def _quoted(word: str, *, program: bool = False) -> str:
    """A word of a command, escaped so that systemd takes it literally.

    systemd puts no variables into the path of the `program`.
    """
    written = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    written = "".join(c if c.isprintable() else _as_bytes(c) for c in written)
    if not program:
        written = written.replace("$", "$$")
    plain = written and not any(c in written for c in " \t\"'\\;")
    return written if plain else f'"{written}"'


def _as_bytes(character: str) -> str:
    """A control character, the bytes of which a unit's line may not contain, as escapes."""
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


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

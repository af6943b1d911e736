"""Units for systemd's own user manager, as text: nothing here touches the machine.

A service runs a command for as long as one is logged in; a timer begins one at an hour.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.practice.reminders import Reminder

_DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}


def unit(command: Sequence[str], description: str, *, keeps_running: bool = True) -> str:
    """A service which runs `command`, its program first with its whole path.

    One which `keeps_running` begins when one logs in, and anew when it breaks, but not when it
    ended by itself; any other runs once, whenever it is started.
    """
    kept = ("Restart=on-failure", "RestartSec=10") if keeps_running else ()
    wanted = ("", "[Install]", "WantedBy=default.target") if keeps_running else ()
    lines = (
        "[Unit]",
        f"Description={_plain(description)}",
        # Whoever has a sound server of their own has it from one of these.
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


def timer(reminder: Reminder, description: str) -> str:
    """A timer for the hour of a reminder; it starts the service of the same name."""
    return "\n".join(
        (
            "[Unit]",
            f"Description={_plain(description)}",
            "",
            "[Timer]",
            f"OnCalendar={on_calendar(reminder)}",
            "AccuracySec=1s",
            # What was missed while the computer was off is let go.
            "Persistent=false",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        )
    )


def on_calendar(reminder: Reminder) -> str:
    """When, in systemd's words, by the clock of where one is.

    Rules which it has no words for ("every other Monday") are looked at every day: what is started
    then asks the journal whether it is really meant.
    """
    if reminder.day:
        return f"{reminder.day} {reminder.time}:00"
    parts = dict(part.split("=", 1) for part in reminder.rrule.split(";"))
    days = parts.get("BYDAY", "").split(",")
    weekly = parts.keys() == {"FREQ", "BYDAY"} and parts["FREQ"] == "WEEKLY"
    if weekly and all(day in _DAYS for day in days):
        return f"{','.join(_DAYS[day] for day in days)} *-*-* {reminder.time}:00"
    return f"*-*-* {reminder.time}:00"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of a command so that systemd takes it as it is."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped == "" or any(c in escaped for c in " \t\"'\\;") else escaped

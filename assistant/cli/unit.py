"""A unit for systemd's own user manager which keeps `lantern serve` running, as text."""

from __future__ import annotations

from collections.abc import Sequence


def unit(command: Sequence[str], description: str) -> str:
    """A service which runs `command`, its program first with its whole path.

    It begins when one logs in, and anew when it breaks, but not when it ended by itself.
    """
    lines = (
        "[Unit]",
        f"Description={description}",
        "",
        "[Service]",
        "Type=exec",
        f"ExecStart={' '.join(map(_quoted, command))}",
        "Restart=on-failure",
        "RestartSec=10",
        # Models are read; only the journal and the cache are written, for their owner alone.
        "NoNewPrivileges=yes",
        "UMask=0077",
        "",
        "[Install]",
        "WantedBy=default.target",
    )
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    """A word of a command so that systemd takes it as it is."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if not escaped or any(c in escaped for c in " \t\"'\\;") else escaped

"""`lantern journal`: the person's own record, to read, to move, to keep safe and to erase."""

from __future__ import annotations

from assistant.cli.journal import keeping, reading
from assistant.cli.texts import group


@group("journal")
def journal() -> None:
    """Group the commands which follow."""


for command in (*reading.COMMANDS, *keeping.COMMANDS):
    journal.add_command(command)

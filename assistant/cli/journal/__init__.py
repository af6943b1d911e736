"""`lantern journal`: reads, exports, imports, backs up, encrypts and erases the journal."""

from __future__ import annotations

from assistant.cli.journal import keeping, reading
from assistant.cli.texts import group


@group("journal")
def journal() -> None:
    """Group the commands below."""


for command in (*reading.COMMANDS, *keeping.COMMANDS):
    journal.add_command(command)

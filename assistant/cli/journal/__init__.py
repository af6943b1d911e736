"""`lantern journal`: the person's own record, to read, to move, to keep safe and to erase."""

from __future__ import annotations

import click

from assistant.cli.journal import erasing, keeping, locking, moving, reading


@click.group()
def journal() -> None:
    """What was said and kept: one plain file a line an event, on this machine only."""


for command in (
    *(reading.list_, reading.search, reading.state, reading.path, reading.schema),
    *(moving.export, moving.import_),
    *(keeping.verify, keeping.backup, keeping.restore),
    erasing.erase,
    *(locking.encrypt, locking.passphrase),
):
    journal.add_command(command)

"""`lantern journal`: the person's own record, to list, to fold, to describe."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec

from assistant.cli.options import JOURNAL, gather, with_options
from assistant.journal import Journal
from assistant.memory import Memory, entry_of
from assistant.practice.events import Entry
from assistant.practice.schema import schemas
from assistant.practice.telling import told


@click.group()
def journal() -> None:
    """What was said and kept: one plain file a line an event, on this machine only."""


@journal.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, every line with its envelope.")
@with_options(JOURNAL)
def list_(as_json: bool, **given: Any) -> None:
    """Everything in the journal, oldest first.

    Example: lantern journal list --json
    """
    lines = list(Journal(gather(given).folder).lines())
    if as_json:
        click.echo(msgspec.json.encode(lines))
        return
    for line in lines:
        entry = entry_of(line)
        for words in told(entry) if isinstance(entry, Entry) else [line.type]:
            click.echo(f"{line.ts[:16].replace('T', ' ')}  {words}")
    if not lines:
        click.echo("The journal is empty. Start with: lantern morning")


@journal.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_options(JOURNAL)
def state(as_json: bool, **given: Any) -> None:
    """What follows from the journal: values, goals, what is due, reflections, intentions.

    Example: lantern journal state --json
    """
    options = gather(given)
    known = Memory(Journal(options.folder), options.clock).state()
    due = [goal.id for goal in known.due(options.clock().date())]
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(known) | {"due": due}, ensure_ascii=False))
        return
    for value in known.values:
        click.echo(f"value: {value.name}")
    for goal in known.goals:
        serves = known.value_named(goal.value)
        times = [c.outcome for c in goal.history].count("done")
        click.echo(
            f"goal: {goal.title}"
            + (f", for {serves}" if serves else "")
            + (", due today" if goal.id in due else "")
            + f", done {times} times"
        )
    click.echo(f"reflections: {len(known.reflections)}, intentions: {len(known.intentions)}")


@journal.command()
@with_options(JOURNAL)
def path(**given: Any) -> None:
    """Where the journal of this device is.

    Example: lantern journal path
    """
    click.echo(Journal(gather(given).folder).path)


@journal.command()
def schema() -> None:
    """The JSON Schema of every event.

    Example: lantern journal schema
    """
    click.echo(json.dumps(schemas(), indent=2))

"""Reading the journal: everything, what follows from it, or what was said of something."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec

from assistant import wording
from assistant.cli.journal.times import WHEN, span
from assistant.cli.opening import open_journal, say_damage
from assistant.cli.options import JOURNAL, gather, with_options
from assistant.export.plain_text import told
from assistant.export.schema import schemas
from assistant.journal import Journal
from assistant.practice.events import Entry
from assistant.practice.schedule import Schedule
from assistant.store import search as finding
from assistant.store.read_model import Record, entry_of
from assistant.store.repository import Memory

_STANDS = {"paused": "resting", "let_go": "let go", "reached": "done for good"}

AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, every line with its envelope.")
@with_options(JOURNAL)
def list_(as_json: bool, **given: Any) -> None:
    """Everything in the journal, oldest first.

    Example: lantern journal list --json
    """
    journal = open_journal(gather(given))
    lines = list(journal.lines())
    say_damage(journal)
    if as_json:
        click.echo(msgspec.json.encode(lines))
        return
    for line in lines:
        entry = entry_of(line)
        for words in told(entry) if isinstance(entry, Entry) else [line.type]:
            click.echo(f"{line.ts[:16].replace('T', ' ')}  {words}")
    if not lines:
        click.echo("The journal is empty. Start with: lantern morning")


@click.command()
@click.argument("query", nargs=-1)
@with_options(WHEN)
@click.option("--value", metavar="NAME", default="", help="Only what has to do with this value.")
@click.option("--goal", metavar="NAME", default="", help="Only what has to do with this goal.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=10, help="At most so many.")
@AS_JSON
@with_options(JOURNAL)
def search(
    query: tuple[str, ...], value: str, goal: str, limit: int, as_json: bool, **given: Any
) -> None:
    """What was said of something: the best passages first. Misspelt words are found too.

    Without QUERY: what is latest. Example: lantern journal search my sister --when "last spring"
    """
    since, until = span(given)
    options = gather(given)
    journal = open_journal(options)
    keep = Record(journal).keep(value, goal) if value or goal else None
    hits = finding.search(
        journal, " ".join(query), since=since, until=until, keep=keep, limit=limit
    )
    say_damage(journal)
    if as_json:
        click.echo(json.dumps([msgspec.to_builtins(hit) for hit in hits], ensure_ascii=False))
        return
    for hit in hits:
        click.echo(f"{hit.ts[:16].replace('T', ' ')}  {hit.passage}")
    if not hits:
        click.echo("Nothing was found.")


@click.command()
@AS_JSON
@with_options(JOURNAL)
def state(as_json: bool, **given: Any) -> None:
    """What follows from the journal: values, goals, what is due, reflections, intentions.

    Example: lantern journal state --json
    """
    options = gather(given)
    journal = open_journal(options)
    known = Memory(journal, options.clock).state()
    say_damage(journal)
    due = [goal.id for goal in known.due(options.clock().date())]
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(known) | {"due": due}, ensure_ascii=False))
        return
    for value in known.values:
        click.echo(f"value: {value.name}")
    core = [name for value in known.cards.core if (name := known.value_named(value))]
    if core:
        click.echo(f"core values: {', '.join(core)}")
    for rated in known.domains.latest().values():
        name = known.domains.own.get(rated.domain, rated.domain)
        click.echo(f"domain: {name}, matters {rated.matters:g}, lately {rated.lately:g}")
    for goal in known.goals:
        serves = known.value_named(goal.value)
        times = [c.outcome for c in goal.history].count("done")
        click.echo(
            f"goal: {goal.title}, {wording.load().often(Schedule(goal.rrule, goal.times, goal.by))}"
            + (f", for {serves}" if serves else "")
            + (", due today" if goal.id in due else "")
            + (f", {_STANDS[goal.standing]}" if goal.standing != "living" else "")
            + f", done {times} times"
        )
    click.echo(f"reflections: {len(known.reflections)}, intentions: {len(known.intentions)}")


@click.command()
@with_options(JOURNAL)
def path(**given: Any) -> None:
    """Where the journal of this device is.

    Example: lantern journal path
    """
    click.echo(Journal(gather(given).folder).path)


@click.command()
def schema() -> None:
    """The JSON Schema of every event.

    Example: lantern journal schema
    """
    click.echo(json.dumps(schemas(), indent=2))

"""Commands that list, search, export and import the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec
from dateutil.tz import tzlocal

from assistant.cli.options import JOURNAL, gather, with_options
from assistant.cli.texts import (
    command,
    echo,
    echo_error,
    option,
    text,
    usage_error,
    write,
    write_json,
)
from assistant.cli.unlocking import at_a_terminal
from assistant.cli.wiring import load_wording, open_journal, say_damage
from assistant.errors import Trouble
from assistant.export.event_lines import lines_of
from assistant.export.schema import schemas
from assistant.journal import Journal, commands
from assistant.journal.import_export import read_import
from assistant.journal.merging import Added, WouldErase
from assistant.practice.events import Entry
from assistant.practice.goals import Goal
from assistant.practice.schedule import Schedule
from assistant.practice.state import State
from assistant.store import search as finding
from assistant.store.read_model import ReadModel, entry_of, reflection_of
from assistant.store.repository import Repository
from assistant.wording import Wording
from intents import load

FORMS = {"json": "json", "md": "markdown", "csv": "csv", "ics": "ical"}
_SUFFIXES = {".markdown": "md", ".ical": "ics", ".txt": "md"}

SINCE = option("--since", metavar="WHEN")
UNTIL = option("--until", metavar="WHEN")
WHEN = (SINCE, UNTIL, option("--when", metavar="WHEN"))
AS_JSON = option("--json", "as_json", is_flag=True)


@command("journal list")
@AS_JSON
@with_options(JOURNAL)
def list_(as_json: bool, **given: Any) -> None:
    """List all events, oldest first."""
    options = gather(given)
    journal, wording = open_journal(options), load_wording(options)
    lines = list(journal.lines())
    say_damage(journal)
    if as_json:
        write_json(msgspec.json.encode(lines).decode())
        return
    for line in lines:
        entry = entry_of(line)
        for words in lines_of(entry, wording) if isinstance(entry, Entry) else [line.type]:
            write(f"{line.ts[:16].replace('T', ' ')}  {words}")
    if not lines:
        echo("journal.empty")


@command("journal search")
@click.argument("query", nargs=-1)
@with_options(WHEN)
@option("--value", metavar="NAME", default="")
@option("--goal", metavar="NAME", default="")
@option("--limit", metavar="N", type=click.IntRange(1), default=10)
@AS_JSON
@with_options(JOURNAL)
def search(
    query: tuple[str, ...], value: str, goal: str, limit: int, as_json: bool, **given: Any
) -> None:
    """Search what was said."""
    since, until = span(given)
    journal = open_journal(gather(given))
    keep = ReadModel(journal).keep(value, goal) if value or goal else None
    hits = finding.search(
        journal, " ".join(query), since=since, until=until, keep=keep, limit=limit
    )
    say_damage(journal)
    if as_json:
        write_json(json.dumps([msgspec.to_builtins(hit) for hit in hits], ensure_ascii=False))
        return
    for hit in hits:
        write(f"{hit.ts[:16].replace('T', ' ')}  {hit.passage}")
    if not hits:
        echo("journal.not_found")


@command("journal state")
@AS_JSON
@with_options(JOURNAL)
def state(as_json: bool, **given: Any) -> None:
    """Show the state that follows from all events."""
    options = gather(given)
    journal = open_journal(options)
    known = Repository(journal, options.clock).state()
    say_damage(journal)
    due = [goal.id for goal in known.due(options.clock().date())]
    if as_json:
        write_json(json.dumps(known.shown() | {"due": due}, ensure_ascii=False))
        return
    for value in known.values:
        echo("journal.value", name=value.name)
    if core := [name for value in known.cards.core if (name := known.value_named(value))]:
        echo("journal.core", names=", ".join(core))
    for rated in known.domains.latest().values():
        name = known.domains.own.get(rated.domain, rated.domain)
        echo("journal.domain", name=name, matters=f"{rated.matters:g}", lately=f"{rated.lately:g}")
    words = load_wording(options)
    for goal in known.goals:
        write(_goal_line(goal, known, goal.id in due, words))
    reflections, intentions = len(known.reflections), len(known.intentions)
    echo("journal.counts", reflections=reflections, intentions=intentions)


def _goal_line(goal: Goal, known: State, due: bool, words: Wording) -> str:
    often = words.often(Schedule(goal.rrule, goal.times, goal.by))
    line = text("journal.goal", title=goal.title, often=often)
    if value := known.value_named(goal.value):
        line += text("journal.goal_for", value=value)
    if due:
        line += text("journal.goal_due")
    if goal.standing != "living":
        line += text(f"journal.goal_{goal.standing}")
    return line + text("journal.goal_done", count=[c.outcome for c in goal.history].count("done"))


@command("journal path")
@with_options(JOURNAL)
def path(**given: Any) -> None:
    """Say where the journal of this device is."""
    write(str(Journal(gather(given).folder).path))


@command("journal schema")
def schema() -> None:
    """Show the JSON Schema of every event."""
    write_json(json.dumps(schemas(), indent=2))


@command("journal export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@option("--form", type=click.Choice(list(FORMS)))
@option("--replace", is_flag=True)
@with_options(JOURNAL)
def export(file: Path, form: str | None, replace: bool, **given: Any) -> None:
    """Write the journal to a file."""
    form = form or _SUFFIXES.get(file.suffix.lower(), file.suffix.lower().removeprefix("."))
    if form not in FORMS:
        raise usage_error("move.which_form", file=file)
    if file.exists() and not replace:
        raise Trouble("command_line.file_exists", file=file)
    options = gather(given)
    journal = open_journal(options)
    record = ReadModel(journal, load_wording(options))
    commands.export(
        journal,
        file,
        FORMS[form],
        diary_entry=record.diary_entry(),
        calendar=record.calendar,
        title=text("move.title"),
    )
    say_damage(journal)
    clear = text("move.clear") if journal.vault.encrypted else ""
    write(text("move.exported", file=file) + clear)


@command("journal import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_options(JOURNAL)
def import_(file: Path, **given: Any) -> None:
    """Import what another journal holds."""
    options = gather(given)
    journal = open_journal(options)
    if _is_jrnl(file):
        zone = options.now.tzinfo if options.now else tzlocal()
        assert zone
        added = commands.import_jrnl(journal, file, reflection_of, zone)
    else:
        added = asking_to_erase(partial(commands.import_journal, journal, file, options.clock()))
    write(added_text("imported", added))


COMMANDS = (list_, search, state, path, schema, export, import_)


def asking_to_erase(bring_in: Callable[..., Added]) -> Added:
    """Bring something in; if that erases what is here, say what, and ask first.

    Raises `Trouble` where that is not confirmed.
    """
    try:
        return bring_in()
    except WouldErase as error:
        echo_error(error)
        confirm_erasing(yes=False)
    return bring_in(may_erase=True)


def confirm_erasing(yes: bool) -> None:
    """Ask before something is erased, unless with `yes`. Raises `Trouble` without a consent."""
    if yes:
        return
    if not at_a_terminal():
        raise Trouble("command_line.not_asked")
    word = text("erase.word")
    prompt = text("erase.confirm", word=word)
    typed = click.prompt(prompt, default="", show_default=False, err=True)
    if str(typed).strip().lower() != word:
        raise Trouble("command_line.not_erased")


def added_text(how: str, added: Added) -> str:
    """Say what was added ("imported" or "restored"), and what was not and why."""
    line = text(f"move.{how}", lines=added.lines)
    for reason in ("known", "erased", "damaged"):
        if count := getattr(added, reason):
            line += text(f"move.{reason}", count=count)
    return line + text("move.end")


class _Either(msgspec.Struct):
    entries: msgspec.Raw = msgspec.Raw()
    lantern_journal: int | None = None


def _is_jrnl(file: Path) -> bool:
    try:
        found = msgspec.json.decode(read_import(file), type=_Either)
    except (Trouble, msgspec.MsgspecError, RecursionError):
        return False  # The import reports what is wrong with it.
    return found.lantern_journal is None and bool(bytes(found.entries))


def span(given: dict[str, Any]) -> tuple[date | None, date | None]:
    """Return the first and the last day given by --since, --until and --when.

    Raises `Trouble` for words that name no time.
    """
    since, until, when = (given.get(name) for name in ("since", "until", "when"))
    options = gather(given)
    today, language = options.clock().date(), options.language
    first = _read(since, today, language)[0] if since else None
    last = _read(until, today, language)[1] if until else None
    if when:
        inside = _read(when, today, language)
        first, last = max(first or inside[0], inside[0]), min(last or inside[1], inside[1])
    if first and last and first > last:
        raise Trouble("command_line.days_reversed", first=first, last=last)
    return first, last


def _read(given: str, today: date, language: str) -> tuple[date, date]:
    try:
        return (day := date.fromisoformat(given)), day
    except ValueError:
        # "2025" alone and "march" alone are times here, because nothing else is asked for.
        understood, inside = load(language), text("journal.inside", time=given)
        found = understood.period(given, today) or understood.period(inside, today)
    if found is None or found[2]:
        raise Trouble("command_line.no_time", given=given)
    return found[0], found[1]

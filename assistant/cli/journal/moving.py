"""Taking the journal elsewhere, and bringing one in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec
from dateutil.tz import tzlocal

from assistant.cli.opening import open_journal, say_damage
from assistant.cli.options import JOURNAL, gather, with_options
from assistant.errors import Trouble
from assistant.journal import commands
from assistant.journal.merging import Added
from assistant.store.read_model import Record, reflection_of

FORMS = {"json": "json", "md": "markdown", "csv": "csv", "ics": "ical"}
_SUFFIXES = {".markdown": "md", ".ical": "ics", ".txt": "md"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--form", type=click.Choice(list(FORMS)), help="Else what FILE's name ends in.")
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
@with_options(JOURNAL)
def export(file: Path, form: str | None, replace: bool, **given: Any) -> None:
    """Write the journal to FILE: all of it (json, csv), as a diary (md), the goals (ics).

    What is exported is not encrypted. Example: lantern journal export diary.md
    """
    form = form or _SUFFIXES.get(file.suffix.lower(), file.suffix.lower().removeprefix("."))
    if form not in FORMS:
        raise click.UsageError(
            f"{file} does not say in which form; please add --form json, md, csv or ics."
        )
    if file.exists() and not replace:
        raise Trouble(f"{file} is there already; please choose another name, or add --replace.")
    journal = open_journal(gather(given))
    record = Record(journal)
    commands.export(
        journal,
        file,
        FORMS[form],
        diary_entry=record.diary_entry(),
        calendar=record.calendar,
        title="Diary",
    )
    say_damage(journal)
    clear = " It is not encrypted." if journal.vault.encrypted else ""
    click.echo(f"Written to {file}; only you can read it.{clear}")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_options(JOURNAL)
def import_(file: Path, **given: Any) -> None:
    """Bring in FILE: an export of Lantern's (json), or of jrnl's (jrnl --format json).

    Nothing is brought in twice. Example: lantern journal import old.json
    """
    options = gather(given)
    journal = open_journal(options)
    if _is_jrnl(file):
        zone = options.now.tzinfo if options.now else tzlocal()
        assert zone
        added = commands.import_jrnl(journal, file, reflection_of, zone)
    else:
        added = commands.import_journal(journal, file, options.clock())
    click.echo(told(added, "brought in"))


def told(added: Added, how: str) -> str:
    """What was added, in a sentence."""
    parts = [
        f"{added.known} were here already" if added.known else "",
        f"{added.erased} had been erased here and stay so" if added.erased else "",
        f"{added.damaged} were damaged and are left there" if added.damaged else "",
    ]
    return "; ".join([f"Lines {how}: {added.lines}", *filter(None, parts)]) + "."


class _Either(msgspec.Struct):
    entries: msgspec.Raw = msgspec.Raw()
    lantern_journal: int | None = None


def _is_jrnl(file: Path) -> bool:
    try:
        found = msgspec.json.decode(file.read_bytes(), type=_Either)
    except (OSError, msgspec.MsgspecError):
        return False  # importing says what is wrong with it
    return found.lantern_journal is None and bool(bytes(found.entries))

"""Keeping the journal whole: verifying, backing up, restoring."""

from __future__ import annotations

import json
from typing import Any

import click

from assistant import wording
from assistant.cli.journal.moving import told
from assistant.cli.opening import open_for_adding, unlock
from assistant.cli.options import JOURNAL, gather, with_options
from assistant.errors import Trouble
from assistant.journal import Locked, commands


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_options(JOURNAL)
@click.pass_context
def verify(context: click.Context, /, as_json: bool, **given: Any) -> None:
    """Whether everything is as it was written. Exit status 1 where something is not.

    Needs no passphrase, and changes nothing. Example: lantern journal verify
    """
    options = gather(given)
    words = wording.load(options.language)
    report = commands.verify(options.folder)
    if as_json:
        found = [
            {"file": str(d.file), "line": d.line, "what": words.error(d.what)}
            for d in report.damage
        ]
        counts = {name: getattr(report, name) for name in ("files", "lines", "newer")}
        click.echo(json.dumps({"whole": not found, **counts, "damage": found}))
    else:
        for damage in report.damage:
            click.echo(words.error(damage.trouble))
        files = "1 file" if report.files == 1 else f"{report.files} files"
        newer = f" {report.newer} are of a later version." if report.newer else ""
        if report.damage:
            click.echo(
                f"{report.lines} lines in {files} are whole. To bring back what a backup has: "
                f"lantern journal restore.{newer}"
            )
        else:
            click.echo(f"All {report.lines} lines in {files} are as they were written.{newer}")
    if report.damage:
        context.exit(1)


@click.command()
@click.option("--list", "only_list", is_flag=True, help="Make none; list those there are.")
@with_options(JOURNAL)
def backup(only_list: bool, **given: Any) -> None:
    """Make a backup now, and read it back. One is made each day you talk with Lantern anyway.

    Example: lantern journal backup --list
    """
    options = gather(given)
    if only_list:
        for path in commands.all_backups(options.folder):
            click.echo(f"{path.stem}  {path}")
        return
    journal = open_for_adding(options)
    made = commands.back_up(journal, options.clock())
    assert made
    click.echo(f"Kept {made.lines} lines in {made.path}; it was read back and is whole.")
    if made.damaged:
        click.echo(
            f"{made.damaged} of them are damaged already, so no older backup was dropped; "
            "see: lantern journal verify",
            err=True,
        )


@click.command()
@click.argument("day", required=False)
@with_options(JOURNAL)
def restore(day: str | None, **given: Any) -> None:
    """Bring back what the backup of DAY holds and the journal lacks; the latest without DAY.

    Nothing newer is lost, and what was erased stays erased. DAY is one of
    `lantern journal backup --list`, or a backup's file. Example: lantern journal restore 2026-11-22
    """
    options = gather(given)
    journal = open_for_adding(options)
    try:
        added = commands.restore(journal, day, options.clock())
    except Locked:
        if not unlock(journal):
            raise Trouble(
                "The journal is encrypted; please restore it in a terminal, "
                "where its passphrase can be typed."
            ) from None
        added = commands.restore(journal, day, options.clock())
    click.echo(told(added, "brought back"))

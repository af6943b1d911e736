"""Erasing for good: said first what will go, then asked, then gone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from assistant.cli.journal.times import SINCE, UNTIL, span
from assistant.cli.opening import at_a_terminal, open_for_adding, unlock
from assistant.cli.options import JOURNAL, Options, gather, with_options
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.erasure import Choice, Erasure

_WORD = "erase"


@click.command()
@with_options((SINCE, UNTIL))
@click.option("--matching", metavar="WORDS", help="What has these words in it.")
@click.option("--all", "everything", is_flag=True, help="Everything; needs no passphrase.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_options(JOURNAL)
def erase(matching: str | None, everything: bool, yes: bool, **given: Any) -> None:
    """Erase for good: from the journal, its backups and its recordings.

    It says first what will go, and asks. Example: lantern journal erase --matching "my secret"
    """
    since, until = span(given)
    chosen = bool(since or until or matching)
    if everything == chosen or matching == "":
        raise click.UsageError(
            "Please say what to erase: --since, --until or --matching; or --all for everything."
        )
    options = gather(given)
    journal = open_for_adding(options)
    if everything:
        done = _erase_all(journal, options, yes)
    else:
        if not unlock(journal):
            raise Trouble(
                "The journal is encrypted; please run this in a terminal and type the passphrase. "
                "Only --all needs none."
            )
        choice = commands.choose(journal, since=since, until=until, matching=matching)
        if not choice.lines:
            click.echo("Nothing was found to erase.")
            return
        click.echo(summary(choice))
        _confirm(yes)
        done = commands.erase(journal, choice, options.clock())
    _tell(done)


def summary(choice: Choice) -> str:
    """What will be erased, in a few plain lines."""
    count, recordings = len(choice.lines), len(choice.recordings)
    days = choice.first if choice.first == choice.last else f"{choice.first} to {choice.last}"
    kinds = Counter(line.type.replace("_", " ") for line in choice.lines).most_common()
    what = ", ".join(f"{number} {kind}" for kind, number in kinds)
    return (
        f"To be erased: {_lines(count)} of {days} ({what})"
        + (f", with {_recordings(recordings)}" if recordings else "")
        + ".\nThey will be gone from the journal and its backups, and nobody can bring them back."
    )


def _erase_all(journal: Journal, options: Options, yes: bool) -> Erasure:
    click.echo(
        "To be erased: everything, with all backups' contents and all recordings.\n"
        "Nobody can bring it back."
    )
    _confirm(yes)
    return commands.erase_all(journal, options.clock())


def _confirm(yes: bool) -> None:
    if yes:
        return
    if not at_a_terminal():
        raise Trouble("Nothing was erased; please run this in a terminal, or add --yes.")
    typed = click.prompt(f'Type "{_WORD}" to erase it', default="", show_default=False, err=True)
    if str(typed).strip().lower() != _WORD:
        raise Trouble("Nothing was erased.")


def _tell(done: Erasure) -> None:
    more = f" and {_recordings(done.recordings)}" if done.recordings else ""
    click.echo(f"Erased: {_lines(done.lines)}{more}.")
    if done.waiting:
        click.echo(
            f"{_lines(sum(done.waiting.values()))} were written by other devices: they are no "
            "longer read, and go when those devices next open the journal."
        )
    if done.damaged:
        click.echo(
            f"{_lines(done.damaged)} cannot be read by anybody and were left; --all takes them.",
            err=True,
        )


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _recordings(count: int) -> str:
    return "1 recording" if count == 1 else f"{count} recordings"

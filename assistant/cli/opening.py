"""Opening the journal for a command or a conversation: the keyring first, then the person."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from assistant import wording
from assistant.cli.options import Options
from assistant.errors import Trouble
from assistant.journal import Journal, WrongPassphrase, commands

TRIES = 3


def open_journal(options: Options) -> Journal:
    """The journal, ready to be read; what opening it put right is said on standard error.

    Raises `Trouble` where it is encrypted and nobody is there to ask for the passphrase.
    """
    journal = open_for_adding(options)
    if not unlock(journal):
        raise Trouble(
            "The journal is encrypted; please run this in a terminal and type the passphrase, or "
            "keep it in the system's keyring: lantern journal passphrase remember."
        )
    return journal


def open_for_adding(options: Options) -> Journal:
    """The journal, locked if it is encrypted: enough for what needs no reading."""
    journal = Journal(options.folder)
    for notice in journal.notices:
        click.echo(wording.load(options.language).error(notice), err=True)
    return journal


def unlock(journal: Journal) -> bool:
    """Open it with the keyring's passphrase or with what is typed; False: it stays locked.

    Nothing typed leaves it locked. Raises `WrongPassphrase` after the third wrong one.
    """
    if not journal.locked:
        return True
    with suppress(WrongPassphrase):  # it was changed on another device
        commands.unlocked_by_keyring(journal)
    return not journal.locked or _ask(journal)


def _ask(journal: Journal) -> bool:
    if not at_a_terminal():
        return False
    for left in reversed(range(TRIES)):
        typed = _typed("The journal's passphrase (nothing: leave it locked)")
        if not typed:
            return False
        try:
            journal.unlock(typed)
            return True
        except WrongPassphrase as error:
            if not left:
                raise
            click.echo(wording.load("en").error(error), err=True)
    return False


def _typed(prompt: str) -> str:
    typed = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True)
    return str(typed)


def new_passphrase() -> str:
    """A passphrase typed twice. Raises `Trouble` where nobody can type."""
    if not at_a_terminal():
        raise Trouble("A passphrase is typed in a terminal; please run this in one.")
    typed = click.prompt("The new passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return str(typed)


def at_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def say_damage(journal: Journal) -> None:
    """Say on standard error what the reading of the journal had to go around."""
    if journal.damage:
        count = len(journal.damage)
        what = "A line" if count == 1 else f"{count} lines"
        click.echo(f"{what} could not be read; see: lantern journal verify", err=True)

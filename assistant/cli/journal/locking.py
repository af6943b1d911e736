"""A journal which only its passphrase opens."""

from __future__ import annotations

from typing import Any

import click

from assistant.cli.opening import at_a_terminal, new_passphrase, open_for_adding
from assistant.cli.options import JOURNAL, gather, with_options
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.encryption import forget_passphrase, remember_passphrase

LOST = "A lost passphrase is a lost journal: nobody can open it without, and there is no other way."


@click.command()
@click.option("--remember", is_flag=True, help="Keep the passphrase in the system's keyring.")
@with_options(JOURNAL)
def encrypt(remember: bool, **given: Any) -> None:
    """Encrypt the journal, its backups and recordings, under a passphrase.

    You can go on talking while it is locked; reading takes the passphrase. A lost passphrase is a
    lost journal. Example: lantern journal encrypt --remember
    """
    journal = open_for_adding(gather(given))
    if journal.vault.encrypted:
        raise Trouble(
            "The journal is encrypted already; for another passphrase: "
            "lantern journal passphrase change."
        )
    click.echo(LOST, err=True)
    done = commands.encrypt(journal, new_passphrase(), remember=remember)
    click.echo(f"The journal is encrypted. Keep {journal.folder / 'key.json'} with it.")
    if done.waiting:
        click.echo(
            f"Still in the clear are the files of {len(done.waiting)} other devices: "
            "each encrypts its own when it next opens the journal."
        )


@click.group()
def passphrase() -> None:
    """The passphrase of an encrypted journal: change it, or keep it in the keyring."""


@passphrase.command()
@with_options(JOURNAL)
def change(**given: Any) -> None:
    """Put the journal under another passphrase.

    Example: lantern journal passphrase change
    """
    journal = _encrypted(open_for_adding(gather(given)))
    old = _typed("The passphrase as it is now")
    journal.unlock(old)
    click.echo(LOST, err=True)
    commands.change_passphrase(journal, old, new_passphrase())
    click.echo("The passphrase is changed, in the backups too.")


@passphrase.command()
@with_options(JOURNAL)
def remember(**given: Any) -> None:
    """Keep the passphrase in the system's keyring, so that it need not be typed.

    Example: lantern journal passphrase remember
    """
    journal = _encrypted(open_for_adding(gather(given)))
    remember_passphrase(journal, _typed("The journal's passphrase"))
    click.echo("The system's keyring has the passphrase now.")


@passphrase.command()
@with_options(JOURNAL)
def forget(**given: Any) -> None:
    """Take the passphrase out of the system's keyring.

    Example: lantern journal passphrase forget
    """
    forget_passphrase(_encrypted(open_for_adding(gather(given))))
    click.echo("The system's keyring does not have the passphrase.")


def _encrypted(journal: Journal) -> Journal:
    if not journal.vault.encrypted:
        raise Trouble("The journal is not encrypted; to do so: lantern journal encrypt.")
    return journal


def _typed(prompt: str) -> str:
    if not at_a_terminal():
        raise Trouble("A passphrase is typed in a terminal; please run this in one.")
    return str(click.prompt(prompt, hide_input=True, err=True))

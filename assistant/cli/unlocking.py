"""Gets a journal's passphrase from the system's keyring, else asks the person."""

from __future__ import annotations

from contextlib import suppress

import click

from assistant.cli.texts import echo_error, standard_input, text
from assistant.errors import Trouble
from assistant.journal import Journal, WrongPassphrase, commands

TRIES = 3
"""How often a passphrase may be typed."""


def unlock(journal: Journal) -> bool:
    """Unlock a journal with the keyring's passphrase or a typed one. Return whether it is open.

    It stays locked if nothing is typed. Raises `WrongPassphrase` after the third wrong one.
    """
    if not journal.locked:
        return True
    with suppress(WrongPassphrase):  # The passphrase was changed on another device.
        commands.unlocked_by_keyring(journal)
    return not journal.locked or _unlock_by_typing(journal)


def _unlock_by_typing(journal: Journal) -> bool:
    if not at_a_terminal():
        return False
    for left in reversed(range(TRIES)):
        typed = click.prompt(
            text("passphrase.ask"),
            hide_input=True,
            default="",
            show_default=False,
            err=True,
        )
        if not typed:
            return False
        try:
            journal.unlock(str(typed))
            return True
        except WrongPassphrase as error:
            if not left:
                raise
            echo_error(error)
    return False


def ask_passphrase(prompt: str) -> str:
    """Ask for a passphrase once. Raises `Trouble` if there is no terminal."""
    _check_terminal()
    return str(click.prompt(prompt, hide_input=True, err=True))


def ask_new_passphrase() -> str:
    """Ask for a passphrase twice. Raises `Trouble` if there is no terminal."""
    _check_terminal()
    typed = click.prompt(
        text("passphrase.ask_new"),
        hide_input=True,
        confirmation_prompt=text("passphrase.again"),
        err=True,
    )
    return str(typed)


def at_a_terminal() -> bool:
    """Whether there is a terminal to ask at."""
    return standard_input().isatty()


def _check_terminal() -> None:
    if not at_a_terminal():
        raise Trouble("command_line.no_terminal")

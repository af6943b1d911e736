"""The command `lantern` and what it can be followed by."""

from __future__ import annotations

from typing import Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, gather, with_options


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@with_options(CHANNEL, JOURNAL, SPEECH)
@click.version_option(package_name="lantern-voice", prog_name="lantern")
@click.pass_context
def lantern(context: click.Context, /, **given: Any) -> None:
    """Talk with Lantern. Everything else can be asked for by voice.

    A private, offline voice companion for living by one's values. Not a therapist, and not an
    emergency service.

    Example: lantern morning --text
    """
    context.obj = gather(given)
    if context.invoked_subcommand is None:
        from assistant.cli.talk import talk

        talk("menu", context.obj)


@lantern.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def morning(**given: Any) -> None:
    """The check-in of the day: a value, how goals went, an intention. Two minutes.

    Example: lantern morning
    """
    from assistant.cli.talk import talk

    talk("morning_checkin", gather(given))


@lantern.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def reflect(**given: Any) -> None:
    """Speak freely, after a question or without one, until "that's all".

    Example: lantern reflect
    """
    from assistant.cli.talk import talk

    talk("reflect", gather(given))


def _add_commands() -> None:
    from assistant.cli.journal import journal

    lantern.add_command(journal)


_add_commands()

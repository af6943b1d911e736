"""The command `lantern` and what it can be followed by."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, gather, with_options

COMMANDS = {
    "values": "values",
    "cards": "values",
    "domains": "values",
    "bulls-eye": "values",
    "just-listen": "values",
    "hear": "hear",
    "understand": "understand",
    "demo": "demo",
    "journal": "journal",
    "models": "models",
    "stuck": "practice",
    "decide": "practice",
    "review": "practice",
    "ninetieth-birthday": "practice",
    "good-day": "practice",
    "letter": "practice",
    "grounding": "practice",
    "on-this-day": "practice",
    "doctor": "doctor",
    "serve": "serve",
    "listen": "listen",
    "schedule": "schedule",
}
"""Commands which are loaded only when they are asked for, by the module which holds each: the
first word is to be spoken within a second."""


class _Lantern(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"assistant.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Lantern,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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
        _talk("menu", {})


@lantern.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
@click.option("--one-thing", is_flag=True, help="One breath: just the one thing for today.")
def morning(one_thing: bool, **given: Any) -> None:
    """The check-in of the day: a value, how goals went, an intention. Two minutes.

    Example: lantern morning
    """
    _talk("one_breath" if one_thing else "morning_checkin", given)


@lantern.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def evening(**given: Any) -> None:
    """Looking back at the day: what was done, something kind, one small thing for tomorrow.

    Example: lantern evening
    """
    _talk("evening_checkin", given)


@lantern.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def goals(**given: Any) -> None:
    """Your goals: hear them, add one, change one, let one rest or go, and why.

    Example: lantern goals
    """
    _talk("goals", given)


@lantern.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def reflect(**given: Any) -> None:
    """Speak freely, after a question or without one, until "that's all".

    Example: lantern reflect
    """
    _talk("reflect", given)


def _talk(dialogue: str, given: dict[str, Any]) -> None:
    from assistant.cli.talk import talk

    talk(dialogue, gather(given))

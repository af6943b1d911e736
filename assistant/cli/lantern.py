"""The command `lantern` and its subcommands."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, gather, with_options
from assistant.cli.texts import Group, Option

COMMANDS = {
    "morning": "conversations",
    "values": "conversations",
    "review": "conversations",
    "page": "page",
    "card": "card",
    "hear": "hear",
    "understand": "understand",
    "demo": "demo",
    "journal": "journal",
    "models": "models",
    "voice": "voice",
    "doctor": "doctor",
    "learn": "learn",
    "serve": "serve",
    "show": "show",
    "listen": "listen",
    "schedule": "schedule",
}
"""Commands that do more than begin one dialogue, by the module that holds each. Modules are
imported only when needed, because the first word should be spoken within a second."""


class _Lantern(Group):
    """The commands above, and one for every dialogue that has a command in the catalogue."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(dict.fromkeys((*_dialogues(), *COMMANDS)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            module = import_module(f"assistant.cli.{COMMANDS[cmd_name]}")
            command = getattr(module, cmd_name)
            assert isinstance(command, click.Command)
            return command
        if (dialogue := _dialogues().get(cmd_name)) is None:
            return None
        from assistant.cli.conversations import conversation

        return conversation(cmd_name, dialogue)


def _dialogues() -> dict[str, str]:
    """The dialogues that have a command, by its name."""
    from assistant.dialogues.catalogue import SCRIPTS

    return {script.command: name for name, script in SCRIPTS.items() if script.command}


@click.group(
    cls=_Lantern,
    key="lantern",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@with_options(CHANNEL, JOURNAL, SPEECH)
@click.version_option(
    package_name="lantern-voice", prog_name="lantern", message="%(prog)s %(version)s", cls=Option
)
@click.pass_context
def lantern(context: click.Context, /, **given: Any) -> None:
    """Begin with the menu if no command was given."""
    context.obj = gather(given)
    if context.invoked_subcommand is None:
        from assistant.cli.talk import talk

        talk("menu", context.obj)

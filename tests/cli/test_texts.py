"""What the commands write follows the language which was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assistant import wording
from assistant.cli.lantern import lantern
from assistant.cli.texts import asked_for

ROOT = Path(__file__).parents[2]


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, *names, name)


def test_help_every_command_has_a_sentence_for_itself_and_each_option() -> None:
    missing = []
    for names in commands(lantern):
        shown = CliRunner().invoke(lantern, [*names, "--help"])
        if shown.exit_code:
            missing.append((names, shown.exception))
        elif " ".join(names) not in ("journal", "models", "voice", "journal passphrase"):
            example = " ".join(["Example: lantern", *names])
            if example not in " ".join(shown.output.split()):
                missing.append((names, "no example"))
    assert not missing


def test_command_line_texts_are_all_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "assistant" / "cli").rglob("*.py")
    )
    keys = [
        key.removeprefix("command_line.")
        for key in wording.load("en").variants
        if key.startswith("command_line.")
    ]
    made = re.compile(r"help\.|option\.|heading\.|move\.|models\.|journal\.goal_")
    unused = [key for key in keys if not made.match(key) and f'{key}"' not in code]
    assert not unused


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["morning"], "en"),
        (["morning", "--lang", "en"], "en"),
        (["--lang=en", "morning"], "en"),
        (["morning", "--lang"], "en"),
        (["morning", "--lang", "qq"], "en"),
    ],
)
def test_language_of_arguments_is_one_there_is(arguments: list[str], language: str) -> None:
    assert asked_for(arguments) == language

"""What the commands write, in the chosen language.

Help and sentences are in `wording/command_line.toml` of the language, errors in its
`wording/errors.toml`. They are looked up when they are shown. The language is that of `--lang`,
else of the settings, else English. English is used for what a translation lacks.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TextIO, TypeVar

import click

from assistant import wording
from assistant.errors import Trouble
from assistant.export.terminal import cleaned, cleaned_json
from assistant.settings import read_settings
from intents.languages import known

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_META = "assistant.language"


def text(key: str, **words: Any) -> str:
    """Return the text `command_line.<key>`, with words put in."""
    return _wording().phrase(f"command_line.{key}", **words)


def language() -> str:
    """Return the code of the language in which this command writes."""
    return _wording().language


def standard_input() -> TextIO:
    """Standard input: empty where it is closed, and with "\ufffd" for bytes that are no text."""
    if sys.stdin is None or sys.stdin.closed:
        return io.StringIO()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return sys.stdin


def write(line: str, *, err: bool = False, nl: bool = True) -> None:
    """Write a line on standard output, or on standard error, without terminal sequences."""
    click.echo(cleaned(line), err=err, nl=nl)


def write_json(text: str) -> None:
    """Write a text that is JSON on standard output, without terminal sequences."""
    click.echo(cleaned_json(text))


def echo(key: str, *, err: bool = False, **words: Any) -> None:
    """Write the text `command_line.<key>` on standard output, or on standard error."""
    write(text(key, **words), err=err)


def error_text(trouble: Trouble) -> str:
    """Return an error as a sentence."""
    return _wording().error(trouble)


def echo_error(trouble: Trouble) -> None:
    """Write an error on standard error."""
    write(error_text(trouble), err=True)


def usage_error(key: str, **words: Any) -> click.UsageError:
    """Return the error of wrong usage with the text `command_line.<key>`."""
    return click.UsageError(text(key, **words))


def asked_for(arguments: Sequence[str]) -> str:
    """Return the language that the arguments of a command ask for."""
    asked = _value_of("--lang", arguments)
    if asked is None:
        with suppress(Trouble):  # Errors in the settings are reported where they are used.
            asked = read_settings(person=_value_of("--person", arguments)).settings.language
    return asked if asked in known() else wording.FALLBACK


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    for at, argument in enumerate(arguments):
        if argument == option:
            return next(iter(arguments[at + 1 :]), None)
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return None


def _wording() -> wording.Wording:
    context = click.get_current_context(silent=True)
    asked = context.meta.get(_META) if context else None
    return wording.load(asked or asked_for(sys.argv[1:]))


class _Formatter(click.HelpFormatter):
    """Writes a page of help with the headings of the language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{text('heading.usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(text(f"heading.{heading.lower()}"))


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is the text `help.<key>`; `key` is the command as typed."""

    context_class = _Context

    def __init__(self, *args: Any, key: str = "", **settings: Any) -> None:
        self.key = key
        super().__init__(*args, **settings)

    @property
    def help(self) -> str | None:
        """The help in the chosen language."""
        return text(f"help.{self.key}")

    @help.setter
    def help(self, value: str | None) -> None:
        """Ignore the help that click takes from the docstring."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the language first, because help is shown while arguments are parsed."""
        if _META not in ctx.meta or _value_of("--lang", args):
            ctx.meta[_META] = asked_for(args)
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, with its own help in the language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = text("option.help")
        return option


class Group(Command, click.Group):
    """A command with subcommands."""


class Option(click.Option):
    """An option whose help is the text `option.<command>.<name>`, else `option.<name>`."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the chosen language."""
        if self.hidden:
            return None
        name = max(self.opts, key=len).lstrip("-")
        own = f"option.{getattr(ctx.command, 'key', '')}.{name}"
        has_own = f"command_line.{own}" in _wording().variants
        self.help = text(own if has_own else f"option.{name}")
        return super().get_help_record(ctx)


def command(key: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a function the command `key`, such as "journal list"."""
    return click.command(key.rpartition(" ")[2], cls=Command, key=key)


def group(key: str) -> Callable[[Callable[..., Any]], Group]:
    """Make a function the command `key` with subcommands."""
    return click.group(key.rpartition(" ")[2], cls=Group, key=key)


def option(*names: str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """Add an option to a command; see `click.option`."""
    return click.option(*names, cls=Option, **settings)

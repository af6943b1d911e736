"""`lantern understand`: what a sentence means, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from assistant.cli.options import JOURNAL as SHARED
from assistant.cli.options import gather, with_options
from assistant.safety import as_json, notice
from intents import Language, command, load


@click.command()
@click.argument("text", nargs=-1)
@click.option("--expecting", type=click.Choice(command.NAMES), help="What was asked for.")
@click.option("--options", default="", metavar="A,B,C", help="The options of a choice.")
@click.option("--range", "span", metavar="0,10", help="The range of a rating or a number.")
@click.option("--jsonl", is_flag=True, help="Read an object a line, print an object a line.")
@click.option("--why", is_flag=True, help="Show which phrase matched and what each stage did.")
@with_options(SHARED)
@click.pass_context
def understand(
    context: click.Context,
    /,
    text: tuple[str, ...],
    expecting: str | None,
    options: str,
    span: str | None,
    jsonl: bool,
    why: bool,
    **given: Any,
) -> None:
    """What a sentence means, given what is expected.

    With --jsonl, each line of standard input is an object with text, expecting, options, min, max
    and now, and each line of output its meaning, in the same order.

    Example: lantern understand --expecting time "quarter to nine tonight"
    """
    shared = gather(given)
    language = load(shared.language)
    if jsonl:
        context.exit(2 if _lines(language, sys.stdin) else 0)
    try:
        low, high = command.span(span)
        choices = tuple(option.strip() for option in options.split(",") if option.strip())
        expects = command.expectation(expecting, choices, low, high)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    said = " ".join(text)
    now = shared.clock()
    if why:
        click.echo(command.explain(language, said, expects, now))
        return
    meaning = command.as_json(language.understand(said, expects, now=now), expects)
    click.echo(json.dumps(_concerned(meaning), ensure_ascii=False))


def _concerned(meaning: dict[str, Any]) -> dict[str, Any]:
    """A meaning with what safety notices in its words: null, or a class and its certainty."""
    return meaning | {"concern": as_json(notice(meaning["text"]))}


def _lines(language: Language, lines: Iterable[str]) -> int:
    """Answer each line; give how many could not be read."""
    wrong = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise ValueError('not an object; write {"text": "..."}')
            answer = _concerned(command.answer(language, request))
        except ValueError as error:
            wrong += 1
            answer = {"error": str(error)}
            click.echo(f"Line {number}: {error}", err=True)
        click.echo(json.dumps(answer, ensure_ascii=False))
    return wrong

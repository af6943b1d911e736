"""`lantern understand`: what a sentence means, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from assistant.cli.options import JOURNAL, gather, with_options
from assistant.cli.texts import command, echo, option, standard_input, write, write_json
from assistant.cli.texts import text as text_of
from assistant.safety import as_json, notice
from intents import Language, load
from intents import command as understanding


@command("understand")
@click.argument("text", nargs=-1)
@option("--expecting", type=click.Choice(understanding.NAMES))
@option("--options", default="", metavar="A,B,C")
@option("--range", "span", metavar="0,10")
@option("--jsonl", is_flag=True)
@option("--why", is_flag=True)
@with_options(JOURNAL)
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
    """Understand a sentence, or each line of standard input."""
    shared = gather(given)
    language = load(shared.language)
    if jsonl:
        context.exit(2 if _lines(language, standard_input()) else 0)
    try:
        low, high = understanding.span(span)
        choices = tuple(option.strip() for option in options.split(",") if option.strip())
        expects = understanding.expectation(expecting, choices, low, high)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    said = " ".join(text)
    now = shared.clock()
    if why:
        write(understanding.explain(language, said, expects, now))
        return
    meaning = understanding.as_json(language.understand(said, expects, now=now), expects)
    write_json(json.dumps(_concerned(meaning, language), ensure_ascii=False))


def _concerned(meaning: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return a meaning with the safety finding: null, or a class and its certainty."""
    return meaning | {"concern": as_json(notice(meaning["text"], language.name))}


def _lines(language: Language, lines: Iterable[str]) -> int:
    """Answer each line. Return how many could not be read."""
    wrong = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise ValueError(text_of("understand.no_object"))
            answer = _concerned(understanding.answer(language, request), language)
        except ValueError as error:
            wrong += 1
            answer = {"error": str(error)}
            echo("understand.line", err=True, line=number, what=error)
        write_json(json.dumps(answer, ensure_ascii=False))
    return wrong

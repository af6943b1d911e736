"""``python -m intents TEXT``: what a sentence means, as JSON; the assistant is not needed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from intents import command
from intents.language import Language
from intents.loading import load


def main(arguments: list[str] | None = None) -> int:
    """Runs the command. Returns 0 (done) or 2 (wrong usage)."""
    options = _parser().parse_args(arguments)
    language = load(options.lang)
    if options.jsonl:
        return _lines(language, sys.stdin)
    try:
        low, high = command.span(options.range)
        choices = tuple(o.strip() for o in options.options.split(",") if o.strip())
        expects = command.expectation(options.expecting, choices, low, high)
        now = command.moment(options.now)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    text = " ".join(options.text)
    if options.why:
        print(command.explain(language, text, expects, now))
    else:
        print(json.dumps(command.as_json(language.understand(text, expects, now=now), expects)))
    return 0


def _lines(language: Language, lines: Iterable[str]) -> int:
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            if not isinstance(request, dict):
                raise ValueError('not an object; write {"text": "..."}')
            print(json.dumps(command.answer(language, request)), flush=True)
        except ValueError as error:
            print(json.dumps({"error": str(error)}), flush=True)
            print(f"line {number}: {error}", file=sys.stderr)
            status = 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m intents",
        description="What a sentence means, as JSON.",
        epilog='example: python -m intents --expecting time "quarter to nine tonight"',
    )
    parser.add_argument("text", nargs="*", help="the sentence")
    parser.add_argument("--expecting", choices=command.NAMES, help="what was asked for")
    parser.add_argument("--options", default="", help="the options of a choice: a,b,c")
    parser.add_argument("--range", help="the range of a rating or number: 0,10")
    parser.add_argument("--now", help="the moment it is said: 2026-11-23T08:00")
    parser.add_argument("--lang", default="en", help="the language")
    parser.add_argument(
        "--jsonl", action="store_true", help="read an object a line, print one a line"
    )
    parser.add_argument("--why", action="store_true", help="show what each stage did")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""From when to when: days, or words for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from assistant.cli.options import gather
from assistant.errors import Trouble
from intents import load

SINCE = click.option("--since", metavar="WHEN", help='From this day on (2026-03-01, "last week").')
UNTIL = click.option("--until", metavar="WHEN", help="Up to this day.")
WHEN = (
    SINCE,
    UNTIL,
    click.option("--when", metavar="WHEN", help='In this time: "last spring", "in march", 2025.'),
)


def span(given: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day which --since, --until and --when give.

    Raises `Trouble` for words which name no time.
    """
    since, until, when = (given.get(name) for name in ("since", "until", "when"))
    options = gather(given)
    today, language = options.clock().date(), options.language
    first = _read(since, today, language)[0] if since else None
    last = _read(until, today, language)[1] if until else None
    if when:
        inside = _read(when, today, language)
        first, last = max(first or inside[0], inside[0]), min(last or inside[1], inside[1])
    if first and last and first > last:
        raise Trouble(f"{first} comes after {last}; please give the earlier day first.")
    return first, last


def _read(text: str, today: date, language: str) -> tuple[date, date]:
    try:
        return (day := date.fromisoformat(text)), day
    except ValueError:
        # "2025" alone and "march" alone are times here, where nothing else is asked for.
        understood = load(language)
        found = understood.period(text, today) or understood.period(f"in {text}", today)
    if found is None or found[2]:
        raise Trouble(
            f"I cannot tell when {text!r} is; please write a day such as 2026-03-01, "
            'or "last spring".'
        )
    return found[0], found[1]

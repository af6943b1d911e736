"""The conversations as commands: `lantern morning`, `lantern values` and so on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, Options, gather, with_options
from assistant.cli.texts import command, echo, option, write
from assistant.errors import Trouble
from assistant.export.files import write_file


@command("morning")
@with_options(CHANNEL, JOURNAL, SPEECH)
@option("--one-thing", is_flag=True)
def morning(one_thing: bool, **given: Any) -> None:
    """Have the check-in of the day, or only its shortest form."""
    start("one_breath" if one_thing else "morning_checkin", gather(given))


@command("values")
@option("--card", is_flag=False, flag_value="-", metavar="[FILE]")
@with_options(CHANNEL, JOURNAL, SPEECH)
def values(card: str | None, **given: Any) -> None:
    """Explore values, or print the card of the core values."""
    if card is None:
        start("explore_values", gather(given))
    else:
        _print_card(card, gather(given))


@command("review")
@option("--page", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@with_options(CHANNEL, JOURNAL, SPEECH)
def review(page: Path | None, **given: Any) -> None:
    """Look back at the week, or write a page about the last four weeks."""
    options = gather(given)
    if page is None:
        start("weekly_review", options)
        return
    from assistant.cli.page import WEEKS, write_page
    from assistant.practice.overview import Span

    plain = page.suffix.lower() not in (".html", ".htm")
    write_page(options, Span.of_weeks(WEEKS, options.clock().date()), file=page, plain=plain)


def conversation(name: str, dialogue: str) -> click.Command:
    """Return the command `name`, which only begins a dialogue."""

    @command(name)
    @with_options(CHANNEL, JOURNAL, SPEECH)
    def begin(**given: Any) -> None:
        start(dialogue, gather(given))

    return begin


def start(dialogue: str, options: Options) -> None:
    """Have the conversation of a dialogue."""
    from assistant.cli.talk import talk

    talk(dialogue, options)


def _print_card(where: str, options: Options) -> None:
    from assistant.cli.wiring import load_wording, open_journal
    from assistant.export.values_card import as_html, as_text, values_card
    from assistant.store.repository import Repository

    words = load_wording(options)
    card = values_card(Repository(open_journal(options), options.clock).state())
    if card is None:
        raise Trouble("command_line.no_value")
    title = words.variants["values_card.title_of" if card.name else "values_card.title"][0]
    day = words.date(str(card.day)) if card.day else ""
    html = where.lower().endswith((".html", ".htm"))
    title = title.format(name=card.name)
    text = as_html(card, title, day, options.language) if html else as_text(card, title, day)
    if where == "-":
        write(text, nl=False)
        return
    try:
        write_file(Path(where), text)
    except OSError as error:
        reason = error.strerror
        raise Trouble("command_line.card_not_written", file=where, reason=reason) from error
    echo("talk.card_written", file=where)

"""What matters, and being heard: `lantern values`, `cards`, `domains` and others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, gather, with_options


@click.command()
@click.option(
    "--card",
    is_flag=False,
    flag_value="-",
    metavar="[FILE]",
    help="Print the card of your core values; into FILE (.html for a page, else text).",
)
@with_options(CHANNEL, JOURNAL, SPEECH)
def values(card: str | None, **given: Any) -> None:
    """A question about what matters to you, and the values heard in your answer.

    Example: lantern values --card my-values.html
    """
    if card is not None:
        _print_card(card, given)
        return
    _talk("explore_values", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def cards(**given: Any) -> None:
    """Sort value cards by voice, in as many sittings as you like, down to the few closest to you.

    Example: lantern cards
    """
    _talk("card_sort", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def domains(**given: Any) -> None:
    """The parts of your life: how much each matters, and how much it showed up lately.

    Example: lantern domains
    """
    _talk("rate_domains", given)


@click.command("bulls-eye")
@with_options(CHANNEL, JOURNAL, SPEECH)
def bulls_eye(**given: Any) -> None:
    """One question: how close to the centre was last week?

    Example: lantern bulls-eye
    """
    _talk("bulls_eye", given)


@click.command("just-listen")
@with_options(CHANNEL, JOURNAL, SPEECH)
def just_listen(**given: Any) -> None:
    """Be heard: no question, until you ask for one.

    Example: lantern just-listen
    """
    _talk("just_listen", given)


def _talk(dialogue: str, given: dict[str, Any]) -> None:
    from assistant.cli.talk import talk

    talk(dialogue, gather(given))


def _print_card(where: str, given: dict[str, Any]) -> None:
    from assistant import wording
    from assistant.cli.opening import open_journal
    from assistant.errors import Trouble
    from assistant.export.values_card import as_html, as_text, values_card
    from assistant.store.repository import Memory

    options = gather(given)
    words = wording.load(options.language)
    card = values_card(Memory(open_journal(options), options.clock).state())
    if card is None:
        raise Trouble("There is no value to print yet. Find a first one with: lantern cards.")
    title = words.variants["values_card.title_of" if card.name else "values_card.title"][0]
    day = words.date(str(card.day)) if card.day else ""
    html = where.lower().endswith((".html", ".htm"))
    text = (as_html if html else as_text)(card, title.format(name=card.name), day)
    if where == "-":
        click.echo(text, nl=False)
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Trouble(
            f"The card could not be written to {where} ({error.strerror}); name another file."
        ) from error
    click.echo(f"Your card is in {where}.")

"""The practice's other conversations: what is in the way, decisions, exercises, looking back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, Options, gather, with_options
from assistant.errors import Trouble


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def stuck(**given: Any) -> None:
    """Look at what gets in the way: what happens, a name for it, a way on.

    Example: lantern stuck
    """
    _talk("stuck", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def decide(**given: Any) -> None:
    """Look at a hard decision: the ways, what each serves and costs, a small first try.

    Example: lantern decide
    """
    _talk("decide", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def ninetieth_birthday(**given: Any) -> None:
    """The speech at your ninetieth birthday, and what of it is true already.

    Example: lantern ninetieth-birthday
    """
    _talk("ninetieth_birthday", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def good_day(**given: Any) -> None:
    """A day you would live again, and five minutes of it this week.

    Example: lantern good-day
    """
    _talk("good_day", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def letter(**given: Any) -> None:
    """A letter to yourself, read to you on a day you choose.

    Example: lantern letter
    """
    _talk("letter", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def grounding(**given: Any) -> None:
    """A quiet moment: a few breaths, or the five senses.

    Example: lantern grounding
    """
    _talk("grounding", given)


@click.command()
@with_options(CHANNEL, JOURNAL, SPEECH)
def on_this_day(**given: Any) -> None:
    """What you said on this day a year ago, or a while ago.

    Example: lantern on-this-day
    """
    _talk("on_this_day", given)


@click.command()
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a page of the last four weeks instead, to print or read aloud.",
)
@with_options(CHANNEL, JOURNAL, SPEECH)
def review(page: Path | None, **given: Any) -> None:
    """Look back at the week: what was lived, what was hard, one adjustment.

    With --page FILE a page of the last four weeks is written instead: HTML where the name ends in
    .html, else text; "-" prints it. Reflections and letters are not on it.

    Example: lantern review --page review.html
    """
    if page is None:
        _talk("weekly_review", given)
        return
    options = gather(given)
    text = _page(options, page.suffix.lower() in (".html", ".htm"))
    if str(page) == "-":
        click.echo(text, nl=False)
        return
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Trouble(
            f"The page could not be written to {page} ({error.strerror}); please choose another "
            "place for it."
        ) from error
    click.echo(f"Written to {page}.")


def _page(options: Options, html: bool) -> str:
    from assistant import wording
    from assistant.cli.opening import open_journal, say_damage
    from assistant.export.page import as_html, as_text, page
    from assistant.store.read_model import Record

    journal = open_journal(options)
    state = Record(journal).state
    say_damage(journal)
    made = page(state, options.clock().date(), wording.load(options.language))
    return as_html(made, options.language) if html else as_text(made)


def _talk(dialogue: str, given: dict[str, Any]) -> None:
    from assistant.cli.talk import talk

    talk(dialogue, gather(given))

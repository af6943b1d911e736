"""`lantern page`: the pictures of some weeks, in one file to look at, print or hand on."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click

from assistant.cli.options import JOURNAL, Options, gather, with_options
from assistant.cli.texts import command, echo, option, write
from assistant.errors import Trouble
from assistant.practice.overview import PARTS, Part, Span
from assistant.practice.pages import PageFor

WEEKS = 4
PLAIN = frozenset({".txt", ".md"})
"""A file whose name ends so is written as plain text, and so is a page printed to a terminal."""


@command("page")
@option("--weeks", type=click.IntRange(1, 1200), metavar="N")
@option("--from", "since", metavar="WHEN")
@option("--to", "until", metavar="WHEN")
@option("--for", "reader", type=click.Choice(["me", "therapist"]), default="me")
@option("--show", type=click.Choice(PARTS), multiple=True)
@option("-o", "--output", "file", type=click.Path(path_type=Path), metavar="FILE")
@option("--open", "opens", is_flag=True)
@with_options(JOURNAL)
def page(
    weeks: int | None,
    reader: PageFor,
    show: tuple[Part, ...],
    file: Path | None,
    opens: bool,
    **given: Any,
) -> None:
    """Write the page of some weeks."""
    from assistant.cli.journal.reading import span as days_given

    options = gather(given)
    first, last = days_given(given)
    today = options.clock().date()
    last = last or today
    if weeks or first is None:
        first = max(first or last.min, Span.of_weeks(weeks or WEEKS, last).first)
    if first > last:
        raise Trouble("command_line.days_reversed", first=first, last=last)
    plain = file is not None and (str(file) == "-" or file.suffix.lower() in PLAIN)
    write_page(options, Span(first, last), reader, show, file, plain=plain, opens=opens)


def write_page(
    options: Options,
    span: Span,
    reader: PageFor = "me",
    show: tuple[Part, ...] = (),
    file: Path | None = None,
    *,
    plain: bool = False,
    opens: bool = False,
) -> None:
    """Write a page, say where it is and what a therapist sees on it, and open it if wanted."""
    from assistant.cli.wiring import load_wording, open_journal, say_damage
    from assistant.store.pages import Pages, name_of, parts_for
    from assistant.store.read_model import ReadModel

    words = load_wording(options)
    journal = open_journal(options)
    state = ReadModel(journal).state
    say_damage(journal)
    parts = show or parts_for(state, reader)
    if parts is None:
        raise Trouble("command_line.nothing_chosen", parts=PARTS)
    pages, made = Pages(options.folder, words), options.clock().date()
    rendered = pages.render(state, span, made, reader, parts, plain=plain)
    if str(file) == "-":
        write(rendered, nl=False)
        return
    where = pages.write(rendered, file or name_of(made, reader))
    echo("talk.written", file=where)
    if reader == "therapist":
        echo("page.shows", parts=tuple(words.phrase(f"page.part.{part}") for part in parts))
    if journal.vault.encrypted:
        echo("page.clear")
    if opens:
        webbrowser.open(where.absolute().as_uri())

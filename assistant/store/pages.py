"""Makes pages and writes them into a folder beside the journal, each as a new file of its owner's.

A page is in the clear, also where the journal is encrypted, and holds the person's words. So what
is erased from the journal takes the pages in that folder with it: they can be made again.
"""

from __future__ import annotations

import webbrowser
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.export.files import write_file
from assistant.journal.commands import PAGES
from assistant.practice.overview import PARTS, PRIVATE, Part, Span, overview
from assistant.practice.pages import PageAsked, PageFor
from assistant.practice.state import State
from assistant.wording import Wording


def parts_for(state: State, reader: PageFor) -> tuple[Part, ...] | None:
    """Return the parts to show: for a therapist those chosen, None where none were chosen yet."""
    if reader == "me":
        return tuple(part for part in PARTS if part not in PRIVATE)
    if state.parts_shown is None:
        return None
    return tuple(part for part in PARTS if part in state.parts_shown)


class Pages:
    """The pages of a person."""

    def __init__(self, folder: Path, words: Wording, *, opens: bool = False) -> None:
        """`folder` is the one of the journal. `opens`: the person has a screen on this machine."""
        self.folder = folder / PAGES
        self._opens = opens
        self._words = words

    def make(self, state: State, asked: PageAsked, made: date) -> Say:
        """Make the page that was asked for in a conversation; return what to say of it.

        Raises `Trouble` where it cannot be written.
        """
        parts = parts_for(state, asked.reader) or ()
        span = Span(date.fromisoformat(asked.first), date.fromisoformat(asked.last))
        rendered = self.render(state, span, made, asked.reader, parts)
        where = self.write(rendered, name_of(made, asked.reader))
        told: dict[str, Any] = {"first": asked.first, "last": asked.last, "name": where.name}
        if not asked.opens:
            return Say("make_page.made", **told)
        opened = self._opens and webbrowser.open(where.absolute().as_uri())
        return Say("make_page.opened" if opened else "make_page.not_opened", **told)

    def render(
        self,
        state: State,
        span: Span,
        made: date,
        reader: PageFor,
        parts: Collection[Part],
        *,
        plain: bool = False,
    ) -> str:
        """Return a page, as HTML or as plain text."""
        from assistant.export.page import as_html, as_text

        words = self._words
        seen = overview(state, span, parts, words.families(), words.language)
        return (as_text if plain else as_html)(seen, made, words, reader)

    def write(self, page: str, file: Path | str) -> Path:
        """Write a page to `file`; a mere name is one in the folder. Return where it is.

        Raises `Trouble` where it cannot be written.
        """
        where = self.folder / file if isinstance(file, str) else file
        try:
            if isinstance(file, str):
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_file(where, page)
        except OSError as error:
            reason = error.strerror
            raise Trouble("command_line.page_not_written", file=where, reason=reason) from error
        return where


def name_of(made: date, reader: PageFor) -> str:
    """Return the name of the page made on a day for a reader."""
    return f"page-{made}.html" if reader == "me" else f"page-{made}-{reader}.html"

"""Makes pages and writes them into a folder beside the journal, each as a new file of its owner's.

A page is in the clear, also where the journal is encrypted, and holds the person's words. So what
is erased from the journal takes the pages in that folder with it: they can be made again.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path

from assistant.errors import Trouble
from assistant.export.files import write_file
from assistant.export.page import as_html, as_text
from assistant.practice.overview import PARTS, PRIVATE, Part, Span, overview
from assistant.practice.pages import PageFor
from assistant.practice.state import State
from assistant.wording import Wording

FOLDER = "pages"


def parts_for(state: State, reader: PageFor) -> tuple[Part, ...] | None:
    """Return the parts to show: for a therapist those chosen, None where none were chosen yet."""
    if reader == "me":
        return tuple(part for part in PARTS if part not in PRIVATE)
    if state.parts_shown is None:
        return None
    return tuple(part for part in PARTS if part in state.parts_shown)


class Pages:
    """The pages of a person. `folder` is the one of their journal."""

    def __init__(self, folder: Path, words: Wording) -> None:
        self.folder = folder / FOLDER
        self._words = words

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
        words = self._words
        seen = overview(state, span, parts, words.families(), words.language)
        return (as_text if plain else as_html)(seen, made, words, reader)

    def write(self, page: str, made: date, reader: PageFor, file: Path | None = None) -> Path:
        """Write a page to `file`, or to a file of its day in the folder. Return where it is.

        Raises `Trouble` where it cannot be written.
        """
        where = file or self.folder / f"{made}-{reader}.html"
        try:
            if file is None:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_file(where, page)
        except OSError as error:
            reason = error.strerror
            raise Trouble("command_line.page_not_written", file=where, reason=reason) from error
        return where

    def forget(self) -> None:
        """Remove the pages in the folder: what was erased may stand on them."""
        for page in self.folder.glob("*.html"):
            with suppress(OSError):
                page.unlink()

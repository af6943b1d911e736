"""What can be wrong with a language."""

from __future__ import annotations


class LanguageError(Exception):
    """A language file has a mistake. The message names file and line, and says what to write."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what

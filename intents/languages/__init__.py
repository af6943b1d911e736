"""The languages, a folder each, and where to find them.

Everything which is written in a language stands in its folder; whoever reads one of its files asks
`folder_of` where it is. The environment variable `LANTERN_LANGUAGES` names another folder of
languages, which is searched before this one: for a translation in the making, and for tests.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from intents.errors import LanguageError
from intents.rules import Rules

VARIABLE = "LANTERN_LANGUAGES"
_MARK = "habits.toml"
"""The file which makes a folder a language."""


def folder_of(language: str) -> Path:
    """The folder of a language. Raises `LanguageError` where there is none."""
    for folder in _folders():
        if language.isidentifier() and (folder / language / _MARK).is_file():
            return folder / language
    raise LanguageError(language, f"is not a language known here; known are {', '.join(known())}")


def known() -> list[str]:
    """The names of all languages there are."""
    return sorted({path.parent.name for folder in _folders() for path in folder.glob(f"*/{_MARK}")})


def rules_of(language: str) -> Rules:
    """The rules of a language: the module `rules` of its folder."""
    folder = str(folder_of(language).parent)
    if folder not in __path__:
        __path__.insert(0, folder)
    return cast(Rules, importlib.import_module(f"intents.languages.{language}.rules"))


def _folders() -> Iterator[Path]:
    if more := os.environ.get(VARIABLE):
        yield Path(more)
    yield Path(__file__).parent

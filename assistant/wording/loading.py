"""Reads the wording of a language from the TOML files in its folder ``wording``.

A file ``morning.toml`` holds the keys that begin with ``morning.``; ``common.toml`` holds whole
keys. A key has one wording or several variants. `AS_SAID` at the top of a file says where the
person's words are read exactly as they were said: ``true`` for the whole file, or a list of the
beginnings of keys in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.errors import Trouble
from assistant.wording.wording import Variants, Wording
from intents import LanguageError
from intents.languages import folder_of, known

COMMON = "common"
AS_SAID = "as_said"
FALLBACK = "en"
LENT = ("errors.", "command_line.", "show.")
"""The beginnings of the keys whose English wording is used if a translation has none."""


@cache
def load(language: str = "en") -> Wording:
    """Read the wording of a language.

    Raises `Trouble` for an unknown language, or a file with a mistake in it.
    """
    try:
        folder = folder_of(language) / "wording"
    except LanguageError:
        raise Trouble("language.unknown", language=language, known=known()) from None
    variants: dict[str, tuple[str, ...]] = {}
    if language != FALLBACK:
        english = load(FALLBACK).variants
        variants |= {key: text for key, text in english.items() if key.startswith(LENT)}
    as_said: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise Trouble("wording.broken", path=file, reason=str(error)) from error
        topic = "" if file.stem == COMMON else file.stem
        as_said += _marked(topic, table.pop(AS_SAID, False))
        for key, value in table.items():
            variants |= _flat(f"{topic}.{key}" if topic else key, value)
    return Wording(variants, as_said, language)


def _marked(topic: str, mark: bool | list[str]) -> Iterator[str]:
    """Yield the beginnings of the keys that a file marks."""
    if isinstance(mark, list):
        yield from (f"{topic}.{key}" if topic else key for key in mark)
    elif mark:
        yield topic


def _flat(key: str, value: Any) -> Variants:
    if isinstance(value, str):
        return {key: (value,)}
    if isinstance(value, list):
        return {key: tuple(value)}
    return {k: v for name, inner in value.items() for k, v in _flat(f"{key}.{name}", inner).items()}

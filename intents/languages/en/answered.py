"""The whole answers of ``answers.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from intents import source
from intents.prepared import tables

Words = tuple[str, ...]

_PATH = Path(__file__).parent / "answers.toml"


@cache
def answers(table: str, key: str) -> tuple[Words, ...]:
    """The answers at `key` of a table, the longest first."""
    lines = source.strings(_PATH, _read().get(table, {}), key, table).lines
    return tuple(sorted((tuple(line.split()) for line in lines), key=len, reverse=True))


@cache
def _read() -> dict[str, dict[str, object]]:
    return tables(_PATH)

"""Answers in older journals, which hold the English labels of options instead of ids."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_PATH = Path(__file__).parent / "old_labels.toml"


def id_of(table: str, label: str) -> str:
    """Return the id of the option that was stored as `label`; `label` itself if it is not old.

    `table` is the name of the options, as in `intents.Choice.named`.
    """
    return _tables().get(table, {}).get(label, label)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_PATH.read_text(encoding="utf-8"))

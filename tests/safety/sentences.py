"""The sentences which the rules are measured on, by class."""

from __future__ import annotations

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("dev", "held_out")


def sentences(part: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Those to be noticed and those to be quiet about, by class; a twin counts in both."""
    table = tomllib.loads((HERE / f"{part}.toml").read_text(encoding="utf-8"))
    concern, quiet = table["concern"], table["quiet"]
    for kind, twins in table.get("twins", {}).items():
        concern[kind] += [noticed for noticed, _ in twins]
        quiet["idiom"] += [idiom for _, idiom in twins]
    return concern, quiet

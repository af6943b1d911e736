"""The sentences which noticing is measured on, by class."""

from __future__ import annotations

from pathlib import Path

from assistant.safety import training

FILES = {
    "dev": training.material("en"),
    "held_out": Path(__file__).parent / "held_out.toml",
}
PARTS = tuple(FILES)


def sentences(part: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Those to be noticed and those to be quiet about, by class; a twin counts in both."""
    return training.sentences(FILES[part])

"""How important something is, and which of a few are meant."""

import tomllib
from pathlib import Path

import pytest

from intents import Importance, Several, load

SAID = tomllib.loads(Path(__file__).with_name("importances.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("said", "meant"), SAID["importance"])
def test_how_important(said: str, meant: str) -> None:
    meaning = load("en").understand(said, Importance())
    assert (meaning.value if meaning.kind == "answer" else "") == meant


@pytest.mark.parametrize(("said", "meant"), SAID["several"])
def test_which_of_a_few(said: str, meant: str) -> None:
    meaning = load("en").understand(said, Several(("courage", "family")))
    words = " ".join(meaning.value) or "none" if meaning.kind == "answer" else ""
    assert words == meant

"""How important something is, and which of a few are meant."""

import tomllib
from pathlib import Path

from intents import Importance, Several, load
from tests.tables import each

SAID = tomllib.loads(Path(__file__).with_name("importances.toml").read_text(encoding="utf-8"))


@each(("said", "meant"), SAID["importance"])
def test_importance_is_read_as_meant(said: str, meant: str) -> None:
    meaning = load("en").understand(said, Importance())
    assert (meaning.value if meaning.kind == "answer" else "") == meant


@each(("said", "meant"), SAID["several"])
def test_several_is_read_as_meant(said: str, meant: str) -> None:
    meaning = load("en").understand(said, Several(("courage", "family")))
    words = " ".join(meaning.value) or "none" if meaning.kind == "answer" else ""
    assert words == meant

"""The page of all conversations is up to date, and has all of them in it."""

import re
from pathlib import Path

import pytest

from assistant import wording
from assistant.dialogues import SCRIPTS
from assistant.dialogues.document import document, groups

PAGE = Path(__file__).parents[2] / "docs" / "conversations.md"
NOW = document(wording.load("en"))


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == NOW, "run: python -m assistant.dialogues.document"


def test_every_conversation_stands_there_once() -> None:
    named = [name for _, names in groups() for name in names]
    assert sorted(named) == sorted(SCRIPTS)


@pytest.mark.parametrize(
    "said",
    [
        "What happens, just when you would begin?",
        "how willing are you to have this feeling along",
        "Are you thinking about ending your life?",
        "One of the [questions](#questions)",
    ],
)
def test_what_is_said_stands_there(said: str) -> None:
    assert said in NOW


def test_every_link_leads_somewhere() -> None:
    headings = {h.lower().replace(" ", "-") for h in re.findall(r"(?m)^##+ (.+)$", NOW)}
    assert set(re.findall(r"\]\(#([^)]+)\)", NOW)) <= headings


def test_it_can_be_read_in_one_sitting() -> None:
    assert len(NOW.split()) < 25_000

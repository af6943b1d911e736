"""The card of one's core values, printed; values, cards, domains and the rest as commands."""

import io
from pathlib import Path

import pytest

SORTED = "very\n" * 6 + "not\n" * 18 + "no\n" + "the first one\n" * 20


@pytest.fixture
def typed(lantern, monkeypatch):
    def run(command: str, said: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        done = lantern(command, "--text")
        assert done.status == 0, done.err
        return done.out

    return run


def test_values_card_is_written_as_text_and_as_a_page(lantern, typed, tmp_path: Path) -> None:
    typed("cards", SORTED)

    text = lantern("values", "--card").out
    assert "What matters most to me" in text
    assert "1. Purpose" in text
    assert "   the first one" in text, "what living it looks like, as it was said"
    assert len({len(line) for line in text.splitlines()}) == 1, "a frame to cut out"

    page = tmp_path / "card.html"
    lantern("values", f"--card={page}")
    html = page.read_text(encoding="utf-8")
    assert "<strong>Purpose</strong>" in html
    assert "://" not in html, "it needs nothing but itself"


def test_values_card_escapes_the_persons_words(lantern, typed, tmp_path: Path) -> None:
    typed("values", "name a value\n<b>kindness</b>\nno\n")
    page = tmp_path / "card.html"
    lantern("values", f"--card={page}")
    assert "<b>" not in page.read_text(encoding="utf-8")


def test_values_card_without_values_says_where_to_begin(lantern) -> None:
    done = lantern("values", "--card")
    assert done.status == 1
    assert done.err.strip() == (
        "There is no value to print yet. Find a first one with: lantern cards."
    )


@pytest.mark.parametrize("command", ["values", "cards", "domains", "bulls-eye", "just-listen"])
def test_dialogue_command_begins_the_dialogue(typed, command: str) -> None:
    assert typed(command, "stop\n").startswith("lantern: ")

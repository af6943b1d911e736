"""What Lantern says of what is kept is true, and dictated words can be erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.safety.test_talk import Sitting

WORDS = "My family would be better off without me."


@pytest.fixture
def reflected(tmp_path: Path) -> Sitting:
    """A sitting at the end of the talk about words of a reflection."""
    sitting = Sitting(tmp_path / "journal", "reflect")
    for said in ("no", "The bus was late.", WORDS, "And it rained.", "that's all"):
        sitting.you(said)
    sitting.through_danger()
    assert "Shall I delete those words" in sitting.you("go on")
    return sitting


def test_take_it_out_yes_erases_the_words(reflected: Sitting) -> None:
    said = reflected.you("yes")
    assert "deleted those words" in said
    assert WORDS not in reflected.on_disk()
    assert "The bus was late." in reflected.on_disk()
    assert "And it rained." in reflected.on_disk()


@pytest.mark.parametrize("answer", ["no", "hm, the kettle"])
def test_take_it_out_no_or_unclear_keeps_the_words(reflected: Sitting, answer: str) -> None:
    assert "those words stay" in reflected.you(answer)
    assert WORDS in reflected.on_disk()


def test_going_back_words_kept_in_an_answer_are_not_denied(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "stuck")
    sitting.you("I want to die")
    sitting.you("no")
    said = sitting.you("go on")
    assert ("None of this was written down" in said) is ("want to die" not in sitting.on_disk())


def test_going_back_nothing_kept_says_so(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to die")
    sitting.you("no")
    assert "None of this was written down" in sitting.you("go on")
    assert "want to die" not in sitting.on_disk()


def test_take_it_out_first_words_of_a_reflection_are_erased(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("I want to kill myself and I have thought of it all day")
    sitting.through_danger()
    assert "Shall I delete those words" in sitting.you("go on")
    sitting.you("yes")
    assert "kill myself" not in sitting.on_disk()

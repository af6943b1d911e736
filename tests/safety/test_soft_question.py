"""The soft question: what answers it, and what becomes of what was said before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.safety.test_talk import Sitting

HEAVY = "I can't do this anymore"


@pytest.fixture
def asked(tmp_path: Path) -> Sitting:
    """One who was asked softly, when asked what gets in the way."""
    sitting = Sitting(tmp_path / "journal", "stuck")
    assert "Are you safe right now?" in sitting.you(HEAVY)
    return sitting


def test_what_answers_something_else_is_asked_once_more_plainly(asked: Sitting) -> None:
    assert asked.you("i could telephone her instead").startswith("I only wanted to ask")


def test_then_help_is_named_in_a_sentence_and_it_goes_on(asked: Sitting) -> None:
    asked.you("i could telephone her instead")
    said = asked.you("the kettle is on")
    assert "help me stay safe whenever" in said
    assert "1 1 6" not in said
    assert not asked.talking_of_safety


@pytest.mark.parametrize(
    "said",
    ["no", "I'm not sure", "I don't know", "maybe", "I want to die", "not really", "no I'm not"],
)
def test_what_is_no_yes_is_taken_seriously(asked: Sitting, said: str) -> None:
    assert "1 1 6" in asked.you(said)


def test_so_it_is_when_asked_once_more(asked: Sitting) -> None:
    asked.you("i could telephone her instead")
    assert "1 1 6" in asked.you("I don't know")


def test_who_asks_why_is_told(asked: Sitting) -> None:
    said = asked.you("yes i am, why")
    assert "Because of how that sounded" in said
    assert not asked.talking_of_safety


def test_why_alone_is_answered_and_asked_again(asked: Sitting) -> None:
    said = asked.you("why do you ask")
    assert "Because of how that sounded" in said
    assert said.endswith("Are you safe right now?")


def test_what_was_said_before_is_the_answer_after_all(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "welcome")
    assert "Are you safe right now?" in sitting.you("I can't do this")
    said = sitting.you("yes")
    assert said.startswith("I'm glad")
    assert "what is one thing that truly matters to you" not in said


def test_i_am_fine_leaves_the_question_of_the_country(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu", country="")
    sitting.you("I want to die")
    sitting.you("yes")
    said = sitting.you("no")
    assert "findahelpline.com" in said
    assert not sitting.talking_of_safety


def test_a_sister_without_a_name_can_be_called(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to die")
    sitting.you("yes")
    sitting.you("write it down")
    assert "Call my sister" in sitting.you("my sister")


def test_to_be_with_one_who_died_is_asked_about(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    said = sitting.you("my husband died and i want to be with him")
    assert "Are you thinking about ending your life?" in said

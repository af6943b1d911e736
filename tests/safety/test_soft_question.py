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


def test_soft_question_other_answer_is_asked_again_plainly(asked: Sitting) -> None:
    assert asked.you("i could telephone her instead").startswith("I only wanted to ask")


def test_soft_question_second_other_answer_names_help_and_goes_on(asked: Sitting) -> None:
    asked.you("i could telephone her instead")
    said = asked.you("the kettle is on")
    assert "help me stay safe whenever" in said
    assert "1 1 6" not in said
    assert not asked.talking_of_safety


@pytest.mark.parametrize(
    "said",
    ["no", "I'm not sure", "I don't know", "maybe", "I want to die", "not really", "no I'm not"],
)
def test_soft_question_no_or_unsure_gets_the_number(asked: Sitting, said: str) -> None:
    assert "1 1 6" in asked.you(said)


def test_soft_question_unsure_when_asked_again_gets_the_number(asked: Sitting) -> None:
    asked.you("i could telephone her instead")
    assert "1 1 6" in asked.you("I don't know")


def test_soft_question_yes_and_why_is_told_why(asked: Sitting) -> None:
    said = asked.you("yes i am, why")
    assert "Because of how that sounded" in said
    assert not asked.talking_of_safety


def test_soft_question_why_is_answered_and_asked_again(asked: Sitting) -> None:
    said = asked.you("why do you ask")
    assert "Because of how that sounded" in said
    assert said.endswith("Are you safe right now?")


def test_soft_question_safe_takes_the_words_as_the_answer(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "welcome")
    assert "Are you safe right now?" in sitting.you("I can't do this")
    said = sitting.you("yes")
    assert said.startswith("I'm glad")
    assert "what is one thing that truly matters to you" not in said


def test_which_country_no_gets_the_directory(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu", country="")
    sitting.you("I want to die")
    sitting.you("yes")
    said = sitting.you("no")
    assert "findahelpline.com" in said
    assert not sitting.talking_of_safety


def test_write_it_down_person_without_a_name_is_kept(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to die")
    sitting.you("yes")
    sitting.you("write it down")
    assert "Call my sister" in sitting.you("my sister")


def test_talk_wish_to_be_with_one_who_died_begins_it(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    said = sitting.you("my husband died and i want to be with him")
    assert "Are you thinking about ending your life?" in said

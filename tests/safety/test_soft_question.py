"""The soft question: what opens it, what closes it, and what becomes of what was said before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.practice.events import GentleUntil
from tests.safety.test_talk import Sitting

HEAVY = "I can't do this anymore"
QUESTION = "That sounded heavy. Are you in any danger right now?"
SAFE_TO_TALK = "That sounded heavy. Is it safe to talk right now?"


@pytest.fixture
def asked(tmp_path: Path) -> Sitting:
    """One who was asked softly, when asked what gets in the way."""
    sitting = Sitting(tmp_path / "journal", "stuck")
    assert sitting.you(HEAVY) == QUESTION
    return sitting


def test_soft_question_anything_but_a_yes_closes_it(tmp_path: Path) -> None:
    still_open = []
    for place, said in enumerate(
        (
            "no",
            "no I'm fine",
            "I'm safe",
            "yes I'm safe",
            "what? I only meant the laundry",
            "no, just tired",
            "I could telephone her instead",
            "it's a metaphor",
            "skip",
        )
    ):
        sitting = Sitting(tmp_path / str(place), "stuck")
        sitting.you(HEAVY)
        sitting.you(said)
        if sitting.talking_of_safety:
            still_open.append(said)
    assert still_open == []


def test_soft_question_yes_or_unsure_or_danger_opens_it(tmp_path: Path) -> None:
    closed = []
    for place, said in enumerate(
        (
            "yes",
            "I'm not sure",
            "I don't know",
            "maybe",
            "I want to die",
            "a bit",
            "not really",
            "I don't feel safe",
        )
    ):
        sitting = Sitting(tmp_path / str(place), "stuck")
        sitting.you(HEAVY)
        if "Are you thinking about ending your life?" not in sitting.you(said):
            closed.append(said)
    assert closed == []


def test_soft_question_silence_leaves_it_open(asked: Sitting) -> None:
    asked.you("")
    asked.you("")
    assert asked.talking_of_safety
    assert "thinking about ending" in asked.you("yes")


def test_soft_question_closed_marks_no_gentle_day(asked: Sitting) -> None:
    asked.you("no")
    assert GentleUntil.__struct_config__.tag not in asked.on_disk()
    assert not asked.memory.state().gentle_until


def test_soft_question_opened_marks_a_gentle_day(asked: Sitting) -> None:
    asked.you("yes")
    assert asked.memory.state().gentle_until


def test_soft_question_why_is_answered_and_the_question_not_repeated(asked: Sitting) -> None:
    said = asked.you("why do you ask")
    assert "Because of how that sounded" in said
    assert QUESTION not in said
    assert "thinking about ending" in asked.you("yes")


def test_soft_question_a_no_of_any_kind_closes_it_with_an_apology(tmp_path: Path) -> None:
    wrong = []
    for place, said in enumerate(
        (
            "what danger no i am only tired why you ask",
            "danger no what kind of a question is that",
            "nobody's in danger it's a sheep",
            "oh god no love nothing like that i'm just lonely for him",
            "it would be a sin i only miss him",
            "again with the danger no i am not in danger what did i say that was heavy",
            "no no pet i was talking about my knees",
            "you've got that wrong i meant the exam",
            "it's a song i was singing",
            "why would i be in danger i am in my kitchen",
        )
    ):
        sitting = Sitting(tmp_path / str(place), "stuck")
        sitting.you(HEAVY)
        reply = sitting.you(said)
        if sitting.talking_of_safety or "Then I took that wrongly. I'm sorry." not in reply:
            wrong.append(f"{said}: {reply}")
        if any(words in reply for words in (QUESTION, "number", "breathe", "help me stay safe")):
            wrong.append(f"{said}: {reply}")
    assert wrong == []


def test_soft_question_no_that_says_otherwise_opens_it(tmp_path: Path) -> None:
    closed = []
    for place, said in enumerate(
        (
            "no i'm not safe",
            "no but i want to kill myself",
            "it's the pills they're here in my hand",
            "no i don't know maybe",
        )
    ):
        sitting = Sitting(tmp_path / str(place), "stuck")
        sitting.you(HEAVY)
        sitting.you(said)
        if not sitting.talking_of_safety:
            closed.append(said)
    assert closed == []


def test_soft_question_closed_takes_the_words_as_the_answer(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "welcome")
    assert sitting.you(HEAVY).endswith("danger right now?")
    said = sitting.you("no")
    assert said.startswith("All right.")
    assert "what is one thing that truly matters to you" not in said


def test_soft_question_closed_by_a_command_carries_it_out(asked: Sitting) -> None:
    said = asked.you("what are my values")
    assert not asked.talking_of_safety
    assert "told me of a value yet" in said


def test_which_country_no_gets_the_directory(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu", country="")
    sitting.you("I want to die")
    sitting.through_danger()
    said = sitting.you("no")
    assert "findahelpline.com" in said


def test_write_it_down_person_without_a_name_is_kept(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to die")
    sitting.through_danger()
    sitting.you("write it down")
    assert "Call my sister" in sitting.you("my sister")


def test_talk_wish_to_be_with_one_who_died_begins_it(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    said = sitting.you("my husband died and i want to be with him")
    assert "Are you thinking about ending your life?" in said


@pytest.mark.parametrize("answer", ["no", "no, I mean the tax return", "what? it's about the tax"])
def test_soft_question_answered_is_not_asked_again(tmp_path: Path, answer: str) -> None:
    sitting = Sitting(tmp_path / "journal", "stuck")
    sitting.you(HEAVY)
    sitting.you(answer)
    asked_again = [
        said
        for said in ("I can't go on like this", "I've given up")
        if QUESTION in sitting.you(said)
    ]
    assert asked_again == []
    assert "Are you thinking about ending your life?" in sitting.you("I want to kill myself")


def test_soft_question_about_being_hurt_is_one_line_and_anything_closes_it(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "stuck")
    assert sitting.you("he looks through my phone") == SAFE_TO_TALK
    said = sitting.you("I mean the man in the repair shop")
    assert said.startswith("Then I took that wrongly. I'm sorry.")
    assert not sitting.talking_of_safety
    assert SAFE_TO_TALK not in sitting.you("he doesn't let me see my sister")

"""How heavy things are is told apart from a wish, a value, and an everyday remark."""

from __future__ import annotations

import pytest

from intents import YesNo, load


@pytest.mark.parametrize(
    "said",
    [
        "I'm sad", "I feel awful", "honestly, I just feel so empty", "nothing matters anymore",
        "I'm just tired", "I can't", "I just can't do this right now", "I just want to sleep",
        "I'm sad because nobody calls me", "I feel tired and low today",
    ],
)  # fmt: skip
def test_heavy(said: str) -> None:
    assert load("en").tells(said) == "feeling"


@pytest.mark.parametrize(
    "said",
    [
        "to be happy", "feeling calm", "joy", "being there for the lonely", "I'm down for that",
        "I want to be less tired", "I can't complain", "I can't say no", "not being alone",
        "I'm alone with my son on sundays", "I feel at home in nature", "rest", "nothing",
    ],
)  # fmt: skip
def test_not_heavy(said: str) -> None:
    assert load("en").tells(said) != "feeling"


def test_a_feeling_is_no_step_in_place_of_a_yes() -> None:
    assert load("en").understand("I feel exhausted", YesNo(or_else="step")).kind != "answer"


@pytest.mark.parametrize(
    "said",
    ["I just want to sleep", "I can't", "I really can't do this", "I'm so tired", "it's too much",
     "I guess I'm just sad"],
)  # fmt: skip
def test_a_feeling_is_neither_yes_nor_no(said: str) -> None:
    assert load("en").understand(said, YesNo()).kind != "answer"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("no, I'm so tired", False), ("yes, but I'm so sad", True), ("no, I can't", False),
        ("not today, I can't", False), ("I can't today", False), ("I can't complain", True),
    ],
)  # fmt: skip
def test_what_is_said_before_a_feeling_is_the_answer(said: str, answer: bool) -> None:
    assert load("en").understand(said, YesNo()).value is answer

"""How heavy things are is told apart from a wish, a value, and an everyday remark."""

from __future__ import annotations

from intents import YesNo, load
from tests.tables import each


@each(
    "said",
    [
        "I'm sad", "I feel awful", "honestly, I just feel so empty", "nothing matters anymore",
        "I'm just tired", "I can't", "I just can't do this right now", "I just want to sleep",
        "I'm sad because nobody calls me", "I feel tired and low today",
    ],
)  # fmt: skip
def test_tells_heavy_words_is_a_feeling(said: str) -> None:
    assert load("en").tells(said) == "feeling"


@each(
    "said",
    [
        "to be happy", "feeling calm", "joy", "being there for the lonely", "I'm down for that",
        "I want to be less tired", "I can't complain", "I can't say no", "not being alone",
        "I'm alone with my son on sundays", "I feel at home in nature", "rest", "nothing",
    ],
)  # fmt: skip
def test_tells_wish_or_remark_is_no_feeling(said: str) -> None:
    assert load("en").tells(said) != "feeling"


def test_step_instead_of_yes_feeling_is_none() -> None:
    assert load("en").understand("I feel exhausted", YesNo(or_else="step")).kind != "answer"


@each(
    "said",
    ["I just want to sleep", "I can't", "I really can't do this", "I'm so tired", "it's too much",
     "I guess I'm just sad"],
)  # fmt: skip
def test_yes_no_feeling_is_neither(said: str) -> None:
    assert load("en").understand(said, YesNo()).kind != "answer"


@each(
    ("said", "answer"),
    [
        ("no, I'm so tired", False), ("yes, but I'm so sad", True), ("no, I can't", False),
        ("not today, I can't", False), ("I can't today", False), ("I can't complain", True),
    ],
)  # fmt: skip
def test_yes_no_before_a_feeling_is_the_answer(said: str, answer: bool) -> None:
    assert load("en").understand(said, YesNo()).value is answer

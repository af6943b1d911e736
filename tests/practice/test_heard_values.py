"""Values are heard from what was really said; where nothing was said, hardly ever."""

import tomllib
from pathlib import Path

import pytest

from assistant.practice.heard import heard_in

ANSWERS = tomllib.loads(Path(__file__).with_name("heard_values.toml").read_text(encoding="utf-8"))


def wrong(answer: dict) -> list[str]:
    return [h.value for h in heard_in(answer["said"]) if h.value not in answer["values"]]


def heard_rightly(answer: dict) -> bool:
    return any(h.value in answer["values"] for h in heard_in(answer["said"]))


@pytest.mark.parametrize("half", ["dev", "held_out"])
def test_wrong_suggestions_are_rare(half: str) -> None:
    answers = ANSWERS[half]
    with_a_wrong_one = [a["said"] for a in answers if wrong(a)]
    assert len(with_a_wrong_one) <= len(answers) * 0.1, with_a_wrong_one


def test_half_of_the_answers_name_no_value() -> None:
    every = ANSWERS["dev"] + ANSWERS["held_out"]
    assert len(every) == 60
    assert sum(not a["values"] for a in every) == 30


def test_where_a_value_is_named_one_is_mostly_heard() -> None:
    naming = [a for a in ANSWERS["held_out"] if a["values"]]
    assert sum(map(heard_rightly, naming)) >= len(naming) / 2

"""Values are heard from what was really said; where nothing was said, hardly ever."""

import tomllib
from pathlib import Path

import pytest

from assistant.practice.value_detection import detect_values, should_statement

ANSWERS = tomllib.loads(Path(__file__).with_name("heard_values.toml").read_text(encoding="utf-8"))


def wrong(answer: dict) -> list[str]:
    return [h.value for h in detect_values(answer["said"]) if h.value not in answer["values"]]


def heard_rightly(answer: dict) -> bool:
    return any(h.value in answer["values"] for h in detect_values(answer["said"]))


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


def names(said: str) -> list[str]:
    return [heard.name for heard in detect_values(said)]


def test_a_sign_is_heard_and_says_in_which_words() -> None:
    (heard,) = detect_values("he never gave up on me, not even then")
    assert (heard.name, heard.words) == ("loyalty", "never gave up on")


def test_a_name_counts_beside_something_which_says_that_it_matters() -> None:
    assert names("what I want most is honesty") == ["honesty"]
    assert names("the speech was about honesty and the sound was bad") == []
    assert names("honesty") == ["honesty"]


def test_a_hint_counts_only_right_beside_it() -> None:
    assert names("my children mean everything to me") == ["family"]
    assert names("i want my son to tidy his room") == []


def test_what_is_refused_is_not_heard() -> None:
    assert names("I don't care about success, I care about fairness") == ["fairness"]


def test_what_somebody_else_wants_is_not_heard_but_asked_about() -> None:
    said = "I should be more patient with him, because that is what one does"
    assert names(said) == []
    assert should_statement(said) == "i should be more patient with him"
    assert should_statement("they should mend the road") == ""


def test_the_name_is_the_person_s_own() -> None:
    assert names("i want more peace and quiet") == ["peace and quiet"]
    assert names("above all my faith") == ["faith"]
    assert names("i want to be kind to people") == ["kindness"]

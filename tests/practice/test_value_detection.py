"""Values are detected in answers that name some, and rarely in others."""

import re
import time
import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.practice.value_detection import (
    detect_values,
    is_bad_news,
    is_good_news,
    should_statement,
    split_named_things,
)
from intents.languages import folder_of
from tests.tables import each

ANSWERS = tomllib.loads(Path(__file__).with_name("heard_values.toml").read_text(encoding="utf-8"))


def wrong(answer: dict) -> list[str]:
    return [h.value for h in detect_values(answer["said"]) if h.value not in answer["values"]]


def heard_rightly(answer: dict) -> bool:
    return any(h.value in answer["values"] for h in detect_values(answer["said"]))


@each("half", ["dev", "held_out"])
def test_detect_values_wrong_ones_are_rare(half: str) -> None:
    answers = ANSWERS[half]
    with_a_wrong_one = [a["said"] for a in answers if wrong(a)]
    assert len(with_a_wrong_one) <= len(answers) * 0.1, with_a_wrong_one


def test_answers_half_name_no_value() -> None:
    every = ANSWERS["dev"] + ANSWERS["held_out"]
    assert len(every) == 60
    assert sum(not a["values"] for a in every) == 30


def test_detect_values_named_ones_are_mostly_found() -> None:
    naming = [a for a in ANSWERS["held_out"] if a["values"]]
    assert sum(map(heard_rightly, naming)) >= len(naming) / 2


def names(said: str) -> list[str]:
    return [heard.name for heard in detect_values(said)]


def test_detect_values_sign_says_its_words() -> None:
    (heard,) = detect_values("he never gave up on me, not even then")
    assert (heard.name, heard.words) == ("loyalty", "never gave up on")


def test_detect_values_name_counts_beside_what_matters() -> None:
    assert names("what I want most is honesty") == ["honesty"]
    assert names("the speech was about honesty and the sound was bad") == []
    assert names("honesty") == ["honesty"]


def test_detect_values_hint_counts_only_right_beside_it() -> None:
    assert names("my children mean everything to me") == ["family"]
    assert names("i want my son to tidy his room") == []


def test_detect_values_refused_is_left_out() -> None:
    assert names("I don't care about success, I care about fairness") == ["fairness"]


def test_should_statement_wish_of_others_is_quoted() -> None:
    said = "I should be more patient with him, because that is what one does"
    assert names(said) == []
    assert should_statement(said) == "i should be more patient with him"
    assert should_statement("they should mend the road") == ""


def test_detect_values_name_in_own_words_is_kept() -> None:
    assert names("i want more peace and quiet") == ["peace and quiet"]
    assert names("above all my faith") == ["faith"]
    assert names("i want to be kind to people") == ["kindness"]


PHRASES = re.findall(r"[a-z']+", (folder_of("en") / "values.toml").read_text(encoding="utf-8"))


@given(st.lists(st.sampled_from(sorted(set(PHRASES))), max_size=100).map(" ".join) | st.text())
@settings(max_examples=150, deadline=None)
def test_detection_any_text_takes_less_than_20_ms(said: str) -> None:
    for detect in (detect_values, split_named_things, is_good_news, is_bad_news, should_statement):
        taken = []
        for _ in range(3):
            detect_values.cache_clear()
            began = time.thread_time()
            detect(said[:400])
            taken.append(time.thread_time() - began)
        assert min(taken) < 0.02

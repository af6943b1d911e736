"""Whatever comes, understanding neither fails nor takes long."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intents
from intents import command

NAMES = [n for n in command.NAMES if n not in ("choice", "several")]
WORDS = st.sampled_from(
    [
        "half",
        "past",
        "a",
        "quarter",
        "to",
        "seven",
        "twenty",
        "hundred",
        "point",
        "minus",
        "every",
        "other",
        "last",
        "next",
        "the",
        "first",
        "of",
        "in",
        "an",
        "hour",
        "and",
        "day",
        "week",
        "friday",
        "june",
        "not",
        "no",
        "yes",
        "maybe",
        "times",
        "twice",
        "out",
        "ten",
        "7:30",
        "99:99",
        "3rd",
        "2026-02-30",
        "{x}",
        "<y>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=12).map(" ".join)))
def test_no_text_raises(text):
    language = intents.load("en")
    for name in NAMES:
        language.understand(text, command.expectation(name), now=datetime(2026, 2, 28, 23, 59))
    language.understand(text, command.expectation("choice", ("the walk", "", "a call")))


@pytest.mark.parametrize(
    "said", ["", "   ", "...", "\x00", "ich weiß nicht was soll es bedeuten", "今日は", "🙂🙂", "'"]
)
def test_what_is_not_english_is_not_understood(language, said):
    assert language.understand(said).kind == "nothing"


@pytest.mark.parametrize("name", [*NAMES, None])
@pytest.mark.parametrize(
    "word", ["stop ", "no ", "seven ", "last ", "the first monday of every ", "and a half "]
)
def test_ten_thousand_words_take_a_moment(language, name, word):
    text = word * (10_000 // len(word.split()))
    begun = time.perf_counter()
    language.understand(text, command.expectation(name))
    assert time.perf_counter() - begun < 1.0


def test_an_utterance_is_understood_quickly(language):
    said = [
        "could you say that again please",
        "seven or eight",
        "i want to review my week",
        "there is no milk left",
    ]
    for text in said:
        language.understand(text)
    begun = time.process_time()
    for _ in range(25):
        for text in said:
            language.understand(text)
    assert (time.process_time() - begun) / 100 < 0.005

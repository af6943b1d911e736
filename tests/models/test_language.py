"""The open language model of the small Vosk model: probabilities, and the mixture."""

import pytest

from models.tiny import language
from models.tiny.general import BEGIN, END

WORDS = ["calm", "feel", "i", "tired", "you"]
SENTENCES = ["i feel calm", "i feel tired", "you feel calm", "i feel calm"]


@pytest.fixture
def own():
    return language.own(SENTENCES, WORDS)


def histories(model):
    return {ngram[:-1] for ngram in model.probability}


def test_language_model_every_history_has_a_next_word(own):
    for history in histories(own):
        assert sum(own(word, history) for word in [*WORDS, END]) == pytest.approx(1)


def test_language_model_frequent_words_are_likelier_and_new_ones_possible(own):
    assert own("calm", ("i", "feel")) > own("tired", ("i", "feel")) > own("you", ("i", "feel")) > 0


def test_mixture_every_history_sums_to_one(own):
    other = language.own(["you feel tired", "calm calm calm"], WORDS)
    both = language.mixed(own, other, 0.5, count=100)

    for history in histories(both):
        assert sum(both(word, history) for word in [*WORDS, END]) == pytest.approx(1, abs=0.002)
    assert both("calm", ("i", "feel")) == pytest.approx(
        0.5 * own("calm", ("i", "feel")) + 0.5 * other("calm", ("i", "feel"))
    )


def test_general_english_is_read_from_pocketsphinx():
    english = language.english({"i", "want", "to", "lamp"}, count=1000)

    assert english("to", ("i", "want")) > 0.3
    assert english("lamp", ("i", "want")) < 0.001
    assert english("i", (BEGIN,)) > english("lamp", (BEGIN,))

"""Words proposed while spelling."""

from assistant.channels.scanning.completion import Completion

OWN = ("I walked with Anna", "walk with Anna by the river", "water the plants")
USUAL = ("What would you like to do today?", "With whom would that be?")


def test_words_own_words_come_first_then_those_of_the_language():
    completion = Completion(OWN, USUAL)
    assert completion.words("w", 5) == ["with", "walk", "walked", "water", "would"]
    assert completion.words("wo", 5) == ["would"]


def test_words_after_a_word_are_those_said_after_it():
    completion = Completion(OWN, USUAL)
    assert completion.words("with ", 3)[0] == "Anna"
    assert completion.words("walk with a", 3) == ["Anna"]


def test_words_nothing_begun_and_nothing_before_proposes_nothing():
    assert Completion(OWN, USUAL).words("", 3) == []


def test_words_a_complete_word_is_not_proposed_again():
    assert "walk" not in Completion(OWN).words("walk", 3)

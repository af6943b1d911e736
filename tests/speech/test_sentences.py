import pytest

from assistant.speech.language_data import speech_data
from assistant.speech.voices.synthesizer import split_sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Good morning. How are you?", ["Good morning.", "How are you?"]),
        ("You said “I walk.” Shall we?", ["You said “I walk.”", "Shall we?"]),
        ("Call Dr. Brown at 7.30 p.m. today.", ["Call Dr. Brown at 7.30 p.m. today."]),
        ("Wait… What?", ["Wait…", "What?"]),
        ("one\ntwo", ["one", "two"]),
        ("no stop at all", ["no stop at all"]),
        ("  ", []),
        ("?!", []),
    ],
)
def test_a_text_is_said_sentence_by_sentence(text, pieces):
    assert list(split_sentences(text, speech_data("en").abbreviations)) == pieces


def test_a_sentence_without_end_is_cut_at_a_breath():
    text = ("some words and then, " * 40).strip()
    pieces = list(split_sentences(text))

    assert all(len(piece) <= 240 for piece in pieces)
    assert all(piece.endswith(",") for piece in pieces)
    assert " ".join(pieces) == text


def test_a_word_without_end_is_cut_anyway():
    assert max(map(len, split_sentences("a" * 1000))) <= 240

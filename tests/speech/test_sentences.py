from assistant.speech.language_data import speech_data
from assistant.speech.voices.synthesizer import split_sentences

TEXTS = [
    ("Good morning. How are you?", ["Good morning.", "How are you?"]),
    ("You said “I walk.” Shall we?", ["You said “I walk.”", "Shall we?"]),
    ("Call Dr. Brown at 7.30 p.m. today.", ["Call Dr. Brown at 7.30 p.m. today."]),
    ("Wait… What?", ["Wait…", "What?"]),
    ("one\ntwo", ["one", "two"]),
    ("no stop at all", ["no stop at all"]),
    ("  ", []),
    ("?!", []),
]


def test_split_sentences_of_a_text():
    abbreviations = speech_data("en").abbreviations
    found = {text: list(split_sentences(text, abbreviations)) for text, _ in TEXTS}

    assert found == dict(TEXTS)


def test_split_sentences_long_sentence_is_split_at_commas():
    text = ("some words and then, " * 40).strip()
    pieces = list(split_sentences(text))

    assert all(len(piece) <= 240 for piece in pieces)
    assert all(piece.endswith(",") for piece in pieces)
    assert " ".join(pieces) == text


def test_split_sentences_long_word_is_split():
    assert max(map(len, split_sentences("a" * 1000))) <= 240

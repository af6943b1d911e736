"""Vosk and Moonshine together."""

import pytest

from assistant.speech.recognizers import open_recognizer
from assistant.speech.recognizers.base import Word
from assistant.speech.recognizers.paired import PairedRecognizer, with_times_of
from tests.speech.materials import (
    HUMANS,
    feed,
    needs_humans,
    needs_moonshine,
    needs_vosk_model,
    pcm,
    quiet,
    tiny_model,
)


def words(*timed):
    return [Word(text, start, end, 0.9) for text, start, end in timed]


def test_with_times_of_same_words_take_them_and_stay_in_order():
    read = words(("i", 0.0, 0.4), ("was", 0.4, 0.9), ("tired", 0.9, 1.5))
    live = words(("i", 0.2, 0.3), ("saw", 0.5, 0.8), ("tired", 1.1, 1.6))
    timed = with_times_of(read, live)

    assert [(w.start, w.end) for w in timed] == [(0.2, 0.3), (0.4, 0.9), (1.1, 1.6)]
    late = with_times_of(read, words(("i", 0.2, 0.7)))
    assert [w.start for w in late] == sorted(w.start for w in late)


@needs_humans
@needs_moonshine
@needs_vosk_model
def test_paired_stream_shows_live_text_and_gives_what_was_read(vosk, moonshine):
    paired = PairedRecognizer(vosk, moonshine)
    sound = quiet(0.3) + pcm(HUMANS / "fsdd/2_theo_1.wav") + quiet(0.7)
    live, stream = vosk.stream(["two", "six"]), paired.stream(["two", "six"])
    feed(live, sound), feed(stream, sound)

    assert stream.partial() == live.partial()
    assert stream.finish().text == "two"


@needs_moonshine
@needs_vosk_model
def test_open_recognizer_with_both_models_uses_them_together():
    both = open_recognizer(configured=tiny_model())

    assert both.name == "vosk+moonshine"
    assert open_recognizer("vosk", tiny_model()).name == "vosk"
    assert open_recognizer(model=tiny_model()).name == "vosk"


@pytest.mark.parametrize("word", ["seven", "xyzzyq"])
@needs_moonshine
@needs_vosk_model
def test_paired_knows_what_one_of_them_knows(vosk, moonshine, word):
    assert PairedRecognizer(vosk, moonshine).knows(word)

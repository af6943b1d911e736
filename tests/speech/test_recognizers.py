import gc
import time

import pytest

from assistant.speech.recognizers import UNKNOWN, missing_words, recognizable
from tests.speech.materials import (
    HUMANS,
    feed,
    needs_humans,
    needs_moonshine,
    needs_vosk_model,
    pcm,
    quiet,
)

DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@pytest.fixture(
    params=[
        "pocketsphinx",
        pytest.param("vosk", marks=needs_vosk_model),
        pytest.param("moonshine", marks=needs_moonshine),
    ]
)
def recognizer(request):
    return request.getfixturevalue(request.param)


def seven():
    return quiet(0.3) + pcm(HUMANS / "fsdd/7_theo_1.wav") + quiet(0.7)


@needs_humans
def test_closed_stream_recorded_digit_is_recognized(recognizer):
    heard = feed(recognizer.stream(DIGITS), seven()).finish()

    assert heard.text == "seven"
    assert not heard.rejected


@needs_humans
def test_words_have_times_in_the_stream(recognizer):
    (word,) = feed(recognizer.stream(DIGITS), quiet(1.0) + seven()).finish().words

    assert 1.2 <= word.start < word.end <= 1.8
    assert 0 <= word.confidence <= 1


@needs_humans
def test_partial_shows_answer_before_the_end(recognizer):
    stream = recognizer.stream(DIGITS)
    feed(stream, seven())

    assert stream.partial() == "seven"


@needs_humans
def test_stream_simultaneous_streams_are_independent(recognizer):
    listened_for, sound = (DIGITS, None, ["yes", "seven"]), seven()
    one_by_one = [feed(recognizer.stream(phrases), sound).finish() for phrases in listened_for]
    at_once = [recognizer.stream(phrases) for phrases in listened_for]
    for at in range(0, len(sound), 1280):
        for stream in at_once:
            stream.accept(sound[at : at + 1280])

    assert [stream.finish() for stream in at_once] == one_by_one


@needs_humans
def test_stream_earlier_audio_does_not_change_result(recognizer):
    first = feed(recognizer.stream(DIGITS), seven()).finish()
    feed(recognizer.stream(), pcm(HUMANS / "jfk/jfk.flac")[:64000]).finish()

    assert feed(recognizer.stream(DIGITS), seven()).finish() == first


def test_stream_silence_gives_no_words(recognizer):
    for phrases in (["yes", "no"], None):
        assert feed(recognizer.stream(phrases), quiet(3)).finish().text == ""


def test_stream_without_audio_gives_no_words(recognizer):
    assert recognizer.stream().finish().text == ""
    assert recognizer.stream(["yes"]).finish().text == ""


def test_finish_called_twice_gives_the_same_transcript(recognizer):
    stream = feed(recognizer.stream(["yes"]), quiet(0.5))

    assert stream.finish() is stream.finish()


def test_accept_odd_number_of_bytes_is_handled(recognizer):
    stream = recognizer.stream(["yes"])
    for piece in (b"\0", b"\0\0\0", b"", bytes(6401)):
        stream.accept(piece)

    assert stream.finish().text == ""


def test_recognizable_unknown_words_are_left_out_and_reported(recognizer):
    phrases = ["yes", "yes xyzzyq", "  seven ", "yes", "no (really|not)"]

    if recognizer.name == "moonshine":  # It can write any word, but no brackets.
        assert missing_words(recognizer, ["yes xyzzyq", "(yes"]) == ("(yes",)
        return
    assert missing_words(recognizer, ["yes xyzzyq", "xyzzyq"]) == ("xyzzyq",)
    assert recognizable(recognizer, phrases) == ("yes", "seven")


def test_stream_all_phrases_unknown_still_works(recognizer):
    assert feed(recognizer.stream(["xyzzyq"]), quiet(0.5)).finish().text == ""


@needs_humans
def test_closed_stream_part_of_a_phrase_is_rejected(recognizer):
    heard = feed(recognizer.stream(["seven days a week", "no"]), seven()).finish()

    assert heard.rejected or heard.text == ""


@needs_humans
@needs_vosk_model
def test_vosk_speech_outside_phrases_is_unknown(vosk):
    stream = feed(vosk.stream(["yes", "no"]), pcm(HUMANS / "jfk/jfk.flac"))

    assert UNKNOWN in stream.partial()
    heard = stream.finish()
    assert heard.rejected
    assert UNKNOWN not in heard.text


@needs_humans
@needs_vosk_model
def test_vosk_long_dictation_has_all_words(vosk):
    speech = pcm(HUMANS / "librispeech/2412-153948-0000.flac")
    stream = feed(vosk.stream(), speech + quiet(1.5) + speech + quiet(1.5))

    heard = stream.finish()
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert starts[-1] > len(speech) / 32000 + 1.5
    assert heard.text.startswith(stream.partial().split()[0])


@needs_humans
def test_pocketsphinx_dictation_with_pauses_has_all_words(pocketsphinx):
    speech = pcm(HUMANS / "librivox-austen/sense_and_sensibility_01_austen_64kb-0870.wav")
    speech = speech[: 32000 * 4]
    heard = feed(pocketsphinx.stream(), speech + quiet(1.0) + speech).finish()

    assert heard.text.count("leisure to consider") == 2
    assert heard.words[-1].end == pytest.approx(2 * len(speech) / 32000 + 1.0, abs=0.8)


def test_pocketsphinx_dropped_stream_returns_its_decoder(pocketsphinx):
    free = [len(decoders) for decoders in pocketsphinx._free.values()]
    stream = pocketsphinx.stream(["yes"])
    stream.accept(quiet(0.2))
    del stream
    gc.collect()

    assert [len(decoders) for decoders in pocketsphinx._free.values()] == free


@needs_humans
def test_pocketsphinx_many_phrases_are_searched_quickly(pocketsphinx):
    """A closed question has some hundred phrases."""
    phrases = [f"{word} {rest}" for word in DIGITS for rest in ("please", "thank you", "of them")]
    more = [f"i would {rest}" for rest in phrases] + [f"make it {rest}" for rest in phrases]
    began = time.process_time()
    heard = feed(pocketsphinx.stream([*DIGITS, *phrases, *more]), seven()).finish()

    assert heard.text == "seven"
    assert time.process_time() - began < 2

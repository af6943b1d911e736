"""Lantern itself ends the turn of who speaks, with the patience of what was asked there."""

import numpy as np
import pytest

from assistant.channels.wyoming.listening import Expected, Listening, Turn
from assistant.channels.wyoming.protocol import AudioFormat
from assistant.channels.wyoming.transcription import Transcription
from intents import Choice, Dictation, YesNo, load
from tests.bridges.wyoming.service import utterance

PLAIN = AudioFormat(16000, 2, 1)
PIECE = 1600


class Microphone:
    """Sound as it is spoken: the time goes by with it."""

    def __init__(self, recognizer, listening):
        self.now = 0.0
        turn = Turn(load("en"), listening, lambda: self.now)
        self.transcription = Transcription(recognizer, PLAIN, turn)

    def hear(self, samples, silence=0.0):
        """The seconds of silence after which the turn was over; `None`: it goes on."""
        quiet = np.random.default_rng(1).integers(-20, 20, int(silence * 16000)).astype(np.int16)
        sound = np.concatenate([samples, quiet])
        for at in range(0, len(sound), PIECE):
            piece = sound[at : at + PIECE]
            self.now += len(piece) / 16000
            self.transcription.accept(piece.tobytes())
            if self.transcription.over:
                return (at + PIECE - len(samples)) / 16000
        return None


NOTHING = np.zeros(0, np.int16)


def test_short_answer_ends_the_turn_and_is_heard(recognizer, spoken):
    wrong = {}
    for word in ("no", "yes"):
        microphone = Microphone(recognizer, Listening(YesNo()))
        after = microphone.hear(spoken(word), silence=4)
        heard = microphone.transcription.finish()[0]
        if after is None or after > 3 or heard != word:
            wrong[word] = after, heard
    assert wrong == {}


def test_dictation_goes_on_through_pauses(recognizer, spoken):
    microphone = Microphone(recognizer, Listening(Dictation()))
    assert microphone.hear(spoken("today i was with my family"), silence=3) is None
    assert microphone.hear(spoken("and i called my sister"), silence=3) is None
    assert 1 < microphone.hear(NOTHING, silence=9) < 4  # five in all
    heard = microphone.transcription.finish()[0]
    assert "family" in heard
    assert "sister" in heard


def test_silence_ends_the_turn(recognizer):
    microphone = Microphone(recognizer, Listening(YesNo()))
    assert 4 < microphone.hear(NOTHING, silence=20) < 15
    assert microphone.transcription.finish()[0] == ""


def test_wish_that_nobody_asked_for_is_heard_as_it_is(recognizer, spoken):
    microphone = Microphone(recognizer, None)
    assert microphone.hear(spoken("today i was at work"), silence=6) is not None
    assert "work" in microphone.transcription.finish()[0]


def test_recording_is_heard_to_its_end(recognizer, spoken):
    """It comes faster than anybody speaks; a pause in it ends nothing."""
    microphone = Microphone(recognizer, Listening(YesNo()))
    pause = np.zeros(16000 * 8, np.int16)
    for sound in (spoken("no"), pause, spoken("yes"), pause):
        microphone.transcription.accept(sound.tobytes())
        assert not microphone.transcription.over


@pytest.mark.parametrize("said", ["honesty", "yes"])
def test_expected_answer_is_found_among_its_phrases(recognizer, spoken, said):
    expects = Choice(("a", "b"), labels=("honesty", "family")) if said == "honesty" else YesNo()
    microphone = Microphone(recognizer, Listening(expects))
    microphone.hear(spoken(said), silence=2)
    assert microphone.transcription.finish()[0] == said


def test_expected_is_forgotten_after_the_conversation():
    expected = Expected()
    expected.put("127.0.0.1", Listening(YesNo()))
    assert expected.at("127.0.0.1").expects == YesNo()
    assert expected.at("192.168.1.2") is None
    expected.put("127.0.0.1", Listening())
    assert expected.at("127.0.0.1").expects is None


def test_transcript_comes_before_the_sound_has_ended(service, spoken):
    """As Home Assistant sends it from 2026.11 on: it listens until there is a transcript."""
    service.say("study", "hello lantern")
    sound = np.concatenate([spoken("honesty"), np.zeros(16000 * 30, np.int16)])
    *events, _ = utterance(sound.tobytes(), milliseconds=200)
    answers = service.ask(*events[:80], until=("transcript",))
    assert answers[-1].type == "transcript"

"""What each check makes of what it is given, broken things among it."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.doctor.booth import decibels
from assistant.doctor.helpline import examine_helpline
from assistant.doctor.journal import examine_journal
from assistant.doctor.microphone import examine_room, examine_sentence
from assistant.doctor.recognizer import examine_recognizer
from assistant.doctor.voice import examine_voice
from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.speech.echo import measure
from assistant.speech.recognizers import open_recognizer
from assistant.speech.sound import Sound
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice
from intents import load
from tests.journal.looking import NOW

RATE = 16000
RANDOM = np.random.default_rng(1)


@pytest.fixture(scope="module")
def spoken():
    import soxr

    voice = Voice(Manner(voice="en-us", rate=150))
    sound = voice.render("I can hear you very well today.")
    voice.close()
    return soxr.resample(sound.samples, sound.rate, RATE)


def noise(seconds, level):
    return RANDOM.normal(0, level, int(seconds * RATE)).astype(np.int16)


def in_a_room(samples, level):
    room = noise(1 + len(samples) / RATE + 1, level).astype(np.int32)
    room[RATE : RATE + len(samples)] += samples
    return room.clip(-32768, 32767).astype(np.int16)


def test_silence_of_zeros_is_a_microphone_switched_off():
    assert examine_room(np.zeros(RATE, np.int16)).how == "broken"
    assert examine_room(noise(1, 3)).how == "well"


CASES = [
    ("well", "clearly", 1.0, 20),
    ("weak", "nobody", 0.0, 20),
    ("weak", "faint", 0.01, 2),
    ("weak", "too loud", 30.0, 20),
    ("weak", "room", 0.5, 1500),
]


@pytest.mark.parametrize(("how", "word", "gain", "level"), CASES)
def test_a_sentence(spoken, how, word, gain, level):
    said = (spoken.astype(np.float64) * gain).clip(-32768, 32767).astype(np.int16)
    heard = in_a_room(said, level)
    finding = examine_sentence(heard, decibels(noise(1, level)))

    assert (finding.how, word in finding.found) == (how, True), finding


@pytest.mark.parametrize(("gain", "safe"), [(0.0, True), (0.3, False), (0.02, False)])
def test_its_own_voice_in_the_microphone(spoken, gain, safe):
    played = Sound(spoken, RATE)
    delayed = np.concatenate([np.zeros(2000), spoken * gain])
    heard = (delayed + RANDOM.normal(0, 20, len(delayed))).astype(np.int16)

    assert measure(noise(1, 20), heard, played).safe is safe


def test_another_sound_at_the_same_time_is_not_its_own_voice(spoken):
    echo = measure(noise(1, 300), noise(3, 300), Sound(spoken, RATE))
    assert echo.safe


def test_a_damaged_journal_is_broken(tmp_path):
    journal = Journal(tmp_path)
    for word in ("one", "two", "three"):
        journal.append("segment", {"ask": "x", "text": word}, ts=NOW)
    assert examine_journal(tmp_path).how == "well"
    raw = journal.path.read_bytes()
    journal.path.write_bytes(raw.replace(b"two", b"twx"))
    finding = examine_journal(tmp_path)

    assert finding.how == "broken"
    assert "restore" in finding.remedy


def test_a_helpline_is_named_with_the_day_it_was_seen():
    finding = examine_helpline("GB", "en")
    assert finding.how == "well"
    assert finding.figures["phone"] in finding.found
    assert finding.figures["seen"] in finding.found


def test_no_country_and_a_country_without_a_number():
    assert examine_helpline("", "en").how == "weak"
    assert examine_helpline("ZZ", "en").how == "weak"


def test_a_recognizer_which_is_not_there_and_a_poor_one():
    def missing():
        raise Trouble("Vosk needs a speech model and there is none yet.")

    language = load("en")
    finding, none = examine_recognizer(missing, language)
    poor, there = examine_recognizer(lambda: open_recognizer("pocketsphinx"), language)

    assert (finding.how, none) == ("broken", None)
    assert (poor.how, there.name) == ("weak", "pocketsphinx")
    assert "models fetch" in poor.remedy


def test_a_voice_which_is_not_there():
    voice = Voice(Manner(voice="nobody's"))
    finding = examine_voice(voice, "This is how I sound.")
    voice.close()
    assert (finding.how, finding.found) == ("broken", "There is no voice called nobody's.")
    assert "en-us" in finding.remedy

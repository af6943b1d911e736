"""The result of each check of the doctor, for working and for broken things."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import soxr

from assistant import wording
from assistant.doctor import checks
from assistant.doctor.checks import (
    check_conversations,
    check_helpline,
    check_journal,
    check_recognizer,
    check_room,
    check_sentence,
    check_voice,
    decibels,
)
from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.practice.events import Answered, Missed, SessionBegan, Withdrawn
from assistant.speech.audio.base import Sound
from assistant.speech.echo import measure_echo
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from intents import load
from tests.conversation.world import memory_in
from tests.journal.looking import NOW

RATE = 16000
RANDOM = np.random.default_rng(1)
WORDS = wording.load("en")


@pytest.fixture(scope="module")
def speech():
    synthesizer = Synthesizer(Manner(voice="en-us", rate=150))
    sound = synthesizer.synthesize("I can hear you very well today.")
    synthesizer.close()
    return soxr.resample(sound.samples, sound.rate, RATE)


def noise(seconds, level):
    return RANDOM.normal(0, level, int(seconds * RATE)).astype(np.int16)


def in_a_room(samples, level):
    room = noise(1 + len(samples) / RATE + 1, level).astype(np.int32)
    room[RATE : RATE + len(samples)] += samples
    return room.clip(-32768, 32767).astype(np.int16)


def test_check_room_all_zeros_is_broken():
    assert check_room(np.zeros(RATE, np.int16)).status == "broken"
    assert check_room(noise(1, 3)).status == "well"


SENTENCES = [
    ("well", "clearly", 1.0, 20),
    ("weak", "nobody", 0.0, 20),
    ("weak", "faint", 0.01, 2),
    ("weak", "too loud", 30.0, 20),
    ("weak", "room", 0.5, 1500),
]


def test_check_sentence_each_fault_is_told(speech):
    failing = []
    for status, word, gain, level in SENTENCES:
        samples = (speech.astype(np.float64) * gain).clip(-32768, 32767).astype(np.int16)
        result = check_sentence(in_a_room(samples, level), decibels(noise(1, level)))
        if (result.status, word in result.found(WORDS)) != (status, True):
            failing.append((status, word, result))

    assert failing == []


def test_measure_echo_own_voice_in_microphone_is_not_safe(speech):
    failing = []
    for gain, safe in ((0.0, True), (0.3, False), (0.02, False)):
        delayed = np.concatenate([np.zeros(2000), speech * gain])
        recorded = (delayed + RANDOM.normal(0, 20, len(delayed))).astype(np.int16)
        echo = measure_echo(noise(1, 20), recorded, Sound(speech, RATE))
        if echo.safe is not safe:
            failing.append((gain, echo))

    assert failing == []


def test_measure_echo_another_sound_is_safe(speech):
    assert measure_echo(noise(1, 300), noise(3, 300), Sound(speech, RATE)).safe


def test_check_journal_changed_line_is_broken(tmp_path):
    journal = Journal(tmp_path)
    for word in ("one", "two", "three"):
        journal.append("segment", {"ask": "x", "text": word}, ts=NOW)
    whole = check_journal(tmp_path, WORDS)
    assert whole.status == "well"
    assert "3 lines" in whole.found(WORDS)
    raw = journal.path.read_bytes()
    journal.path.write_bytes(raw.replace(b"two", b"twx"))
    result = check_journal(tmp_path, WORDS)

    assert result.status == "broken"
    assert "damaged" in result.found(WORDS)
    assert "restore" in result.remedy(WORDS)


def test_check_journal_without_lines_is_well(tmp_path):
    result = check_journal(tmp_path, WORDS)

    assert result.status == "well"
    assert result.found(WORDS) == "The journal is whole: nothing is in it yet."


def test_check_helpline_known_country_names_number_and_date():
    result = check_helpline("GB")

    assert result.status == "well"
    assert result.figures["phone"] in result.found(WORDS)
    assert result.figures["seen"] in result.found(WORDS)


def test_check_helpline_without_country_or_number_is_weak():
    assert check_helpline("").status == "weak"
    assert check_helpline("ZZ").status == "weak"
    assert "ZZ" in check_helpline("ZZ").found(WORDS)


def test_check_recognizer_missing_is_broken_and_built_in_is_weak():
    def missing():
        raise Trouble("models.none_for_vosk")

    language = load("en")
    result, none = check_recognizer(missing, language)
    poor, there = check_recognizer(lambda: open_recognizer("pocketsphinx"), language)

    assert (result.status, none) == ("broken", None)
    assert "Vosk needs a speech model" in result.found(WORDS)
    assert (poor.status, there.name) == ("weak", "pocketsphinx")
    assert "models fetch" in poor.remedy(WORDS)


def test_check_voice_unknown_voice_names_the_voices_there_are():
    synthesizer = Synthesizer(Manner(voice="nobody's"))
    result = check_voice(synthesizer, WORDS)
    synthesizer.close()

    assert result.status == "broken"
    assert result.found(WORDS) == "There is no voice called nobody's."
    assert "en-us" in result.remedy(WORDS)


def test_check_voice_without_synthesizer_is_broken_with_a_remedy(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    synthesizer = Synthesizer()
    result = check_voice(synthesizer, WORDS)
    synthesizer.close()

    assert result.status == "broken"
    assert "does not work" in result.found(WORDS)
    assert "espeak" in result.remedy(WORDS)


def test_wording_every_result_has_a_sentence():
    code = Path(checks.__file__).read_text()
    named = re.findall(r'CheckResult\(\s*"(\w+)", "\w+", "(\w+)"(?!.*trouble=)', code)

    assert len(named) > 10
    assert [
        pair for pair in named if "doctor.{}.{}.found".format(*pair) not in WORDS.variants
    ] == []


def test_check_conversations_breakdowns_are_counted(tmp_path):
    folder = tmp_path / "journal"
    assert check_conversations(folder).key == "none"
    memory = memory_in(folder)
    for _ in range(2):
        session, aside = memory.new_session(), memory.new_session()
        memory.record(SessionBegan("menu", {}), session)
        memory.record(SessionBegan("goals", {}, parent=session, aside=True), aside)
        for why in ("silence", "unclear", "unsure", "corrected", "complained", "told", "asked"):
            memory.record(Missed("goals.what_now", why), aside)
        answer = memory.record(Answered("goals.what_now", value="stop"), aside)
        memory.record(Withdrawn((answer.id,)), aside)
    result = check_conversations(folder)
    counted = {"conversations": 2, "turns": 18, "missed": 4, "doubted": 2, "corrected": 4}
    counted |= {"complained": 2, "asked_again": 12, "each": 6.0}
    assert (result.status, result.figures) == ("weak", counted)
    assert "6" in result.found(WORDS)

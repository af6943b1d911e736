"""A plan said aloud is heard again the next morning, in one's own voice where that is kept."""

import io
from datetime import datetime, timedelta

import numpy as np
import pytest

from assistant import wording
from assistant.channels.captions import Captions
from assistant.channels.recordings import Recordings
from assistant.channels.spoken import Spoken
from assistant.companion import Companion
from assistant.journal import Journal
from assistant.memory import Memory
from assistant.practice.events import Answered, RecordingAllowed, SessionBegan, ValueKept
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice
from intents import load
from tests.audio.talking import vosk_model
from tests.channels.test_spoken import Given, blocks, quiet, said

MORNING = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
TOMORROW = MORNING + timedelta(days=1)
BEFORE = ("call my sister", "every day", "yes", "after breakfast")


class Heard(Given):
    """Keeps what is played."""

    def __init__(self, given):
        super().__init__(given)
        self.played = []

    def play(self, sound):
        self.played.append(sound)


@pytest.fixture(scope="module")
def voice():
    voice = Voice(Manner(voice="en-us", rate=150))
    yield voice
    voice.close()


def companion_in(folder, now, allowed=None):
    memory = Memory(Journal(folder), lambda: now)
    if allowed is not None:
        session = memory.new_session()
        memory.record(SessionBegan(dialogue="welcome", brief={}, ends=True), session)
        notes = (ValueKept("v", "family"), RecordingAllowed(allowed))
        memory.record(Answered(ask="before", notes=notes, ends=True), session)
    return Companion(memory, load("en"), wording.load("en"))


def plan_aloud(folder, voice, allowed):
    """Add a goal, and say its plan to the microphone; the lines of the journal after that."""
    companion = companion_in(folder, MORNING, allowed)
    companion.start("add_goal")
    for words in BEFORE:
        companion.hear(words)
    assert companion.reply.ask.key == "certain.plan"
    recognizer = open_recognizer("vosk", vosk_model())
    audio = Given(blocks(quiet(0.5), said(voice, "i call my sister"), quiet(4)))
    captions = Captions(io.StringIO())
    recordings = Recordings(companion.memory.journal)
    Spoken(companion, lambda: recognizer, voice, audio, captions, recordings).go_on()
    return companion.memory.state().goals[0]


def next_morning(folder, voice):
    """What is played the next morning, and what is shown."""
    companion, audio, shown = companion_in(folder, TOMORROW), Heard([]), io.StringIO()
    recordings = Recordings(companion.memory.journal)
    Spoken(companion, lambda: None, voice, audio, Captions(shown), recordings).begin(
        "morning_checkin"
    )
    return audio.played, shown.getvalue()


def test_in_ones_own_voice(voice, tmp_path):
    goal = plan_aloud(tmp_path, voice, allowed=True)
    kept = Recordings(Journal(tmp_path)).sound(goal.recording)
    assert kept.seconds > 0.5

    played, shown = next_morning(tmp_path, voice)
    assert sum(np.array_equal(sound.samples, kept.samples) for sound in played) == 1
    assert "sister" in shown


def test_without_a_recording_lantern_says_it(voice, tmp_path):
    goal = plan_aloud(tmp_path, voice, allowed=False)
    assert not goal.recording
    assert not (tmp_path / "recordings").exists()

    _, shown = next_morning(tmp_path, voice)
    assert "sister" in shown


def test_a_recording_which_is_gone_is_said_by_lantern(voice, tmp_path):
    goal = plan_aloud(tmp_path, voice, allowed=True)
    (tmp_path / "recordings" / goal.recording).unlink()

    played, shown = next_morning(tmp_path, voice)
    assert "sister" in shown
    assert len(played) >= 3

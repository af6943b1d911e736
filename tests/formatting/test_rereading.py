"""Recordings read again: the newer reading counts, the older is kept, and erasing takes both."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

import msgspec
import numpy as np
import pytest
import soxr

from assistant.channels.recordings import Recordings
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.practice.events import Segment, SessionBegan
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import open_recognizer, open_whisper
from assistant.speech.recognizers.whisper import find_whisper
from assistant.speech.transcription import reread_recordings
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.read_model import ReadModel
from tests.audio.talking import recognizer_options, vosk_model
from tests.speech.materials import REPOSITORY

NOW = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
LATER = datetime.fromisoformat("2026-12-01T07:30:00+01:00")


@pytest.fixture(scope="module")
def recognizer():
    return open_recognizer("vosk", vosk_model())


@pytest.fixture(scope="module")
def said():
    voice = Synthesizer(Manner(voice="en-us", rate=150))
    sound = voice.synthesize("i was with my family")
    voice.close()
    pcm = soxr.resample(sound.samples, sound.rate, RATE)
    return np.concatenate([np.zeros(RATE // 4, np.int16), pcm, np.zeros(RATE // 2, np.int16)])


@pytest.fixture
def journal(tmp_path, said):
    """A reflection which was misheard, with its sound."""
    journal = Journal(tmp_path)
    began = SessionBegan("reflect", {})
    name = Recordings(journal).save(said.tobytes())
    misheard = Segment("reflect.go_ahead", "I was with my salary.", recording=name)
    for event in (began, misheard):
        data = msgspec.to_builtins(event)
        journal.append(data.pop("type"), data, ts=NOW, session="s1", source="voice")
    return journal


def test_reread_newer_reading_counts_and_older_is_kept(journal, recognizer):
    (again,) = reread_recordings(journal, recognizer, "vosk better", LATER)
    record = ReadModel(journal)
    (reflection,) = record.state.reflections
    entry = record.diary_entry()
    diary = "\n".join(text for line in journal.lines() if (text := entry(line)))

    assert (again.was, again.now) == ("I was with my salary.", "I was with my family.")
    assert reflection.words == "I was with my family."
    assert "I was with my family." in diary
    assert "First heard as: I was with my salary." in diary


def test_reread_search_finds_newer_words_on_the_day_said(journal, recognizer):
    list(reread_recordings(journal, recognizer, "vosk better", LATER))
    record = ReadModel(journal)
    (hit,) = commands.search(journal, "family", record.words_of)

    assert hit.ts[:10] == "2026-11-23"
    assert not commands.search(journal, "salary", record.words_of)


def test_reread_same_recognizer_reads_once(journal, recognizer):
    assert len(list(reread_recordings(journal, recognizer, "vosk better", LATER))) == 1
    assert not list(reread_recordings(journal, recognizer, "vosk better", LATER))


@pytest.mark.parametrize("words", ["family", "salary"])
def test_erase_one_reading_erases_both(journal, recognizer, words):
    list(reread_recordings(journal, recognizer, "vosk better", LATER))
    commands.erase(journal, commands.choose(journal, matching=words), LATER)

    text = journal.path.read_text()
    assert "salary" not in text
    assert "family" not in text
    assert not list((journal.folder / "recordings").iterdir())


def test_reread_scratched_sentence_stays_away(journal, recognizer):
    (line,) = [line for line in journal.lines() if line.type == "segment"]
    kept = json.loads(bytes(line.data))
    cut = {**kept, "text": "I was.", "withdraws": [line.id]}
    journal.append("segment", cut, ts=NOW, session="s1", source="voice")

    assert not list(reread_recordings(journal, recognizer, "vosk better", LATER))


def test_hear_redo_tells_what_changed(journal):
    command = [sys.executable, "-m", "assistant", "hear", "--redo", "--data", str(journal.folder)]
    done = subprocess.run(
        [*command, *recognizer_options("vosk")],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert "was: I was with my salary.\nnow: I was with my family." in done.stdout


@pytest.mark.skipif(find_whisper() is None, reason="Whisper is not installed")
def test_reread_by_whisper_writes_what_was_said_with_times_and_nothing_in_silence(journal, said):
    whisper = open_whisper()
    (again,) = reread_recordings(journal, whisper, "whisper model", LATER)
    stream = whisper.stream()
    stream.accept(np.concatenate([np.zeros(RATE * 2, np.int16), said]).tobytes())
    words = stream.finish().words
    silence = whisper.stream()
    silence.accept(bytes(RATE * 6))

    assert again.now == "I was with my family."
    assert [word.text for word in words] == ["i", "was", "with", "my", "family"]
    assert 1.8 < words[0].start < words[-1].end < 2.0 + len(said) / RATE
    assert all(type(time) is float for word in words for time in (word.start, word.end))
    assert silence.finish().text == ""


def test_hear_whisper_not_installed_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("assistant.speech.recognizers.whisper.find_spec", lambda name: None)
    with pytest.raises(Trouble) as raised:
        open_whisper()
    assert raised.value.key == "models.no_whisper"

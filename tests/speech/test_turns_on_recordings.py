"""Voice activity, recognizer and end-of-turn detector together, on recordings of people."""

import itertools

import numpy as np
import pytest
import soundfile

from assistant.speech.audio.virtual import recorded_audio
from assistant.speech.turns import EndOfTurnDetector, patience_for
from assistant.speech.voice_activity import VoiceActivityDetector
from tests.speech.materials import HUMANS, needs_humans, needs_vosk_model, pcm, quiet

pytestmark = [needs_humans, needs_vosk_model]


def among_digits(text):
    return "complete" if text in DIGITS else "unclear"


DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SEVEN = "fsdd/7_theo_1.wav"
SPEECH = 0.42
"""The duration of the speech in SEVEN, in seconds."""


def write(folder, *pieces):
    samples = np.frombuffer(b"".join(pieces), np.int16)
    soundfile.write(folder / "person.wav", samples, 16000)
    return folder / "person.wav"


def take_turn(path, recognizer, turn, phrases=None):
    """Run one turn; gives its events with their times, and the transcript."""
    audio, activity, stream = (
        recorded_audio(path),
        VoiceActivityDetector(),
        recognizer.stream(phrases),
    )
    events = []
    for block in audio.blocks():
        if block.event == "end":
            break
        stream.accept(block.pcm)
        for speaking in activity.detect(block.pcm):
            event = turn.advance(speaking, activity.frame, stream.partial())
            if event:
                events.append((block.at + block.seconds, event))
            if event == "segment":
                stream = recognizer.stream(phrases)
        if events and events[-1][1] == "end_of_turn":
            break
    audio.close()
    return events, stream.finish()


def test_turn_complete_answer_ends_quickly(tmp_path, vosk):
    path = write(tmp_path, quiet(1.0), pcm(HUMANS / SEVEN), quiet(4.0))
    turn = EndOfTurnDetector(patience_for("closed"), among_digits)
    events, heard = take_turn(path, vosk, turn, DIGITS)

    assert [event for _, event in events] == ["speech_began", "end_of_turn"]
    assert heard.text == "seven"
    assert events[-1][0] - (1.0 + SPEECH) < 0.6


def test_turn_same_recording_ends_by_expectation(tmp_path, vosk):
    path = write(tmp_path, quiet(1.0), pcm(HUMANS / SEVEN), quiet(12.0))
    ends = []
    for kind, stands in (("closed", "complete"), ("closed", "unclear"), ("open", "unfinished")):
        turn = EndOfTurnDetector(patience_for(kind), lambda text, stands=stands: stands)
        events, _ = take_turn(path, vosk, turn, DIGITS)
        ends.append(events[-1][0])

    assert all(later - sooner > 0.5 for sooner, later in itertools.pairwise(ends))


def test_turn_open_answer_is_not_ended_by_a_pause(tmp_path, vosk):
    reader = pcm(HUMANS / "speechbrain/spk1_snt5.wav")
    path = write(tmp_path, quiet(0.5), reader, quiet(1.2), reader, quiet(4.0))
    events, _ = take_turn(path, vosk, EndOfTurnDetector(patience_for("open")))

    assert [event for _, event in events] == ["speech_began", "end_of_turn"]
    assert events[-1][0] > 0.5 + 2 * len(reader) / 32000 + 1.2


def test_turn_reflection_is_never_ended_by_a_pause(tmp_path, vosk):
    reader = pcm(HUMANS / "speechbrain/spk1_snt5.wav")
    path = write(tmp_path, *(piece for _ in range(4) for piece in (reader, quiet(6.0))))
    events, _ = take_turn(path, vosk, EndOfTurnDetector(patience_for("reflection")))

    names = [event for _, event in events]
    assert "end_of_turn" not in names
    assert names.count("segment") == 4


def test_turn_quiet_room_is_silence(tmp_path, vosk):
    path = write(tmp_path, quiet(8.5, level=20))
    events, heard = take_turn(path, vosk, EndOfTurnDetector(patience_for("closed")), DIGITS)

    assert [event for _, event in events] == ["silence"]
    assert heard.text == ""


@pytest.mark.parametrize("loudness", [0.3, 1.0])
def test_turn_soft_voice_is_detected(tmp_path, vosk, loudness):
    seven = np.frombuffer(pcm(HUMANS / SEVEN), np.int16)
    soft = (seven * loudness).astype(np.int16).tobytes()
    path = write(tmp_path, quiet(1.0), soft, quiet(3.0))
    events, heard = take_turn(path, vosk, EndOfTurnDetector(patience_for("closed")), DIGITS)

    assert [event for _, event in events] == ["speech_began", "end_of_turn"]
    assert heard.text == "seven"

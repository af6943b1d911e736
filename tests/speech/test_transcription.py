import json

import pytest
import soundfile

from assistant import wording
from assistant.speech.transcription import transcribe_files
from tests.speech.materials import HUMANS, needs_humans, needs_moonshine, needs_vosk_model

pytestmark = needs_humans
READER = "librivox-austen/sense_and_sensibility_01_austen_64kb-0870.wav"


@pytest.fixture(
    params=[
        "pocketsphinx",
        pytest.param("vosk", marks=needs_vosk_model),
        pytest.param("moonshine", marks=needs_moonshine),
    ]
)
def recognizer(request):
    return request.getfixturevalue(request.param)


def test_transcribe_files_gives_times_and_confidences(recognizer):
    (heard,) = transcribe_files([HUMANS / READER], recognizer)

    assert heard.recognizer == recognizer.name
    assert heard.seconds == pytest.approx(7.1, abs=0.05)
    assert heard.text == " ".join(word.text for word in heard.words)
    assert all(0 <= w.start < w.end <= heard.seconds + 0.3 for w in heard.words)
    assert all(0 <= w.confidence <= 1 for w in heard.words)
    assert len({w.confidence for w in heard.words}) > 3


def test_transcribe_files_pocketsphinx_recognizes_a_reader(pocketsphinx):
    (heard,) = transcribe_files([HUMANS / READER], pocketsphinx)

    assert "to consider how much there might be" in heard.text
    assert "in his power to do for" in heard.text


def test_transcribe_files_unreadable_file_does_not_stop_the_others(recognizer, tmp_path):
    (tmp_path / "notes.txt").write_text("Not a sound.\n" * 100)
    bad, good = transcribe_files([tmp_path / "notes.txt", HUMANS / "fsdd/7_theo_1.wav"], recognizer)

    assert "not a sound file" in wording.load().error(bad.trouble)
    assert good.trouble is None
    assert good.seconds > 0


def test_transcribe_files_damaged_recording_keeps_its_beginning(pocketsphinx, tmp_path):
    samples, rate = soundfile.read(HUMANS / READER, dtype="int16")
    path = tmp_path / "reader.flac"
    soundfile.write(path, samples, rate)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    (heard,) = transcribe_files([path], pocketsphinx)

    assert "damaged" in wording.load().error(heard.trouble)
    assert "john" in heard.text


def test_file_transcript_as_json_is_plain_data(pocketsphinx):
    (heard,) = transcribe_files([HUMANS / "fsdd/7_theo_1.wav"], pocketsphinx)
    plain = json.loads(json.dumps(heard.as_json()))

    assert set(plain) == {"file", "text", "words", "seconds", "recognizer"}
    assert set(plain["words"][0]) == {"text", "start", "end", "confidence"}

"""Speech to text over Wyoming: any format in, words out as they become stable."""

import numpy as np
import pytest
import soxr
from wyoming.asr import Transcript
from wyoming.audio import AudioStop
from wyoming.info import Describe, Info
from wyoming.ping import Ping

from assistant.channels.wyoming.transcription import StableWords
from tests.bridges.wyoming.service import event, utterance

SENTENCE = "today i was at work and then i was with my family and i called my sister"


def heard(answers):
    return next(Transcript.from_event(a).text for a in answers if Transcript.is_type(a.type))


def streamed(answers):
    return "".join(a.data["text"] for a in answers if a.type == "transcript-chunk")


def test_transcribe_utterance_gives_its_text(service, spoken):
    answers = service.ask(*utterance(spoken("yes").tobytes()))
    assert heard(answers) == "yes"


def test_transcribe_sends_words_while_they_are_spoken(service, spoken):
    answers = service.ask(*utterance(spoken(SENTENCE).tobytes()), until=("transcript-stop",))
    kinds = [answer.type for answer in answers]
    assert kinds[0] == "transcript-start"
    assert kinds[-2:] == ["transcript", "transcript-stop"]
    assert kinds.count("transcript-chunk") >= 3
    assert streamed(answers) == heard(answers)
    assert len(heard(answers).split()) >= 12


@pytest.mark.parametrize(
    ("rate", "width", "channels"), [(48000, 2, 2), (8000, 2, 1), (44100, 4, 1), (22050, 1, 2)]
)
def test_transcribe_any_audio_format_gives_its_text(service, spoken, rate, width, channels):
    samples = soxr.resample(spoken("yes"), 16000, rate).astype(np.int16)
    wide = {1: samples >> 8, 2: samples, 4: samples.astype(np.int32) << 16}[width]
    pcm = np.repeat(wide.astype(f"<i{width}"), channels).tobytes()
    assert heard(service.ask(*utterance(pcm, rate, width, channels, milliseconds=37))) == "yes"


def test_connection_transcribes_several_utterances(service, spoken):
    both = [*utterance(spoken("yes").tobytes()), *utterance(spoken("repeat").tobytes())]
    answers = service.ask(*both, event("ping"), until=("pong",))
    assert [a.data["text"] for a in answers if a.type == "transcript"] == ["yes", "repeat"]


def test_transcribe_without_audio_gives_empty_text(service):
    assert heard(service.ask(AudioStop())) == ""


def test_describe_lists_both_services(service):
    info = Info.from_event(service.ask(Describe())[0])
    (hears,), (talks,) = info.asr, info.handle
    assert not any((info.tts, info.wake, info.intent, info.mic, info.snd, info.satellite))
    assert hears.installed
    assert hears.supports_transcript_streaming
    assert [(m.name, m.installed, m.languages) for m in hears.models] == [("tiny-en", True, ["en"])]
    assert talks.name == "lantern"
    assert talks.installed
    assert [(m.name, m.installed, m.languages) for m in talks.models] == [
        ("lantern-en", True, ["en"])
    ]


def test_ping_is_answered_with_its_text(service):
    assert service.ask(Ping("still there?").event())[0].data == {"text": "still there?"}


def test_transcribe_other_language_is_refused(service):
    answers = service.ask(event("transcribe", language="fr"))
    assert [a.type for a in answers] == ["error"]


def test_unknown_event_is_ignored(service):
    answers = service.ask(event("select-program", name="lantern"), event("of-the-future"), Ping())
    assert [a.type for a in answers] == ["pong"]


def test_stable_words_are_never_taken_back():
    stable = StableWords()
    pieces = [
        stable.update("i", 0.2),
        stable.update("i want two", 1.0),
        stable.update("i want to reflect now", 1.6),
        stable.update("i want to reflect now please", 2.5),
    ]
    assert pieces == ["", "i", "", " want to reflect"]
    assert stable.rest("i want to reflect now please") == " now please"
    assert stable.text == "i want to reflect now please"

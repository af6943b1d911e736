"""Speech to text over Wyoming: any format in, words out as they settle."""

import numpy as np
import pytest
import soxr
from wyoming.asr import Transcript
from wyoming.audio import AudioStop
from wyoming.info import Describe, Info
from wyoming.ping import Ping

from assistant.channels.wyoming.settled import Settled
from tests.bridges.wyoming.service import event, utterance

SENTENCE = "today i was at work and then i was with my family and i called my sister"


def heard(answers):
    return next(Transcript.from_event(a).text for a in answers if Transcript.is_type(a.type))


def streamed(answers):
    return "".join(a.data["text"] for a in answers if a.type == "transcript-chunk")


def test_what_is_said_is_heard(service, spoken):
    answers = service.ask(*utterance(spoken("yes").tobytes()))
    assert heard(answers) == "yes"


def test_words_come_while_they_are_spoken(service, spoken):
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
def test_any_format_is_heard(service, spoken, rate, width, channels):
    samples = soxr.resample(spoken("yes"), 16000, rate).astype(np.int16)
    wide = {1: samples >> 8, 2: samples, 4: samples.astype(np.int32) << 16}[width]
    pcm = np.repeat(wide.astype(f"<i{width}"), channels).tobytes()
    assert heard(service.ask(*utterance(pcm, rate, width, channels, milliseconds=37))) == "yes"


def test_one_connection_serves_one_utterance_after_another(service, spoken):
    both = [*utterance(spoken("yes").tobytes()), *utterance(spoken("repeat").tobytes())]
    answers = service.ask(*both, event("ping"), until=("pong",))
    assert [a.data["text"] for a in answers if a.type == "transcript"] == ["yes", "repeat"]


def test_no_sound_at_all_is_no_words(service):
    assert heard(service.ask(AudioStop())) == ""


def test_it_describes_itself_completely(service):
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


def test_a_ping_is_answered(service):
    assert service.ask(Ping("still there?").event())[0].data == {"text": "still there?"}


def test_another_language_is_not_heard_as_english(service):
    answers = service.ask(event("transcribe", language="fr"))
    assert [a.type for a in answers] == ["error"]


def test_what_it_does_not_know_is_passed_over(service):
    answers = service.ask(event("select-program", name="lantern"), event("of-the-future"), Ping())
    assert [a.type for a in answers] == ["pong"]


def test_what_was_sent_is_not_taken_back():
    settled = Settled()
    pieces = [
        settled.take("i", 0.2),
        settled.take("i want two", 1.0),
        settled.take("i want to reflect now", 1.6),
        settled.take("i want to reflect now please", 2.5),
    ]
    assert pieces == ["", "i", "", " want to reflect"]
    assert settled.rest("i want to reflect now please") == " now please"
    assert settled.text == "i want to reflect now please"

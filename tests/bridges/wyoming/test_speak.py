"""Lantern's own voice, for satellites."""

import numpy as np
import pytest
from wyoming.audio import AudioChunk, AudioStart
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from assistant.channels.wyoming.speaking import Voice
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from tests.bridges.wyoming.service import running

TEXT = "Good morning. Would you like to bring honesty to today?"


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        made = Voice(lambda: Synthesizer(Manner(voice="en-us")), "en")
        yield made
        made.close()


@pytest.fixture
def speaking(recognizer, tmp_path, voice):
    with running(recognizer, tmp_path, voice=voice) as service:
        yield service
        assert not service.wrong


def seconds(answers):
    chunks = [AudioChunk.from_event(a) for a in answers if AudioChunk.is_type(a.type)]
    samples = np.concatenate([np.frombuffer(chunk.audio, np.int16) for chunk in chunks])
    assert np.abs(samples).max() > 1000
    return len(samples) / chunks[0].rate


def speak(service, text=TEXT):
    return service.ask(Synthesize(text), until=("audio-stop", "error"))


def test_voice_is_offered_where_there_is_one(speaking):
    (talks,) = Info.from_event(speaking.ask(Describe())[0]).tts
    assert talks.name == "lantern-voice"
    assert talks.supports_synthesize_streaming
    assert [(v.installed, v.languages) for v in talks.voices] == [(True, ["en"])]


def test_synthesize_gives_the_sound_of_a_text(speaking):
    answers = speak(speaking)
    kinds = [answer.type for answer in answers]
    assert kinds[0] == "audio-start"
    assert kinds[-1] == "audio-stop"
    assert set(kinds[1:-1]) == {"audio-chunk"}
    assert 2 < seconds(answers) < 8


def test_synthesize_streamed_text_is_spoken_once_and_from_its_first_sentence(speaking):
    pieces = [TEXT[at : at + 7] for at in range(0, len(TEXT), 7)]
    events = [SynthesizeStart(), *map(SynthesizeChunk, pieces), Synthesize(TEXT), SynthesizeStop()]
    answers = speaking.ask(*events, until=("synthesize-stopped", "error"))
    kinds = [answer.type for answer in answers]
    assert kinds.count("audio-start") == 1
    assert kinds[-2:] == ["audio-stop", "synthesize-stopped"]
    assert seconds(answers) == pytest.approx(seconds(speak(speaking)), rel=0.1)
    assert AudioStart.from_event(answers[0]).width == 2


def test_slower_holds_where_the_voice_is_lanterns(speaking):
    """Home Assistant asks for the voice from the same address as for the conversation."""
    speaking.say("study", "hello lantern")
    before = seconds(speak(speaking))
    told = speaking.say("study", "speak more slowly").data["text"]
    assert "isn't mine" not in told
    assert seconds(speak(speaking)) > 1.1 * before


def test_synthesize_nothing_ends_at_once(speaking):
    assert [a.type for a in speak(speaking, " ")] == ["audio-start", "audio-stop"]

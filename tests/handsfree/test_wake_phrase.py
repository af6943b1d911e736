"""The wake phrase is detected, alone and with a command after it; other speech is not."""

import numpy as np
import pytest
import soxr

from assistant.errors import Trouble
from assistant.handsfree.wake_phrase import (
    WakePhraseDetector,
    checked_wake_phrase,
    wake_phrases,
)
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.wording import load as load_wording
from intents import Command, load
from tests.speech.materials import HUMANS, needs_humans, needs_moonshine, needs_vosk_model, pcm

pytestmark = needs_vosk_model
PHRASES = wake_phrases("en")
WAKE, SLEEP = PHRASES.wake, PHRASES.sleep


def detect(detector, samples):
    pcm = samples.tobytes()
    blocks = (pcm[at : at + 1280] for at in range(0, len(pcm), 1280))
    return [call for b in blocks if (call := detector.accept(Block(b, 0.0)))]


def calls(recognizer, samples, phrases=(WAKE, SLEEP)):
    return detect(WakePhraseDetector(recognizer, phrases), samples)


def test_accept_phrase_among_talk_is_detected(vosk, says):
    said = says(1.0, "the weather is good today", 1.0, "hello lantern", 1.5, "where is my book", 1)

    (call,) = calls(vosk, said)
    assert call.phrase == WAKE
    assert not call.after


def test_accept_command_in_same_breath_is_given(vosk, says):
    (call,) = calls(vosk, says(0.6, "hello lantern, start my morning check in", 1.2))

    stream = vosk.stream()
    stream.accept(call.after)
    assert "morning check in" in stream.finish().text


def test_accept_short_pause_before_command_keeps_command(vosk, says):
    (call,) = calls(vosk, says(0.6, "hello lantern", 0.45, "my goals", 1.2))

    assert call.after


def test_accept_sleep_phrase_is_detected(vosk, says):
    (call,) = calls(vosk, says(0.6, "lantern sleep", 1.2))

    assert call.phrase == SLEEP


def test_accept_pocketsphinx_compares_phrase_with_rivals():
    recognizer = open_recognizer("pocketsphinx")
    commands = load("en").phrases(Command())
    voice = Synthesizer(Manner(rate=110, voice="en-us+f2"))  # the one it hears best

    def detected(said):
        sound = voice.synthesize(said)
        spoken = soxr.resample(sound.samples, sound.rate, RATE).astype(np.int16)
        quiet = np.zeros(RATE, np.int16)
        detector = WakePhraseDetector(recognizer, (WAKE, SLEEP), commands)
        return [c.phrase for c in detect(detector, np.concatenate([quiet, spoken, quiet]))]

    # The voice breathes at random, so that one call in fourteen is missed.
    called = [detected(WAKE) for _ in range(4)]
    assert called.count([WAKE]) >= 2
    assert all(found in ([WAKE], []) for found in called)
    assert detected("what is the weather like today") == []
    voice.close()


@pytest.mark.parametrize(
    "said",
    ["i lit the lantern and said hello", "lantern", "hello", "hello my dear sister", "go to sleep"],
)
def test_accept_words_of_phrase_alone_are_ignored(vosk, says, said):
    assert calls(vosk, says(0.6, said, 1.2)) == []


def test_accept_phrase_after_long_talk_is_detected(vosk, says):
    talk = "today i was at work and then i was with my family and my sister called us again and"
    said = says(0.5, f"{talk} we went for a long walk hello lantern", 1.5)

    assert [call.phrase for call in calls(vosk, said)] == [WAKE]


def test_accept_silence_never_reaches_recognizer():
    class Never:
        passes_over, alike = True, 1.0

        def stream(self, phrases=None):
            raise AssertionError("nobody spoke")

    noise = np.random.default_rng(1).normal(0, 30, RATE * 20).astype(np.int16)
    assert calls(Never(), noise) == []


def test_accept_chosen_phrase_is_detected(vosk, says):
    phrase = checked_wake_phrase("Good morning, family!", vosk)

    assert phrase == "good morning family"
    found = calls(vosk, says(0.5, "hello lantern", 1.2, "good morning family", 1.2), (phrase,))
    assert [call.phrase for call in found] == [phrase]


def test_checked_wake_phrase_unknown_words_raises(vosk):
    with pytest.raises(Trouble) as raised:
        checked_wake_phrase("zyxomma quorl lantern", vosk)

    assert "does not know “zyxomma” and “quorl”" in load_wording("en").error(raised.value)


@pytest.mark.parametrize("phrase", ["hello", "hi you", "...", ""])
def test_checked_wake_phrase_short_phrase_raises(vosk, phrase):
    with pytest.raises(Trouble) as raised:
        checked_wake_phrase(phrase, vosk)

    assert "is not a good phrase" in load_wording("en").error(raised.value)


@needs_moonshine
def test_accept_moonshine_phrase_alone_and_with_command_is_detected(moonshine):
    voice = Synthesizer(Manner(rate=150, voice="en-gb"))
    parts = [np.zeros(RATE, np.int16)]
    for text in ("hello lantern", "hello lantern, start my morning check in"):
        sound = voice.synthesize(text)
        spoken = soxr.resample(sound.samples, sound.rate, RATE).astype(np.int16)
        parts += [spoken, np.zeros(RATE, np.int16)]
    voice.close()
    said = np.concatenate(parts)
    alone, together = calls(moonshine, said)
    stream = moonshine.stream()
    stream.accept(together.after)

    assert (alone.phrase, alone.after) == (WAKE, b"")
    assert together.phrase == WAKE
    assert "check in" in stream.finish().text


@needs_moonshine
@needs_humans
def test_accept_moonshine_other_talk_and_people_do_not_wake_it(moonshine, says):
    said = says(0.6, "the weather is good today", 1.0, "hello landlord", 1.0, "below the light", 1)
    assert calls(moonshine, said) == []
    for name in ("jfk/jfk.flac", "google/two_people.wav", "speechbrain/spk1_snt5.wav"):
        assert calls(moonshine, np.frombuffer(pcm(HUMANS / name), np.int16)) == []


@needs_moonshine
def test_accept_moonshine_other_phrase_of_two_words_is_detected(moonshine, says):
    said = says(0.6, "good morning dear", 1.2, "hello lantern", 1.2)

    (call,) = calls(moonshine, said, ("good morning dear",))
    assert call.phrase == "good morning dear"


@needs_moonshine
def test_accept_moonshine_silence_is_never_read(moonshine, says, monkeypatch):
    monkeypatch.setattr(moonshine, "reader", None)  # Reading anything would fail.

    assert calls(moonshine, says(20)) == []

"""The phrase wakes it, alone and with a command in one breath; other speech does not."""

import numpy as np
import pytest
import soxr

from assistant.errors import Trouble
from assistant.handsfree.phrase import SLEEP, WAKE, checked
from assistant.handsfree.watcher import Watcher
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice
from intents import Command, load
from tests.speech.materials import needs_vosk_model

pytestmark = needs_vosk_model


def heard(watcher, samples):
    pcm = samples.tobytes()
    blocks = (pcm[at : at + 1280] for at in range(0, len(pcm), 1280))
    return [call for b in blocks if (call := watcher.hear(Block(b, 0.0)))]


def calls(recognizer, samples, phrases=(WAKE, SLEEP)):
    return heard(Watcher(recognizer, phrases), samples)


def test_the_phrase_is_heard_among_other_talk(vosk, says):
    said = says(1.0, "the weather is good today", 1.0, "hello lantern", 1.5, "where is my book", 1)

    (call,) = calls(vosk, said)
    assert call.phrase == WAKE
    assert not call.after


def test_what_follows_in_the_same_breath_comes_along(vosk, says):
    (call,) = calls(vosk, says(0.6, "hello lantern, start my morning check in", 1.2))

    stream = vosk.stream()
    stream.accept(call.after)
    assert "morning check in" in stream.finish().text


def test_a_pause_within_the_breath_is_no_end(vosk, says):
    (call,) = calls(vosk, says(0.6, "hello lantern", 0.45, "my goals", 1.2))

    assert call.after


def test_it_is_sent_to_sleep(vosk, says):
    (call,) = calls(vosk, says(0.6, "lantern sleep", 1.2))

    assert call.phrase == SLEEP


def test_without_a_vosk_model_both_readings_are_heard_against_each_other():
    recognizer = open_recognizer("pocketsphinx")
    commands = load("en").phrases(Command())
    voice = Voice(Manner(rate=110, voice="en-us+f2"))  # the one it hears best
    found = {}
    for said in (WAKE, "what is the weather like today"):
        sound = voice.render(said)
        spoken = soxr.resample(sound.samples, sound.rate, RATE).astype(np.int16)
        quiet = np.zeros(RATE, np.int16)
        watcher = Watcher(recognizer, (WAKE, SLEEP), commands)
        found[said] = [c.phrase for c in heard(watcher, np.concatenate([quiet, spoken, quiet]))]
    voice.close()

    assert found == {
        WAKE: [WAKE],
        "what is the weather like today": [],
    }


@pytest.mark.parametrize(
    "said",
    ["i lit the lantern and said hello", "lantern", "hello", "hello my dear sister", "go to sleep"],
)
def test_its_words_alone_do_not_wake_it(vosk, says, said):
    assert calls(vosk, says(0.6, said, 1.2)) == []


def test_the_phrase_at_the_end_of_a_long_talk_without_a_pause_is_heard(vosk, says):
    talk = "today i was at work and then i was with my family and my sister called us again and"
    said = says(0.5, f"{talk} we went for a long walk hello lantern", 1.5)

    assert [call.phrase for call in calls(vosk, said)] == [WAKE]


def test_silence_and_noise_never_reach_the_recognizer():
    class Never:
        passes_over, alike = True, 1.0

        def stream(self, phrases=None):
            raise AssertionError("nobody spoke")

    noise = np.random.default_rng(1).normal(0, 30, RATE * 20).astype(np.int16)
    assert calls(Never(), noise) == []


def test_another_phrase_may_be_chosen(vosk, says):
    phrase = checked("Good morning, family!", vosk)

    assert phrase == "good morning family"
    found = calls(vosk, says(0.5, "hello lantern", 1.2, "good morning family", 1.2), (phrase,))
    assert [call.phrase for call in found] == [phrase]


def test_words_the_recognizer_does_not_know_are_named(vosk):
    with pytest.raises(Trouble, match="does not know “zyxomma” and “quorl”"):
        checked("zyxomma quorl lantern", vosk)


@pytest.mark.parametrize("phrase", ["hello", "hi you", "...", ""])
def test_what_comes_up_in_any_talk_is_no_phrase(vosk, phrase):
    with pytest.raises(Trouble, match="is not a good phrase"):
        checked(phrase, vosk)

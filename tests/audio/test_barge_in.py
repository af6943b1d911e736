"""Speaking over Lantern, on a sound server in which it does and does not hear itself."""

import time
from typing import NamedTuple

import numpy as np
import pytest

from assistant.channels.barge_in import BargeInDetector
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer

LONG = "This is a long story, and nobody needs to hear all of it. It goes on and on. " * 3


class Stopped(NamedTuple):
    took: float
    """Seconds from the person's beginning to speak until Lantern was stopped."""
    heard: float
    """Seconds of the story which were heard."""


@pytest.fixture(scope="module")
def story():
    """Lantern's sentences as sound."""
    voice = Synthesizer(Manner(voice="en-us", rate=150))
    yield list(voice.sentences(LONG))
    voice.close()


def tell(story, device, detector, speak=lambda: None, speak_after=2.0, seconds=9.0):
    """Tell the story. After `speak_after` seconds of it `speak` is called, once.

    Returns where Lantern was stopped, or None when it was not within `seconds`. Time is that of the
    microphone's sound, which does not depend on how busy the machine is.
    """
    detector.playback_started()
    for sound in story:
        detector.add_played(sound)
        device.play(sound)
    began, spoke = None, None
    for block in device.blocks():
        began = block.at if began is None else began
        if spoke is None and block.at > began + speak_after:
            speak()
            spoke = block.at
        if block.at > began + seconds:
            return None
        if block.muted and device.playing and detector.detect(block):
            return Stopped(block.at - (began if spoke is None else spoke), device.stop())
    return None


def test_barge_in_person_speaks_stops_and_tells_what_was_unheard(device, microphone, spoken, story):
    detector = BargeInDetector("auto")
    sound = spoken("stop stop stop")
    stopped = tell(story, device, detector, lambda: microphone.speak(sound), 5.5, 12.0)

    assert stopped is not None
    assert stopped.took < 2.0  # With the server's own delay; `scripts/bench latency` measures.
    assert 4.5 < stopped.heard < 9.0
    assert 0 < len(detector.unheard(stopped.heard)) < len(story)
    assert sum(block.seconds for block in detector.take_blocks()) > 0.1


def test_barge_in_hears_itself_is_not_stopped(server, device, story):
    detector = BargeInDetector("auto")
    with server.echo():
        stopped = tell(story, device, detector, seconds=6.0)

    assert stopped is None
    assert not detector.possible


def test_barge_in_switched_off_is_not_stopped(device, microphone, spoken, story):
    sound = spoken("stop stop stop")
    speak = lambda: microphone.speak(sound)  # noqa: E731
    assert tell(story, device, BargeInDetector("off"), speak, seconds=5.0) is None


def test_barge_in_stopped_loudspeaker_is_silent_at_once(
    device, microphone, recorder, spoken, story
):
    sound = spoken("stop stop stop")
    stopped = tell(story, device, BargeInDetector("on"), lambda: microphone.speak(sound))
    at = len(recorder.samples())
    time.sleep(1.0)
    after = recorder.samples()[at:]

    assert stopped is not None
    assert np.abs(after[int(0.3 * recorder.rate) :]).max(initial=0) < 200

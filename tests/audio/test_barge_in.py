"""Speaking over Lantern, over a sound server in which it does and does not hear itself."""

import time

import numpy as np
import pytest
import soxr

from assistant.channels.barge_in import BargeInDetector
from assistant.speech.audio.device import Device
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice
from tests.audio.pulse import Ear, Microphone

LONG = "This is a long story, and nobody needs to hear all of it. It goes on and on. " * 3


@pytest.fixture(scope="module")
def sounds():
    voice = Voice(Manner(voice="en-us", rate=150))
    said = list(voice.say(LONG)), voice.render("stop stop stop")
    voice.close()
    return said


def spoken_over(server, sounds, detector, speak_after=2.0, most=9.0):
    """Let Lantern speak and the person speak over it. When Lantern was stopped, after how many
    seconds of voice at the microphone; how much of it was heard; what is still unheard."""
    device, microphone = Device(), Microphone(server)
    story, person = sounds
    samples = soxr.resample(person.samples, person.rate, 48000)
    try:
        detector.playback_started()
        for sound in story:
            detector.add_played(sound)
            device.play(sound)
        began, spoke = time.monotonic(), None
        for block in device.blocks():
            now = time.monotonic()
            if speak_after is not None and spoke is None and now > began + speak_after:
                microphone.speak(samples)
                spoke = now
            if now > began + most:
                return None
            if block.muted and device.playing and detector.detect(block):
                return time.monotonic() - (spoke or began), device.stop(), detector
    finally:
        device.close()
        microphone.close()


def test_a_voice_over_it_stops_it_and_what_was_heard_is_known(server, sounds):
    took, heard, detector = spoken_over(server, sounds, BargeInDetector("auto"), 5.5, 12.0)
    left = detector.unheard(heard)

    assert took < 2.0  # The server's own delay is in it; `scripts/bench latency` measures.
    assert 4.5 < heard < 9.0
    assert 0 < len(left) < len(sounds[0])
    assert sum(block.seconds for block in detector.take_blocks()) > 0.1


def test_where_it_hears_itself_it_is_not_stopped_by_itself(server, sounds):
    server.pactl("load-module", "module-loopback", "source=speaker.monitor", "sink=person",
                 "latency_msec=20")  # fmt: skip
    try:
        detector = BargeInDetector("auto")
        stopped = spoken_over(server, sounds, detector, speak_after=None, most=6.0)
    finally:
        server.pactl("unload-module", "module-loopback")

    assert stopped is None
    assert not detector.possible


def test_switched_off_nothing_stops_it(server, sounds):
    assert spoken_over(server, sounds, BargeInDetector("off"), most=5.0) is None


def test_after_the_stop_the_loudspeaker_is_silent_at_once(server, sounds):
    ear = Ear(server)
    spoken_over(server, sounds, BargeInDetector("on"))
    stopped = len(ear.listen())
    time.sleep(1.0)
    after = ear.listen()[stopped:]
    ear.close()

    assert np.abs(after[int(0.3 * ear.rate) :]).max(initial=0) < 200

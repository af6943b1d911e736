"""Failures of real devices, after which a program goes on."""

from __future__ import annotations

import contextlib
import os
import signal
import time

import numpy as np

from assistant.speech.audio import portaudio
from assistant.speech.audio.base import Sound
from assistant.speech.audio.device import Device
from tests.audio.listening import Listening, tone
from tests.audio.pulse import Microphone
from tests.audio.waiting import wait_until

_CLEAR = 4000
"""An amplitude which only a person's voice has here."""


def heard_clearly(listening, since=0):
    return np.abs(listening.heard(muted=False, since=since)).max(initial=0) > _CLEAR


def test_device_rate_refused_another_is_tried(server, monkeypatch):
    """The device says a rate of its own which the real server then refuses."""
    described = portaudio.describe
    monkeypatch.setattr(
        portaudio, "describe", lambda *asked: described(*asked) | {"default_samplerate": 9e6}
    )
    with contextlib.closing(Device()) as device, contextlib.closing(Microphone(server)) as person:
        listening = Listening(device)
        device.play(Sound(tone(0.3), 22050))
        wait_until(lambda: not device.playing)
        time.sleep(0.3)  # The echo of a room, during which the microphone is muted.
        person.speak(tone(0.5, 48000))
        wait_until(lambda: heard_clearly(listening))


def test_devices_taken_by_another_program_are_lost_once_and_back_once(server, listening):
    """While they are suspended they can be opened and give nothing."""
    server.pactl("suspend-sink", "person", "1")  # With it the microphone, which is its monitor.
    try:
        listening.wait_for("lost")
        time.sleep(4)  # Long enough for several tries.
    finally:
        server.pactl("suspend-sink", "person", "0")
    listening.wait_for("back")
    events = [block.event for block in listening.blocks if block.event in ("lost", "back")]

    assert events == ["lost", "back"]


def test_loudspeaker_unplugged_in_mid_sentence_microphone_goes_on(server, device, listening):
    device.play(Sound(tone(2.0), 22050))
    server.unplug_loudspeaker()
    try:
        wait_until(lambda: not device.playing)  # Played or dropped, but not waited for for ever.
    finally:
        server.plug("speaker")
    here = len(listening.blocks)
    wait_until(lambda: any(block.pcm for block in listening.blocks[here:]))


def test_process_stopped_and_continued_listens_on(listening, microphone):
    """As a laptop whose lid is closed and opened."""
    if (child := os.fork()) == 0:
        time.sleep(0.2)
        os.kill(os.getppid(), signal.SIGSTOP)
        time.sleep(3)
        os.kill(os.getppid(), signal.SIGCONT)
        os._exit(0)
    os.waitpid(child, 0)
    here = len(listening.blocks)
    microphone.speak(tone(0.5, 48000))
    wait_until(lambda: heard_clearly(listening, here))

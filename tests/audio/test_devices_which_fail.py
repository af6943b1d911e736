"""What devices do to a program on a real sound server, and that it goes on."""

from __future__ import annotations

import os
import signal
import time

import numpy as np
import pytest

from assistant.speech.audio import opening
from assistant.speech.audio.device import Device
from assistant.speech.sound import Sound
from tests.audio.pulse import Microphone
from tests.audio.test_device import Listening, tone


@pytest.fixture
def device(server):
    device = Device()
    yield device
    device.close()


def module_of(server, sink):
    modules = server.pactl("list", "short", "modules").splitlines()
    return next(line.split()[0] for line in modules if f"sink_name={sink}" in line)


def until(said, seconds=15):
    deadline = time.monotonic() + seconds
    while not said():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_rate_which_is_refused_is_not_the_end(server, monkeypatch):
    """The device says a rate of its own which the real server then refuses."""
    described = opening.describe
    monkeypatch.setattr(
        opening, "describe", lambda *asked: described(*asked) | {"default_samplerate": 9e6}
    )
    device = Device()
    listening = Listening(device)
    microphone = Microphone(server)
    try:
        device.play(Sound(tone(0.3), 22050))
        until(lambda: not device.playing)
        time.sleep(0.3)  # The room's own tail.
        microphone.speak(tone(0.5, 48000))
        until(lambda: np.abs(listening.heard(muted=False)).max(initial=0) > 4000)
    finally:
        microphone.close()
        device.close()


def test_another_program_has_the_devices_to_itself_for_a_while(server, device):
    """Suspended, they can be opened and give nothing: told once, and once that it is over."""
    listening = Listening(device)
    until(lambda: len(listening.blocks) > 3)
    server.pactl("suspend-sink", "person", "1")  # With it the microphone, which is its monitor.
    try:
        listening.wait_for("lost", 10)
        time.sleep(4)  # Long enough for several tries.
    finally:
        server.pactl("suspend-sink", "person", "0")
    listening.wait_for("back", 20)
    events = [block.event for block in listening.blocks if block.event in ("lost", "back")]

    assert events == ["lost", "back"]


def test_only_the_loudspeaker_goes_in_the_middle_of_a_sentence(server, device):
    listening = Listening(device)
    until(lambda: len(listening.blocks) > 3)
    device.play(Sound(tone(2.0), 22050))
    server.pactl("unload-module", module_of(server, "speaker"))
    try:
        until(lambda: not device.playing)  # Said or dropped, but never waited for for ever.
    finally:
        server.pactl(
            "load-module", "module-null-sink", "sink_name=speaker rate=48000 channels=1 norewinds=1"
        )
        server.defaults()
    here = len(listening.blocks)
    until(lambda: any(block.pcm for block in listening.blocks[here:]))


def test_a_process_which_slept_listens_on(server, device):
    """The child stops us, as a laptop's lid does, and lets us go on."""
    listening = Listening(device)
    until(lambda: len(listening.blocks) > 3)
    if (child := os.fork()) == 0:
        time.sleep(0.2)
        os.kill(os.getppid(), signal.SIGSTOP)
        time.sleep(3)
        os.kill(os.getppid(), signal.SIGCONT)
        os._exit(0)
    os.waitpid(child, 0)
    here = len(listening.blocks)
    microphone = Microphone(server)
    try:
        microphone.speak(tone(0.5, 48000))
        until(
            lambda: (
                np.abs(
                    np.frombuffer(
                        b"".join(b.pcm for b in listening.blocks[here:] if not b.muted), np.int16
                    )
                ).max(initial=0)
                > 4000
            )
        )
    finally:
        microphone.close()

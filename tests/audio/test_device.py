import itertools
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from assistant.errors import Trouble
from assistant.speech.audio.device import Device
from assistant.speech.audio.playback import Playback
from assistant.speech.sound import Sound
from tests.audio.pulse import Microphone
from tests.speech.materials import REPOSITORY

LOUD = 500


def tone(seconds, rate=22050, frequency=440):
    return (8000 * np.sin(2 * np.pi * frequency * np.arange(int(rate * seconds)) / rate)).astype(
        np.int16
    )


def loudness(samples):
    return float(np.sqrt(np.mean(np.asarray(samples, float) ** 2))) if len(samples) else 0.0


def loud_seconds(samples, rate, piece=0.005):
    """How long there was something to hear, by pieces of 5 ms."""
    step = int(rate * piece)
    return sum(
        piece for at in range(0, len(samples), step) if loudness(samples[at : at + step]) > LOUD
    )


class Listening:
    """A thread which takes the blocks of a device as a conversation would."""

    def __init__(self, device):
        self.device = device
        self.blocks = []
        self.times = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        for block in self.device.blocks():
            self.blocks.append(block)
            self.times.append(time.monotonic())

    def wait_for(self, event, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for block, when in zip(list(self.blocks), list(self.times), strict=False):
                if block.event == event:
                    return when
            time.sleep(0.01)
        raise AssertionError(f"not {event} within {seconds} s")

    def heard(self, muted):
        return np.frombuffer(b"".join(b.pcm for b in self.blocks if b.muted == muted), np.int16)


@pytest.fixture
def device(server):
    device = Device()
    yield device
    device.close()


@pytest.fixture
def listening(device):
    return Listening(device)


def wait_until_quiet(device, limit=10):
    deadline = time.monotonic() + limit
    while device.playing:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    return time.monotonic()


def test_what_is_said_into_the_microphone_is_heard(device, listening, microphone):
    time.sleep(0.3)
    microphone.speak(tone(1.0, 48000))
    time.sleep(1.6)

    heard = listening.heard(muted=False)
    assert loud_seconds(heard, 16000) == pytest.approx(1.0, abs=0.06)
    strongest = np.abs(np.fft.rfft(heard)).argmax() * 16000 / len(heard)
    assert strongest == pytest.approx(440, abs=3)


def test_blocks_are_short_and_their_times_follow_the_clock(device, listening):
    time.sleep(1.5)
    blocks = listening.blocks[5:]

    assert all(0.015 <= block.seconds <= 0.085 for block in blocks)
    assert all(
        later.at == pytest.approx(block.at + block.seconds)
        for block, later in itertools.pairwise(blocks)
    )
    passed = listening.times[len(blocks) + 4] - listening.times[5]
    assert blocks[-1].at - blocks[0].at == pytest.approx(passed, abs=0.1)
    assert device.overflows == 0


def test_what_is_played_is_heard_whole_and_soon(device, listening, ear):
    time.sleep(0.4)
    before = len(ear.listen())
    device.play(Sound(tone(1.0), 22050))
    wait_until_quiet(device)
    time.sleep(0.3)

    played = ear.listen()[before:]
    assert loud_seconds(played, ear.rate) == pytest.approx(1.0, abs=0.02)
    first = np.flatnonzero(np.abs(played) > LOUD)[0] / ear.rate
    assert first < 0.3


def test_playing_ends_when_the_last_sample_has_left(device, listening, ear):
    time.sleep(0.4)
    device.play(Sound(tone(0.5), 22050))
    assert device.playing
    wait_until_quiet(device)
    heard_at_end = loud_seconds(ear.listen(), ear.rate)
    time.sleep(0.3)

    assert loud_seconds(ear.listen(), ear.rate) - heard_at_end < 0.1
    assert not device.playing


def test_sounds_follow_one_another_without_a_gap(device, listening, ear):
    time.sleep(0.4)
    for _ in range(4):
        device.play(Sound(tone(0.25), 22050))
    wait_until_quiet(device)
    time.sleep(0.3)
    played = np.abs(ear.listen()) > LOUD

    first, last = np.flatnonzero(played)[[0, -1]]
    assert (last - first) / ear.rate == pytest.approx(1.0, abs=0.02)


def test_stopping_is_within_a_buffer_and_says_how_much_was_heard(device, listening, ear):
    time.sleep(0.4)
    device.play(Sound(tone(5.0), 22050))
    time.sleep(1.0)
    played = device.stop()
    stopped = time.monotonic()
    quiet = wait_until_quiet(device)
    time.sleep(0.4)

    assert quiet - stopped < 0.2
    heard = loud_seconds(ear.listen(), ear.rate)
    assert played <= heard + 0.02
    assert heard - played < 0.2


def test_after_stopping_the_next_sound_is_played_from_its_beginning(device, listening, ear):
    time.sleep(0.4)
    device.play(Sound(tone(5.0), 22050))
    time.sleep(0.3)
    device.stop()
    wait_until_quiet(device)
    time.sleep(0.3)
    before = len(ear.listen())
    device.play(Sound(tone(0.5), 22050))
    wait_until_quiet(device)
    time.sleep(0.3)

    assert loud_seconds(ear.listen()[before:], ear.rate) == pytest.approx(0.5, abs=0.02)


def test_a_loudspeaker_at_rest_wakes_for_the_next_sound(server, ear):
    playback = Playback(rest_after=0.2)
    for _ in range(3):
        time.sleep(0.6)
        before = len(ear.listen())
        playback.play(Sound(tone(0.3), 22050))
        wait_until_quiet(playback)
        time.sleep(0.3)
        played = ear.listen()[before:]

        assert not playback.failed
        assert loud_seconds(played, ear.rate) == pytest.approx(0.3, abs=0.02)
    playback.close()


def test_it_does_not_hear_itself(server, device, listening):
    loop = server.pactl(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=person", "latency_msec=20"
    )
    try:
        time.sleep(0.5)
        device.play(Sound(tone(1.0), 22050))
        wait_until_quiet(device)
        time.sleep(0.6)
    finally:
        server.pactl("unload-module", loop)

    assert loudness(listening.heard(muted=True)) > LOUD
    assert loud_seconds(listening.heard(muted=False), 16000) == 0


def test_it_listens_again_soon_after_it_has_spoken(device, listening, microphone):
    time.sleep(0.3)
    device.play(Sound(tone(0.5), 22050))
    quiet = wait_until_quiet(device)
    time.sleep(0.5)

    first = next(
        when
        for block, when in zip(listening.blocks, listening.times, strict=True)
        if when > quiet and not block.muted
    )
    assert first - quiet < 0.35


def test_unplugged_and_back(server, device, listening):
    time.sleep(0.5)
    server.unplug()
    unplugged = time.monotonic()
    try:
        assert listening.wait_for("lost", 3) - unplugged < 2
        time.sleep(1)
        assert not any(block.pcm for block in listening.blocks[-3:])
    finally:
        server.plug()
    listening.wait_for("back", 5)
    again = len(listening.blocks)
    microphone = Microphone(server)
    microphone.speak(tone(0.5, 48000))
    time.sleep(1.2)
    microphone.close()

    heard = np.frombuffer(b"".join(block.pcm for block in listening.blocks[again:]), np.int16)
    assert 0.4 < loud_seconds(heard, 16000) < 0.8
    at = [block.at for block in listening.blocks]
    assert at == sorted(at)


def test_a_sound_server_killed_in_mid_sentence(server, device, listening):
    device.play(Sound(tone(3.0), 22050))
    time.sleep(0.5)
    server.kill()
    killed = time.monotonic()
    try:
        assert listening.wait_for("lost", 3) - killed < 2
        assert not device.playing
    finally:
        server.start()
    listening.wait_for("back", 5)
    device.play(Sound(tone(0.2), 22050))
    wait_until_quiet(device, 2)


def test_a_sound_server_which_hangs(server, device, listening):
    time.sleep(0.5)
    os.kill(server.pid, signal.SIGSTOP)
    hung = time.monotonic()
    try:
        assert listening.wait_for("lost", 3) - hung < 2
        blocks = len(listening.blocks)
        time.sleep(1)
        assert len(listening.blocks) > blocks + 1  # The conversation is not stuck in it.
    finally:
        os.kill(server.pid, signal.SIGCONT)
    listening.wait_for("back", 5)


def test_closing_ends_the_blocks(server):
    device = Device()
    listening = Listening(device)
    time.sleep(0.3)
    device.close()
    listening._thread.join(2)

    assert not listening._thread.is_alive()


def test_no_device_is_trouble(server):
    server.unplug()
    try:
        with pytest.raises(Trouble, match="--text"):
            Device()
    finally:
        server.plug()


def test_a_device_which_is_not_there_is_named(server):
    with pytest.raises(Trouble, match="no microphone called Nobody's headset"):
        Device("Nobody's headset")


def test_without_portaudio_it_says_how_to_install_it(tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    code = (
        "from assistant.speech.audio.device import Device\n"
        "from assistant.errors import Trouble\n"
        "try: Device()\n"
        "except Trouble as trouble: print(trouble)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}:{REPOSITORY}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "sudo apt install libportaudio2" in done.stdout

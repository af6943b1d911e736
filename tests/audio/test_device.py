"""A microphone and a loudspeaker on a real sound server."""

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from assistant.speech.audio.base import Sound
from assistant.speech.audio.device import Device
from assistant.speech.audio.portaudio import Playback
from tests.audio.listening import (
    Listening,
    first_loud,
    loud_seconds,
    loudness,
    tone,
    wait_until_played,
)
from tests.audio.pulse import LOUD, Microphone
from tests.audio.waiting import wait_until
from tests.speech.materials import REPOSITORY, raises_trouble


def test_microphone_tone_is_heard_whole(listening, microphone):
    microphone.speak(tone(1.0, 48000))
    heard = listening.wait_for_sound()

    assert loud_seconds(heard, 16000) == pytest.approx(1.0, abs=0.06)
    strongest = np.abs(np.fft.rfft(heard)).argmax() * 16000 / len(heard)
    assert strongest == pytest.approx(440, abs=3)


def test_blocks_are_short_and_follow_the_clock(device, listening):
    listening.wait_for_blocks(60)
    blocks, times = listening.blocks[5:65], listening.times[5:65]

    assert all(0.015 <= block.seconds <= 0.085 for block in blocks)
    assert all(
        later.at == pytest.approx(block.at + block.seconds)
        for block, later in itertools.pairwise(blocks)
    )
    # A busy machine takes single blocks late, but never all of twenty.
    late = [when - block.at for block, when in zip(blocks, times, strict=True)]
    assert min(late[-20:]) == pytest.approx(min(late[:20]), abs=0.1)
    assert device.overflows == 0


def test_playing_tone_is_heard_whole_and_soon(device, listening, recorder):
    soon = []
    for _ in range(2):
        before = recorder.wait_for_start()
        device.play(Sound(tone(1.0), 22050))
        played = recorder.wait_for_sound(before)
        soon.append(first_loud(played, recorder.rate))

        assert loud_seconds(played, recorder.rate) == pytest.approx(1.0, abs=0.02)
    assert min(soon) < 0.3


def test_playing_ends_when_the_last_sample_was_heard(device, listening, recorder):
    after_the_end = []
    for _ in range(2):
        before = recorder.wait_for_start()
        device.play(Sound(tone(0.5), 22050))
        assert device.playing
        wait_until_played(device)
        heard_at_end = loud_seconds(recorder.samples()[before:], recorder.rate)
        played = recorder.wait_for_sound(before)
        after_the_end.append(loud_seconds(played, recorder.rate) - heard_at_end)

        assert not device.playing
    assert min(after_the_end) < 0.1


def test_playing_sounds_in_a_row_leaves_no_gap(device, listening, recorder):
    recorder.wait_for_start()
    for _ in range(4):
        device.play(Sound(tone(0.25), 22050))
    played = np.abs(recorder.wait_for_sound()) > LOUD

    first, last = np.flatnonzero(played)[[0, -1]]
    assert (last - first) / recorder.rate == pytest.approx(1.0, abs=0.02)


def test_stop_is_within_a_buffer_and_tells_how_much_was_heard(device, listening, recorder):
    recorder.wait_for_start()
    device.play(Sound(tone(5.0), 22050))
    time.sleep(1.0)
    played = device.stop()
    stopped = time.monotonic()
    quiet = wait_until_played(device)
    heard = loud_seconds(recorder.wait_for_sound(), recorder.rate)

    assert quiet - stopped < 0.2
    assert played <= heard + 0.02
    assert heard - played < 0.2


def test_stop_then_play_begins_with_the_next_sound(device, listening, recorder):
    recorder.wait_for_start()
    device.play(Sound(tone(5.0), 22050))
    time.sleep(0.3)
    device.stop()
    recorder.wait_for_sound()
    before = len(recorder.samples())
    device.play(Sound(tone(0.5), 22050))
    played = recorder.wait_for_sound(before)

    assert loud_seconds(played, recorder.rate) == pytest.approx(0.5, abs=0.02)


def test_loudspeaker_at_rest_wakes_for_the_next_sound(server, recorder):
    playback = Playback(pause_after=0.2)
    for _ in range(3):
        wait_until(lambda: playback._paused)
        before = recorder.wait_for_start()
        playback.play(Sound(tone(0.3), 22050))
        played = recorder.wait_for_sound(before)

        assert not playback.failed
        assert loud_seconds(played, recorder.rate) == pytest.approx(0.3, abs=0.02)
    playback.close()


def test_microphone_beside_the_loudspeaker_does_not_hear_lantern(server, device, listening):
    with server.echo():
        listening.wait_for_blocks(20)
        device.play(Sound(tone(1.0), 22050))
        wait_until_played(device)
        listening.wait_for_blocks(25)

    assert loudness(listening.heard(muted=True)) > LOUD
    assert loud_seconds(listening.heard(muted=False), 16000) == 0


def test_microphone_after_playing_listens_again_soon(device, listening):
    soon = []
    for _ in range(2):
        device.play(Sound(tone(0.5), 22050))
        quiet = wait_until_played(device)
        listening.wait_for_blocks(25)
        soon.append(
            next(
                when
                for block, when in zip(listening.blocks, listening.times, strict=False)
                if when > quiet and not block.muted
            )
            - quiet
        )
    assert min(soon) < 0.35


def test_device_unplugged_and_back_listens_on(server, device, listening):
    server.unplug()
    unplugged = time.monotonic()
    try:
        assert listening.wait_for("lost") - unplugged < 2
        listening.wait_for_blocks(4)
        assert not any(block.pcm for block in listening.blocks[-3:])
    finally:
        server.plug()
    listening.wait_for("back")
    again = len(listening.blocks)
    with contextlib.closing(Microphone(server)) as microphone:
        microphone.speak(tone(0.5, 48000))
        heard = listening.wait_for_sound(again)

    assert 0.4 < loud_seconds(heard, 16000) < 0.8
    at = [block.at for block in listening.blocks]
    assert at == sorted(at)


def test_sound_server_killed_in_mid_sentence_plays_again_later(server, device, listening):
    device.play(Sound(tone(3.0), 22050))
    time.sleep(0.5)
    server.kill()
    killed = time.monotonic()
    try:
        assert listening.wait_for("lost") - killed < 2
        assert not device.playing
    finally:
        server.start()
    listening.wait_for("back")
    device.play(Sound(tone(0.2), 22050))
    wait_until_played(device, 2)


def test_sound_server_hangs_is_lost_and_back(server, device, listening):
    os.kill(server.pid, signal.SIGSTOP)
    hung = time.monotonic()
    try:
        assert listening.wait_for("lost") - hung < 2
        blocks = len(listening.blocks)
        time.sleep(1)
        assert len(listening.blocks) > blocks + 1  # The conversation is not stuck in it.
    finally:
        os.kill(server.pid, signal.SIGCONT)
    listening.wait_for("back")


def test_close_ends_the_blocks(server):
    device = Device()
    listening = Listening(device)
    listening.wait_for_blocks(5)
    device.close()
    listening.thread.join(2)

    assert not listening.thread.is_alive()


def test_device_missing_says_how_to_type_instead(server):
    server.unplug()
    try:
        with raises_trouble(match="--text"):
            Device()
    finally:
        server.plug()


def test_device_of_another_name_is_named_in_the_error(server):
    with raises_trouble(match="no microphone called Nobody's headset"):
        Device("Nobody's headset")


def test_portaudio_missing_says_how_to_install_it(tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    code = (
        "from assistant.speech.audio.device import Device\n"
        "from assistant import wording\n"
        "from assistant.errors import Trouble\n"
        "try: Device()\n"
        "except Trouble as trouble: print(wording.load().error(trouble))"
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

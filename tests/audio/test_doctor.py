"""The examination on a real sound server: what works, what does not, and what it says to do."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time

import numpy as np
import pytest

from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice
from tests.audio.pulse import Microphone
from tests.audio.talking import lantern, recognizer_options
from tests.speech.materials import REPOSITORY


@pytest.fixture(scope="module")
def sentence():
    voice = Voice(Manner(voice="en-us", rate=150))
    sound = voice.render("I can hear you very well today.")
    voice.close()
    import soxr

    return soxr.resample(sound.samples, sound.rate, 48000)


class Room:
    """A room in which it is never quite silent; a person may speak in it."""

    def __init__(self, server):
        self._microphone = Microphone(server)
        self._said = np.zeros(0, np.int16)
        self._going = True
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def speak(self, samples):
        self._said = samples

    def close(self):
        self._going = False
        self._thread.join()
        self._microphone.close()

    def _run(self):
        noise = np.random.default_rng(1)
        began, at = time.monotonic(), 0
        while self._going:
            piece = noise.normal(0, 20, 2400).astype(np.int16)
            said, self._said = self._said[:2400], self._said[2400:]
            piece[: len(said)] += said
            self._microphone.speak(piece)
            at += 1
            time.sleep(max(0.0, began + at * 0.05 - time.monotonic()))


@pytest.fixture
def room(server):
    room = Room(server)
    yield room
    room.close()


def start(server, folder, *arguments):
    settings = folder / "settings.toml"
    settings.write_text("rate = 400\n")
    env = server.env | {"PYTHONPATH": str(REPOSITORY), "LANTERN_SETTINGS": str(settings)}
    return subprocess.Popen(
        [*lantern("doctor", "--data", folder / "journal", *arguments), *recognizer_options("vosk")],
        cwd=REPOSITORY, env=os.environ | env,
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def found(server, folder):
    process = start(server, folder, "--json")
    out, _ = process.communicate(timeout=90)
    return {finding["name"]: finding for finding in json.loads(out)}, process.returncode


@pytest.mark.timeout(200)
def test_it_asks_for_a_sentence_and_plays_it_back(server, room, ear, tmp_path, sentence):
    process = start(server, tmp_path)
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Please say a sentence"):
            before = len(ear.listen())
            threading.Timer(2.0, lambda: room.speak(np.tile(sentence, 3))).start()
        if line.startswith("interrupting"):
            break  # What has nothing to do with sound is examined below, and faster.
    process.kill()
    process.wait()

    told = "\n".join(lines)
    assert "sentence: well. I hear you clearly." in told
    assert "This is what I heard." in told
    assert "interrupting: well." in told
    assert np.abs(ear.listen()[before:]).max() > 1000


@pytest.mark.timeout(200)
def test_a_loudspeaker_beside_the_microphone_is_not_safe_to_interrupt(server, room, tmp_path):
    loop = server.pactl(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=person", "latency_msec=30"
    )
    try:
        findings, _ = found(server, tmp_path)
    finally:
        server.pactl("unload-module", loop)

    assert findings["microphone"]["how"] == "well"
    assert findings["interrupting"]["how"] == "weak"
    assert "headphones" in findings["interrupting"]["remedy"].lower()


@pytest.mark.timeout(200)
def test_with_no_sound_at_all_the_rest_is_examined(tmp_path):
    class Nowhere:
        env = {"PULSE_SERVER": f"unix:{tmp_path}/nobody"}  # noqa: RUF012

    findings, status = found(Nowhere, tmp_path)

    assert findings["sound"]["how"] == "broken"
    assert {"voice", "recognizer", "journal", "helpline"} <= set(findings)
    assert status == 1

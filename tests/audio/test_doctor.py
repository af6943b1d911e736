"""The examination on a real sound server: what works, what does not, and what it says to do."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time

import numpy as np
import pytest

from assistant.speech.audio.echo_canceller import open_echo_canceller
from assistant.speech.echo import CANCELLED
from tests.audio.pulse import Microphone
from tests.audio.talking import lantern, recognizer_options
from tests.speech.materials import REPOSITORY


class Room:
    """A room in which it is never quite silent; a person may speak in it."""

    def __init__(self, server):
        self._microphone = Microphone(server)
        self._said = np.zeros(0, np.int16)
        self._open = True
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def speak(self, samples):
        self._said = samples

    def close(self):
        self._open = False
        self._thread.join()
        self._microphone.close()

    def _run(self):
        noise = np.random.default_rng(1)
        began, at = time.monotonic(), 0
        while self._open:
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


def doctor(server_env, folder, *arguments):
    """Start the examination in a process of its own."""
    settings = folder / "settings.toml"
    settings.write_text("rate = 400\n")
    env = server_env | {"PYTHONPATH": str(REPOSITORY), "LANTERN_SETTINGS": str(settings)}
    return subprocess.Popen(
        [*lantern("doctor", "--data", folder / "journal", *arguments), *recognizer_options("vosk")],
        cwd=REPOSITORY, env=os.environ | env,
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def findings(server_env, folder):
    """What the examination found, by name, and its status."""
    process = doctor(server_env, folder, "--json")
    out, _ = process.communicate(timeout=90)
    return {finding["name"]: finding for finding in json.loads(out)}, process.returncode


def test_doctor_asks_for_a_sentence_and_plays_it_back(server, room, recorder, tmp_path, spoken):
    sentence = spoken("I can hear you very well today.")[:-40000]  # A short pause after each.
    process = doctor(server.env, tmp_path)
    lines, before = [], 0
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Please say a sentence"):
            before = len(recorder.samples())
            threading.Timer(2.0, lambda: room.speak(np.tile(sentence, 3))).start()
        if line.startswith("interrupting"):
            break  # What has nothing to do with sound is examined below, and faster.
    process.kill()
    process.wait()

    told = "\n".join(lines)
    assert "sentence: well. I hear you clearly." in told
    assert "This is what I heard." in told
    assert "interrupting: well." in told
    assert np.abs(recorder.samples()[before:]).max() > 1000


def test_doctor_loudspeaker_beside_the_microphone_tells_whether_one_may_interrupt(
    server, room, tmp_path
):
    with server.echo():
        found, _ = findings(server.env, tmp_path)

    interrupting = found["interrupting"]
    assert found["microphone"]["how"] == "well"
    assert not interrupting["figures"]["safe"]
    if interrupting["figures"]["cancelled_db"] >= CANCELLED:
        assert open_echo_canceller() is not None
        assert interrupting["how"] == "well"
    else:
        assert interrupting["how"] == "weak"
        assert "headphones" in interrupting["remedy"].lower()


def test_doctor_without_sound_examines_the_rest(tmp_path):
    found, status = findings({"PULSE_SERVER": f"unix:{tmp_path}/nobody"}, tmp_path)

    assert found["sound"]["how"] == "broken"
    assert {"voice", "recognizer", "journal", "helpline"} <= set(found)
    assert status == 1

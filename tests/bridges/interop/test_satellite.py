"""A whole check-in through other people's programs: a satellite and a wake word engine."""

import asyncio
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.bridges.interop.environments import SATELLITE, WAKE_WORD, environment
from tests.bridges.interop.house import House
from tests.bridges.wyoming.conftest import recognizer, spoken  # noqa: F401
from tests.bridges.wyoming.service import running
from tests.speech.materials import HUMANS, needs_humans, pcm

pytestmark = [pytest.mark.timeout(900), needs_humans]
WAKE = "openwakeword/hey_mycroft_test.wav"
PATIENT = 60.0
SAID = ("morning check in", "yes", "no", "skip")


def free_port():
    with socket.socket() as bare:
        bare.bind(("127.0.0.1", 0))
        return bare.getsockname()[1]


@contextmanager
def program(command, port, log):
    """A server of somebody else's, once it listens."""
    with (
        log.open("w") as out,
        subprocess.Popen(list(map(str, command)), stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            deadline = time.monotonic() + PATIENT
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    assert time.monotonic() < deadline, log.read_text()
                    assert process.poll() is None, log.read_text()
                    time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            process.wait(PATIENT)


class Person:
    """Says the wake word and a sentence into the satellite's microphone."""

    def __init__(self, folder, speak):
        self._folder = folder
        self._speak = speak
        self._count = 0

    def say(self, samples):
        self._count += 1
        part = self._folder / "part"
        part.write_bytes(samples)
        part.rename(self._folder / f"{self._count:03}.raw")

    def wake(self):
        self.say(pcm(HUMANS / WAKE))

    def speak(self, text):
        self.say(self._speak(text).tobytes())


def test_a_check_in_from_the_wake_word_to_the_goodbye(recognizer, spoken, tmp_path):  # noqa: F811
    satellites = environment("wyoming-satellite", SATELLITE)
    wake_words = environment("wyoming-openwakeword", WAKE_WORD)
    microphone, speaker = tmp_path / "microphone", tmp_path / "heard.raw"
    microphone.mkdir()
    wake, satellite = free_port(), free_port()
    listen = f"{sys.executable} {Path(__file__).with_name('microphone.py')} {microphone}"
    with (
        running(recognizer, tmp_path / "journals") as lantern,
        program(
            [wake_words / "python", "-m", "wyoming_openwakeword",
             "--uri", f"tcp://127.0.0.1:{wake}", "--preload-model", "hey_mycroft"],
            wake, tmp_path / "wake.log",
        ),
        program(
            [satellites / "python", "-m", "wyoming_satellite", "--no-zeroconf",
             "--name", "kitchen", "--uri", f"tcp://127.0.0.1:{satellite}",
             "--mic-command", listen, "--snd-command", f"tee {speaker}",
             "--snd-command-rate", "16000",
             "--wake-uri", f"tcp://127.0.0.1:{wake}", "--wake-word-name", "hey_mycroft"],
            satellite, tmp_path / "satellite.log",
        ),
    ):  # fmt: skip
        for sentence in ("hello lantern", "honesty", "skip", "stop"):
            lantern.say("kitchen", sentence)
        person = Person(microphone, spoken)
        house = House(satellite, lantern.port, "kitchen", lambda text: spoken(text).tobytes())
        exchanges = asyncio.run(check_in(house, person))
        heard = [exchange.heard for exchange in exchanges]
        # Open recognition, which does not know what was asked, hears "know".
        assert [text.replace("know", "no") for text in heard] == list(SAID)
        assert exchanges[0].told.endswith("Would you like to bring honesty to today?")
        assert "small way to live honesty" in exchanges[2].told
        assert lantern.say("kitchen", "stop").data["context"]["expects"] is None
        deadline = time.monotonic() + PATIENT
        while time.monotonic() < deadline and not speaker.exists():
            time.sleep(0.1)
        assert np.abs(np.frombuffer(speaker.read_bytes(), np.int16)).max() > 1000


async def check_in(house, person):
    """Each turn begins with the wake word, spoken by a person."""
    await house.arrive()
    exchanges = []
    for sentence in SAID:
        person.wake()
        await house.woken()
        person.speak(sentence)
        exchanges.append(await house.turn())
    return exchanges

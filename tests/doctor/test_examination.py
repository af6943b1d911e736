"""The whole examination, with devices of which one goes away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant import wording
from assistant.doctor.examination import Examination, Subjects
from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Block, Sound
from intents import load

WORDS = wording.load("en")


class Devices:
    """Devices in a room that is never quite silent; they go away after so many blocks."""

    rate = RATE

    def __init__(self, last: int) -> None:
        self.last = last
        self.playing = False

    def blocks(self):
        noise = np.random.default_rng(1)
        number = 0
        while number < self.last:
            self.playing = False
            number += 1
            yield Block(noise.normal(0, 20, RATE // 25).astype(np.int16).tobytes(), number / 25)
        yield Block(b"", number / 25, muted=True, event="lost")

    def play(self, sound):
        self.playing = True

    def stop(self):
        return 0.0

    def close(self):
        pass


class Voice:
    """A voice that works."""

    def synthesize(self, text, personal=True):
        return Sound(np.full(2000, 3000, np.int16), RATE)

    def sentences(self, text, personal=True):
        yield self.synthesize(text)

    def choices(self, language):
        return ("en",)


def no_recognizer():
    raise Trouble("speech.no_recognizer")


@pytest.mark.parametrize("last", [10, 60, 128])
def test_examination_device_lost_at_any_time_tells_nothing_good_of_it(tmp_path: Path, last):
    shown: list[str] = []
    devices = Devices(last)
    subjects = Subjects(
        lambda: devices, lambda: devices, Voice(), no_recognizer, load("en"), tmp_path, ""
    )
    results = {r.check: r for r in Examination(subjects, WORDS, shown.append).run()}

    assert results["sound"].status == "broken"
    assert not {"loudspeaker", "microphone", "sentence", "interrupting"} & set(results)
    assert not any("plays to the end" in line for line in shown)
    assert sum("went away" in line for line in shown) == 1


def test_examination_device_lost_while_the_findings_are_told_gives_none_of_them(tmp_path: Path):
    told: list[str] = []
    devices = Devices(10_000)

    def show(line: str) -> None:
        told.append(line)
        if "loudspeaker" in line:
            devices.last = 0

    subjects = Subjects(
        lambda: devices, lambda: devices, Voice(), no_recognizer, load("en"), tmp_path, ""
    )
    results = {r.check: r for r in Examination(subjects, WORDS, show).run()}

    assert results["sound"].status == "broken"
    assert not {"loudspeaker", "microphone", "sentence", "interrupting"} & set(results)
    assert not any("microphone: well" in line for line in told)

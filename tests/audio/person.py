"""A person at the other end of the sound server: `python -m tests.audio.person`.

A process of its own. It hears only what comes out of the loudspeaker, decides by the silence after
it that Lantern has finished, and speaks into the microphone. Each thing it says is also printed.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np

from assistant import wording
from assistant.demo.person import SimulatedPerson, read_script
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.voice import Voice

_BLOCK = RATE // 25
_LOUD = 60
"""Root mean square from which on somebody speaks: there is no noise on this line."""
_FINISHED = 0.8
"""Seconds of silence after which Lantern has finished: longer than between its sentences."""


class Line:
    """Both directions of the sound server, taken up again when its devices are gone and back."""

    def __init__(self):
        self._parec = self._pacat = None
        self._broken = time.monotonic()

    def hear(self):
        """The next 40 ms of the loudspeaker, or nothing while there is none."""
        while self._parec is None or self._parec.poll() is not None:
            self._parec = _run("parec", "--device=speaker.monitor")
            time.sleep(0.2)
        piece = self._parec.stdout.read(_BLOCK * 2)
        return np.frombuffer(piece[: len(piece) // 2 * 2], np.int16)

    def say(self, pcm):
        if self._pacat is None or self._pacat.poll() is not None:
            self._pacat = _run("pacat", "--device=person")
        self._pacat.stdin.write(pcm)
        self._pacat.stdin.flush()


def _run(program, device):
    return subprocess.Popen(
        [program, device, "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}",
         "--latency-msec=20"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def talk(person, line):
    """Listen, and answer whenever Lantern has finished; without an end."""
    heard, quiet = False, 0.0
    while True:
        samples = line.hear()
        if not len(samples):
            heard = False  # The line is broken; Lantern will ask again.
            continue
        loud = np.sqrt(np.mean(samples.astype(float) ** 2)) > _LOUD
        quiet = 0.0 if loud else quiet + len(samples) / RATE
        heard = heard or loud
        if heard and quiet < _FINISHED:
            person.hear(samples, RATE)
        elif heard:
            heard = False
            said = np.trim_zeros(np.frombuffer(person.speak(60 * RATE), np.int16), "b")
            line.say(said.tobytes() + bytes(RATE))


def _leave_with(parent):
    """A person whose Lantern's test is gone has nothing left to do."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--recognizer")
    options.add_argument("--model")
    options.add_argument("--voice", default="en-us")
    options.add_argument("--rate", type=int, default=150)
    options.add_argument("script", type=Path)
    given = options.parse_args()
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    person = SimulatedPerson(
        open_recognizer(given.recognizer, given.model),
        Voice(Manner(voice=given.voice, rate=given.rate)),
        wording.load("en"),
        read_script(given.script),
        told=lambda answer: print(f"{answer.words}\t({answer.question})", flush=True),
    )
    line = Line()
    line.hear()
    print("ready", file=sys.stderr, flush=True)
    talk(person, line)


if __name__ == "__main__":
    main()

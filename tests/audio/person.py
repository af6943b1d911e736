"""A person at the other end of the sound server: `python -m tests.audio.person`.

A process of its own. It hears only what the loudspeaker plays, takes a silence after it for the end
of Lantern's turn, and speaks into the microphone. Each thing it says is also printed.
"""

import argparse
import itertools
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
from rapidfuzz.fuzz import partial_ratio

from assistant import wording
from assistant.demo.person import ScriptedAnswer, SimulatedPerson, read_script
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import open_recognizer, recognizable
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer

_CONFIRMATIONS = ("read_back", "did_you_mean")
_BLOCK = RATE // 25
_LOUD = 60
"""The root mean square of a block above which somebody speaks: there is no noise here."""
_PAUSE = 0.8
"""Seconds of silence after a question which end Lantern's turn."""
_LONG_PAUSE = 6.0
"""The same after anything else: on a busy machine a pause between two sentences may be long."""


class Person(SimulatedPerson):
    """A person on a line, who takes a question for the end of Lantern's turn.

    Where Lantern reads back what they said, they say whether it is so. What they did not understand
    they ask to be repeated once, and then say no to it.
    """

    def __init__(self, recognizer, synthesizer, wording, script, on_answer):
        script = {**script, **dict.fromkeys(_CONFIRMATIONS, ())}
        super().__init__(recognizer, synthesizer, wording, script, on_answer)
        words = {word for answers in script.values() for said in answers for word in said.split()}
        known = set(recognizable(recognizer, sorted(words)))
        for said in (said for answers in script.values() for said in answers):
            self._grammar.append(" ".join(word for word in said.split() if word in known))
        self._grammar = [phrase for phrase in self._grammar if phrase]
        self._last = ""
        self._asked_to_repeat = False

    def turn_is_over(self, quiet):
        """Whether Lantern has finished, when it has been silent for so many seconds."""
        if quiet < _PAUSE or self._stream is None:
            return False
        return quiet >= _LONG_PAUSE or bool(self.question_in(self._stream.partial()))

    def answer(self, text):
        question = self.question_in(text)
        if question in _CONFIRMATIONS:
            return self._say(question, "yes" if partial_ratio(self._last, text) > 85 else "no")
        if not question and self._asked_to_repeat:
            self._asked_to_repeat = False
            return self._say(question, "no")
        self._asked_to_repeat = not question
        answer = super().answer(text)
        self._last = answer.words
        return answer

    def _say(self, question, words):
        return ScriptedAnswer(question, words, self.synthesizer.synthesize(words))


class Voices:
    """Several voices in turn, one for each thing that is said: people are not all alike."""

    def __init__(self, names, rate):
        self._voices = [Synthesizer(Manner(voice=name, rate=rate)) for name in names]
        self._turn = itertools.cycle(self._voices)

    def synthesize(self, text):
        """What is said, in the next voice."""
        return next(self._turn).synthesize(text)


class Line:
    """Both directions of the sound server, opened again when its devices are gone and back."""

    def __init__(self):
        self._parec = self._pacat = None

    def record(self):
        """The next 40 ms of the loudspeaker; an empty array while there is none."""
        while self._parec is None or self._parec.poll() is not None:
            self._parec = _run("parec", "--device=speaker.monitor")
            time.sleep(0.2)
        piece = self._parec.stdout.read(_BLOCK * 2)
        return np.frombuffer(piece[: len(piece) // 2 * 2], np.int16)

    def play(self, pcm):
        """Play this into the microphone."""
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
    """Listen, and answer each time Lantern's turn is over, without an end."""
    heard, quiet = False, 0.0
    while True:
        samples = line.record()
        if not len(samples):
            heard = False  # The device is gone. Lantern asks again when it is back.
            continue
        loud = np.sqrt(np.mean(samples.astype(float) ** 2)) > _LOUD
        quiet = 0.0 if loud else quiet + len(samples) / RATE
        heard = heard or loud
        if not heard:
            continue
        if quiet < _PAUSE:
            person.receive_speech(samples, RATE)
        if person.turn_is_over(quiet):
            heard = False
            said = np.trim_zeros(np.frombuffer(person.next_speech(60 * RATE), np.int16), "b")
            line.play(said.tobytes() + bytes(RATE))


def _end_with(parent):
    """End when the test which started this process is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--recognizer")
    options.add_argument("--model")
    options.add_argument("--voices", nargs="+", default=["en-us"])
    options.add_argument("--rate", type=int, default=150)
    options.add_argument("script", type=Path)
    given = options.parse_args()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    person = Person(
        open_recognizer(given.recognizer, given.model),
        Voices(given.voices, given.rate),
        wording.load("en"),
        read_script(given.script),
        on_answer=lambda answer: print(f"{answer.words}\t({answer.question})", flush=True),
    )
    line = Line()
    line.record()
    print("ready", file=sys.stderr, flush=True)
    talk(person, line)


if __name__ == "__main__":
    main()

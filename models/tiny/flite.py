"""flite as a source of speech: its voices are made from recordings of people."""

from __future__ import annotations

import subprocess
import tempfile
import wave

import numpy as np

from models.tiny.espeak import Spoken
from models.tiny.phones import INDEX, SILENCE

NAMES = {"PAU": SILENCE}


def say(text: str, voice: str, stretch: float = 1.0) -> Spoken:
    """Speak a text with the flite program; `stretch` above 1 is slower."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch:.3f}"]
        command += ["-psdur", "-t", text, "-o", file.name]
        try:
            durations = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except FileNotFoundError as missing:
            raise RuntimeError("flite is not installed: run 'apt-get install flite'.") from missing
        with wave.open(file.name) as sound:
            rate = sound.getframerate()
            samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
    phones, start = [], 0.0
    for pair in durations.split():
        name, end = pair.split(":")
        phone = NAMES.get(name.upper(), name.upper())
        if phone not in INDEX:
            raise KeyError(f"flite phone {name!r} has no phone of ours: add it to NAMES.")
        phones.append((start, phone))
        start = float(end)
    return Spoken(samples.astype(np.float32), rate, tuple(phones))

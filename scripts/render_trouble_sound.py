#!/usr/bin/env python3
"""Make again the sound which is played when the voice itself does not work."""

from pathlib import Path

import soundfile
import soxr

from assistant.speech.voices import voice as voices
from assistant.speech.voices.manner import Manner

TEXT = "Something went wrong with my voice. Please look at the screen."
RATE = 16000

voice = voices.Voice(Manner(rate=160))
sound = voice.render(TEXT)
voice.close()
path = Path(voices.__file__).with_name("trouble.flac")
soundfile.write(path, soxr.resample(sound.samples, sound.rate, RATE), RATE, subtype="PCM_16")
print(f"{path}: {sound.seconds:.1f} s, {path.stat().st_size} bytes")

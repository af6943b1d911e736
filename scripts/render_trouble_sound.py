#!/usr/bin/env python3
"""Render the announcement that is played when the voice does not work: voice_trouble.flac.

Usage: scripts/render_trouble_sound.py [LANGUAGE]
"""

import sys

import soundfile
import soxr

from assistant import wording
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from intents.languages import folder_of

RATE = 16000

language = sys.argv[1] if len(sys.argv) > 1 else "en"
synthesizer = Synthesizer(Manner(rate=160), language=language)
sound = synthesizer.synthesize(wording.load(language).variants["sound.voice_failed"][0])
synthesizer.close()
path = folder_of(language) / "voice_trouble.flac"
soundfile.write(path, soxr.resample(sound.samples, sound.rate, RATE), RATE, subtype="PCM_16")
print(f"{path}: {sound.seconds:.1f} s, {path.stat().st_size} bytes")

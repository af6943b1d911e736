"""Hearing of the small Vosk model: held-out synthesized voices, then recordings of people."""

from models.tiny import measure, people
from models.tiny.__main__ import MODEL, RECORDINGS

measure.report(MODEL, measure.HELD_OUT)
if RECORDINGS.exists():
    people.report(MODEL, RECORDINGS)
else:
    print(f"No recordings of people at {RECORDINGS}: left out.")

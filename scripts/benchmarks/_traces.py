"""What Lantern's ear has before it at each moment of a spoken turn, and when a bare engine ends it.

A trace is made once; any number of rules are then tried on it, in no time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from assistant.speech.recognizers import Recognizer
from assistant.speech.turns.end_of_turn import JUDGED, ONSET
from assistant.speech.turns.prosody import SPAN, prosody
from assistant.speech.voice_activity import VoiceActivityDetector
from intents import Expectation, Language
from scripts.benchmarks._pauses import RATE
from scripts.benchmarks._speakers import Asked

STEP = 0.04
"""Seconds of one block of sound."""


@dataclass(frozen=True, slots=True)
class Trace:
    """For each block whether somebody spoke in it, and the words so far; in seconds, when the
    speech ended and when the engine's own rule ended it (`None`: never)."""

    expects: Expectation
    text: str
    end: float
    steps: tuple[tuple[bool, str], ...]
    engine: float | None
    paused: bool
    prosody: dict[int, tuple[float, ...]]
    """The prosody at the end of the speech, by the number of the block in which a pause began."""


def trace(asked: Asked, recognizer: Recognizer, language: Language, model: object) -> Trace:
    """Listen to a turn as the ear does: the voice-activity gate, then the recognizer."""
    phrases = language.phrases(asked.expects)
    activity, stream = VoiceActivityDetector(RATE), recognizer.stream(phrases)
    pcm = asked.sound.samples.tobytes()
    size = int(STEP * RATE) * 2
    steps: list[tuple[bool, str]] = []
    features: dict[int, tuple[float, ...]] = {}
    run = quiet = 0.0
    for at in range(0, len(pcm) - size + 1, size):
        block = pcm[at : at + size]
        stream.accept(block)
        speaking = any(activity.detect(block))
        steps.append((speaking, stream.partial()))
        run = run + STEP if speaking else 0.0
        before, quiet = quiet, 0.0 if run >= ONSET else quiet + STEP
        if before < JUDGED <= quiet:
            end = at + size - int((quiet - 0.02) * RATE) * 2
            heard = pcm[max(0, end - int(SPAN * RATE) * 2) : end]
            features[len(steps)] = prosody(np.frombuffer(heard, np.int16))
    engine = _engine(pcm, phrases, model) if model else None
    return Trace(
        asked.expects,
        asked.text,
        asked.sound.end,
        tuple(steps),
        engine,
        bool(asked.sound.pauses),
        features,
    )


def _engine(pcm: bytes, phrases: tuple[str, ...] | None, model: object) -> float | None:
    """When Vosk's own end-pointing first gives words."""
    import vosk

    known = [p for p in phrases or () if all(model.vosk_model_find_word(w) >= 0 for w in p.split())]  # type: ignore[attr-defined]
    engine = vosk.KaldiRecognizer(
        model, RATE, *((json.dumps([*known, "[unk]"]),) if phrases else ())
    )
    size = RATE // 10 * 2
    for at in range(0, len(pcm), size):
        if engine.AcceptWaveform(pcm[at : at + size]) and json.loads(engine.Result())["text"]:
            return (at + size) / 2 / RATE
    return None

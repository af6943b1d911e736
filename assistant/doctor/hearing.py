"""How well the recognizers hear this person: sentences read aloud, and the words they got wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from assistant.doctor.checks import CheckResult, Status, decibels, voiced_part
from assistant.speech.audio.base import RATE, Samples
from assistant.speech.recognizers.base import Recognizer
from assistant.speech.recognizers.moonshine.writing import spoken_words
from assistant.speech.voice_activity import VoiceActivityDetector

WELL, FAIRLY = 0.1, 0.3
"""The shares of wrong words up to which a person is heard well, or fairly."""
BETTER = 0.1
"""How much less another recognizer must get wrong to be recommended."""
QUIET = -40.0
"""Decibels of a voice below which coming nearer to the microphone is advised."""
LONGEST = 10.0
"""Seconds for one sentence."""
PAUSE = 1.2
"""Seconds of silence after which a sentence is over."""


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """A sentence, and the sound of the person reading it."""

    sentence: str
    samples: Samples


def record_sentence(pieces: Iterable[bytes]) -> Samples:
    """The sound of one sentence: up to a pause after it, or to `LONGEST` seconds.

    `pieces` are 16-bit mono samples.
    """
    activity = VoiceActivityDetector(RATE)
    pcm, quiet, spoken = bytearray(), 0.0, 0.0
    for piece in pieces:
        pcm += piece
        for speaking in activity.detect(piece):
            spoken += speaking * activity.frame
            quiet = 0.0 if speaking else quiet + activity.frame
        if (spoken > 0.2 and quiet >= PAUSE) or len(pcm) >= LONGEST * RATE * 2:
            break
    return np.frombuffer(bytes(pcm), np.int16)


def check_hearing(
    read: Sequence[ReadAloud],
    recognizers: Sequence[Recognizer],
    language: str = "en",
    heard: Callable[[str, str, str], None] = lambda name, sentence, text: None,
) -> CheckResult:
    """Recognize what was read with each recognizer; the first is the one in use.

    `heard` is called with the recognizer, the sentence and what was understood.
    """
    wrong = {recognizer.name: 0 for recognizer in recognizers}
    words = 0
    for each in read:
        said = spoken_words(each.sentence, language)
        words += len(said)
        for recognizer in recognizers:
            stream = recognizer.stream()
            stream.accept(each.samples.tobytes())
            text = stream.finish().text
            understood = spoken_words(text, language)
            # What was heard beside the sentence counts no more than all of it.
            wrong[recognizer.name] += min(len(said), Levenshtein.distance(said, understood))
            heard(recognizer.name, each.sentence, text)
    shares = {name: round(count / max(1, words), 3) for name, count in wrong.items()}
    level = round(decibels(voiced_part(np.concatenate([each.samples for each in read]))), 1)
    used = recognizers[0].name
    best = min(shares, key=lambda name: shares[name])
    figures = {"wrong_words": shares, "words": words, "voice_db": level}
    told = {
        "recognizer": used,
        "right": words - wrong[used],
        "words": words,
        "better": best,
        "better_right": words - wrong[best],
    }
    share = shares[used]
    status: Status = "well" if share <= WELL else "weak"
    if share > WELL and shares[best] <= share - BETTER:
        key = "other_is_better"
    elif share <= WELL:
        key = "well"
    elif level < QUIET:
        key = "too_quiet"
    elif used == "pocketsphinx":
        key = "needs_model"
    else:
        key = "fairly" if share <= FAIRLY else "poorly"
    return CheckResult("hearing", status, key, told, figures)

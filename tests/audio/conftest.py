import contextlib
from datetime import timedelta

import numpy as np
import pytest
import soxr

from assistant.demo.conversation import prepare
from assistant.dialogues.checkin import A_NEW_STEP
from assistant.journal import Journal
from assistant.speech.audio.device import Device
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.repository import Repository
from tests.audio.listening import Listening
from tests.audio.pulse import Microphone, Recorder, missing, pulse_server
from tests.audio.talking import usual_morning


@pytest.fixture(scope="session")
def server():
    """A sound server of this worker's own. What uses it is marked `audio` (tests/conftest.py)."""
    if reason := missing():
        pytest.skip(reason)
    from assistant.speech.audio.portaudio import refresh

    with pulse_server() as server:
        refresh()
        yield server


@pytest.fixture
def device(server):
    with contextlib.closing(Device()) as device:
        yield device


@pytest.fixture
def listening(device):
    """The device's blocks, the first of which have come."""
    listening = Listening(device)
    listening.wait_for_blocks(5)
    return listening


@pytest.fixture
def microphone(server):
    microphone = Microphone(server)
    yield microphone
    microphone.close()


@pytest.fixture
def recorder(server):
    recorder = Recorder(server)
    yield recorder
    recorder.close()


@pytest.fixture(scope="session")
def spoken():
    """Makes a sentence the sound of a person for the microphone, with a second of quiet after."""
    voice = Synthesizer(Manner(voice="en-us", rate=150))

    def say(text):
        sound = voice.synthesize(text)
        samples = soxr.resample(sound.samples, sound.rate, 48000)
        return np.concatenate([samples, np.zeros(48000, samples.dtype)])

    yield say
    voice.close()


@pytest.fixture
def known(tmp_path):
    """A folder with a journal in which there are values and a goal, old enough for another one."""
    now = usual_morning()
    repository = Repository(Journal(tmp_path / "journal"), lambda: now)
    prepare(repository, now - timedelta(days=A_NEW_STEP))
    return tmp_path

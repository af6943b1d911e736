from datetime import datetime, timedelta

import pytest

from assistant.demo.conversation import prepare
from assistant.journal import Journal
from assistant.store.repository import Repository
from tests.audio.pulse import Ear, Microphone, missing, pulse_server


@pytest.fixture(scope="session")
def server():
    if reason := missing():
        pytest.skip(reason)
    from assistant.speech.audio.portaudio import refresh

    with pulse_server() as server:
        refresh()
        yield server


@pytest.fixture
def microphone(server):
    microphone = Microphone(server)
    yield microphone
    microphone.close()


@pytest.fixture
def ear(server):
    ear = Ear(server)
    yield ear
    ear.close()


@pytest.fixture
def known(tmp_path):
    """A journal in which there are values and a goal already."""
    now = datetime.now().astimezone()
    memory = Repository(Journal(tmp_path / "journal"), lambda: now)
    prepare(memory, now - timedelta(days=1))
    return tmp_path

import pytest

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

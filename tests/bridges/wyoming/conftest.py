import pytest

from assistant.speech.recognizers import open_recognizer
from tests.bridges.wyoming.service import Spoken, running
from tests.speech.materials import tiny_model


@pytest.fixture(scope="session")
def recognizer(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield open_recognizer("vosk", tiny_model())


@pytest.fixture(scope="session")
def spoken(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        voice = Spoken()
        yield voice
        voice.close()


@pytest.fixture
def service(recognizer, tmp_path):
    with running(recognizer, tmp_path) as service:
        yield service
        assert not service.wrong

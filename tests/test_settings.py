"""The settings file, as people write it."""

import os
from pathlib import Path

import msgspec
import pytest

from assistant import settings, wording
from assistant.errors import Trouble
from assistant.settings import (
    VARIABLE,
    Place,
    Settings,
    folder_of,
    read_settings,
    settings_path,
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def trouble(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Trouble) as told:
        read_settings()
    return wording.load("en").error(told.value)


def test_settings_without_a_file_are_the_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    read = read_settings()
    assert (read.settings, read.remarks) == (Settings(), ())
    assert settings_path().name == "settings.toml"
    assert read.settings.data_folder.name == "lantern"


def test_settings_file_sets_every_setting(file: Path) -> None:
    file.write_text(
        """
        language = "en"          # a remark
        recognizer = "pocketsphinx"
        model = "small"
        data = "journal"
        voice = "english"
        rate = 150
        volume = 1
        microphone = "USB"
        loudspeaker = "Speakers"
        """,
        encoding="utf-8",
    )
    read = read_settings()
    assert read.remarks == ()
    assert read.settings == Settings(
        recognizer="pocketsphinx",
        model="small",
        data=file.parent / "journal",
        voice="english",
        rate=150,
        volume=1.0,
        microphone="USB",
        loudspeaker="Speakers",
    )


def test_settings_example_of_the_docstring_is_valid(file: Path) -> None:
    assert settings.__doc__ is not None
    file.write_text(settings.__doc__.split("left out:")[1], encoding="utf-8")
    read = read_settings()
    assert read.remarks == ()
    assert None not in msgspec.structs.astuple(read.settings)


def test_settings_data_with_tilde_is_at_home(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    file.write_text('data = "~/lantern"', encoding="utf-8")
    assert read_settings().settings.data_folder == Path("/home/somebody/lantern")


def test_settings_file_with_byte_order_mark_is_read(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbflanguage = "de"\r\n')
    assert read_settings().settings.language == "de"


def test_settings_line_not_toml_is_named(file: Path) -> None:
    told = trouble(file, 'language = "en"\nrecognizer = vosk\n')
    assert told.startswith(f"The settings file {file}, line 2 cannot be understood.")
    assert 'language = "en"' in told


def test_settings_file_ending_early_names_the_line(file: Path) -> None:
    assert "line 1 cannot be understood" in trouble(file, 'language = "en')


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('rate = "fast"', "“rate” must be a number of words a minute from 60 to 600"),
        ("rate = 5000", "“rate” must be a number of words a minute"),
        ("volume = 11", "“volume” must be a number from 0 to 1"),
        ('recognizer = "siri"', "“recognizer” must be “vosk”, “moonshine” or “pocketsphinx”"),
        ('language = "english"', "“language” must be two letters"),
        ("data = 3", "“data” must be a folder's name in quotes"),
        ('data = ""', "“data” must be a folder's name in quotes"),
        ("model = true", "“model” must be a folder's or a model's name"),
        ("[voice]\nname = 1", "“voice” must be a voice's name"),
    ],
)
def test_settings_value_wrong_is_named_with_its_line(file: Path, line: str, expected: str) -> None:
    told = trouble(file, f"# mine\n\n{line}\n")
    assert f"{file}, line 3: {expected}" in told
    assert told.endswith("Correct it, or delete the line.")


def test_settings_keys_unknown_are_named_and_the_rest_counts(file: Path) -> None:
    file.write_text('rate = 120\nmodle = "small"\nwibble = 1\n', encoding="utf-8")
    read = read_settings()
    assert read.settings == Settings(rate=120)
    assert tuple(map(wording.load("en").error, read.remarks)) == (
        f"The settings file {file}, line 2: there is no setting “modle”: do you mean “model”?",
        f"The settings file {file}, line 3: there is no setting “wibble”.",
    )


def test_settings_file_named_but_missing_raises(file: Path) -> None:
    with pytest.raises(Trouble, match=r"settings\.missing"):
        read_settings()


def test_settings_file_not_text_raises(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00l")
    with pytest.raises(Trouble, match=r"settings\.no_text"):
        read_settings()


def test_settings_file_which_is_a_folder_raises(file: Path) -> None:
    file.mkdir()
    with pytest.raises(Trouble, match=r"settings\.unreadable"):
        read_settings()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_settings_file_without_permission_raises(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    file.chmod(0)
    with pytest.raises(Trouble) as told:
        read_settings()
    assert "Permission denied" in wording.load("en").error(told.value)


def test_settings_of_a_person_replace_those_for_all(file: Path) -> None:
    file.write_text('rate = 120\nconfirm = "never"\n', encoding="utf-8")
    file.with_name("settings-anna.toml").write_text("rate = 200\nsimple = true\n", encoding="utf-8")
    anna, ben = read_settings(person="Anna").settings, read_settings(person="ben").settings

    assert (anna.rate, anna.confirm, anna.simple) == (200, "never", True)
    assert (ben.rate, ben.confirm, ben.simple) == (120, "never", None)


def test_settings_places_name_a_person(file: Path) -> None:
    file.write_text(
        'rate = 120\n[places."assist_satellite.bedroom"]\nperson = "anna"\naloud = true\n'
        "[places.kitchen]\n",
        encoding="utf-8",
    )
    places = read_settings().settings.places
    assert places == {"assist_satellite.bedroom": Place("anna", True), "kitchen": Place()}


@pytest.mark.parametrize("line", ['aloud = "yes"', 'persn = "anna"', "person = 7"])
def test_settings_place_with_mistake_raises(file: Path, line: str) -> None:
    told = trouble(file, f"[places.kitchen]\n{line}\n")
    assert f"{file}, line 1: “places” must be tables" in told


@pytest.mark.parametrize("name", ["..", "../anna", "a/b", "a\\b", " ", "."])
def test_person_name_leading_elsewhere_raises(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match=r"settings\.name"):
        folder_of(name, tmp_path)

"""A language is a folder: the toy language `xx` stands in this one, and nothing else knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import Trouble
from intents import LanguageError, Number, Rating, YesNo, load
from intents.languages import folder_of, known

HERE = Path(__file__).parent


def lantern(*arguments: object, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ,
    )


def test_languages_folder_named_is_searched_beside_the_own() -> None:
    assert known() == ["en", "xx"]
    assert folder_of("xx") == HERE / "xx"
    assert folder_of("en").parent != HERE


@pytest.mark.parametrize("name", ["qq", "..", "", "en/wording"])
def test_folder_of_unknown_language_raises(name: str) -> None:
    with pytest.raises(LanguageError):
        folder_of(name)


def test_understanding_reads_commands_numbers_and_answers() -> None:
    language, wrong = load("xx"), []
    for text, expects, meant in (
        ("hal", None, ("command", "stop", None)),
        ("nu hal", Rating(), ("command", "stop", None)),
        ("bi", Rating(), ("answer", None, 2)),
        ("eee bo", Number(), ("answer", None, 3)),
        ("za", YesNo(), ("answer", None, True)),
        ("ni", YesNo(), ("answer", None, False)),
        ("two", Rating(), ("nothing", None, None)),
        ("stop", None, ("nothing", None, None)),
    ):
        found = language.understand(text, expects)
        if (found.kind, found.intent, found.value) != meant:
            wrong.append((text, found))
    assert not wrong


def test_listening_offers_the_words_of_the_language() -> None:
    assert set(load("xx").phrases(Rating(0, 3)) or ()) == {"nul", "ba", "bi", "bo", "hal"}


def test_formatting_writes_the_names_of_the_language() -> None:
    from assistant.formatting import capitals

    assert [capitals.always(word, "xx") for word in ("mo", "monday")] == ["Mo", "monday"]


def test_voice_is_the_first_of_the_language_unless_one_is_set(tmp_path: Path) -> None:
    from assistant.cli.options import Options

    assert Options(lang="xx").usual.voice == "eo"
    assert Options(lang="en").usual.voice == ""
    (tmp_path / "settings.toml").write_text('voice = "it"\n')
    assert Options(lang="xx").usual.voice == "it"


def test_wake_phrase_is_the_one_of_the_language() -> None:
    from assistant.handsfree.wake_phrase import wake_phrases

    assert (wake_phrases("xx").wake, wake_phrases("xx").sleep) == ("eya lantern", "hal lantern")


def test_error_has_the_sentence_of_the_language() -> None:
    from assistant import wording

    assert wording.load("xx").error(Trouble("settings.name", name="../a")) == "'../a' ni."


def test_help_is_in_the_language_and_in_english_where_it_lacks_words() -> None:
    shown = lantern("bulls-eye", "--lang", "xx", "--help").stdout
    assert shown.startswith("Ta: ")
    assert "Mu lo, ke lo." in shown
    assert "Za-ni:" in shown
    assert "Ta ni lo." in shown
    assert "Keep the journal in this folder." in shown


def test_help_before_the_language_is_named_is_in_it_too() -> None:
    assert "Mu lo, ke lo." in lantern("bulls-eye", "--help", "--lang=xx").stdout


def test_command_line_text_is_in_the_language_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "xx"\n')
    assert lantern("journal", "list", "--data", tmp_path / "journal").stdout == "Ni ta.\n"


def test_model_to_fetch_is_the_one_of_the_language_of_the_settings(tmp_path: Path) -> None:
    asked = lantern("models", "fetch", said="n\n").stderr
    (tmp_path / "settings.toml").write_text('language = "xx"\n')
    assert "toy-model" not in asked
    assert "toy-model" in lantern("models", "fetch", said="n\n").stderr


def test_conversation_without_safety_data_is_refused(tmp_path: Path) -> None:
    for channel in ("--text", "--audio=none.wav"):
        ended = lantern("bulls-eye", channel, "--lang", "xx", "--data", tmp_path / "journal")
        assert (ended.returncode, ended.stdout) == (1, "")
        assert "--without-safety" in ended.stderr


def test_conversation_asked_for_by_a_flag_is_announced_and_had(tmp_path: Path) -> None:
    had = lantern(
        "bulls-eye", "--text", "--lang", "xx", "--data", tmp_path / "journal", "--without-safety",
        said="zzz\nbi\nmeli\n",
    )  # fmt: skip
    assert had.stderr == "Eya! Ni mu.\n"
    assert had.stdout.splitlines() == [
        "lan: Mu lo?",
        "tu: zzz",
        "lan: Eee?",
        "tu: bi",
        "lan: Lo 2, mi ta.",
        "lan: Ke lo?",
        "tu: meli",
        "lan: Mi sa.",
    ]
    kept = lantern("journal", "list", "--data", tmp_path / "journal").stdout
    assert "meli" in kept


def test_command_of_the_language_ends_a_conversation(tmp_path: Path) -> None:
    had = lantern(
        "bulls-eye",
        "--text",
        "--lang",
        "xx",
        "--data",
        tmp_path,
        "--without-safety",
        said="nu hal\n",
    )
    assert had.stdout.splitlines()[-1] == "lan: Hal, sa."

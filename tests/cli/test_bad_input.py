"""Whatever is wrong: one plain sentence, the right exit status, no traceback, nothing lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

AN_HOUR = 3600


def lantern(*arguments, cwd=None, said="", **environment):
    told = subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        cwd=cwd,
    )
    assert "Traceback" not in told.stderr, told.stderr
    return told


def one_sentence(told, *words):
    lines = [line for line in told.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, told.stderr
    for word in words:
        assert word in lines[0]


def test_settings_file_with_mistake_names_its_line(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('language = "en"\nrate = fast\n')
    told = lantern("morning", "--text", "--data", tmp_path / "j", LANTERN_SETTINGS=str(settings))
    assert told.returncode == 1
    one_sentence(told, str(settings), "line 2")


def test_model_folder_missing_is_named(tmp_path: Path) -> None:
    told = lantern("hear", "x.wav", "--recognizer", "vosk", "--model", tmp_path / "none")
    assert told.returncode == 1
    one_sentence(told, "none")


def test_model_folder_without_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "model" / "am").mkdir(parents=True)
    (tmp_path / "model" / "am" / "final.mdl").write_bytes(b"not a model")
    told = lantern("hear", "x.wav", "--recognizer", "vosk", "--model", tmp_path / "model")
    assert told.returncode == 1
    one_sentence(told, "model")


def test_recording_of_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.wav").write_text("these are words")
    told = lantern("morning", "--audio", tmp_path / "words.wav", "--data", tmp_path / "j")
    assert told.returncode == 1
    one_sentence(told, "words.wav")


def test_recording_missing_is_named(tmp_path: Path) -> None:
    told = lantern("reflect", "--audio", tmp_path / "no.wav", "--data", tmp_path / "j")
    assert told.returncode == 1
    one_sentence(told, "no.wav")


def test_recording_empty_ends_quietly(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "empty.wav", np.zeros(0, np.int16), 16000)
    told = lantern(
        "reflect", "--audio", tmp_path / "empty.wav", "--data", tmp_path / "j",
        "--recognizer", "pocketsphinx",
    )  # fmt: skip
    assert told.returncode in (0, 1)
    assert told.stderr.count("\n") <= 1


def test_journal_which_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("")
    told = lantern("journal", "list", "--data", tmp_path / "journal")
    assert told.returncode in (1, 2)
    assert told.stderr.strip()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_journal_read_only_says_nothing_is_saved(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    folder.chmod(0o500)
    told = lantern("morning", "--text", "--data", folder, said="honesty\n")
    assert "not be saved" in told.stdout or "may not write" in told.stdout


def test_now_without_a_moment_shows_how_to_write_it(tmp_path: Path) -> None:
    told = lantern("morning", "--text", "--data", tmp_path, "--now", "tomorrow")
    assert told.returncode == 2
    assert "2026-11-23T07:30" in told.stderr


def test_command_unknown_is_wrong_usage() -> None:
    told = lantern("mornin")
    assert told.returncode == 2


def test_language_unknown_is_named(tmp_path: Path) -> None:
    told = lantern("morning", "--text", "--lang", "qq", "--data", tmp_path)
    assert told.returncode == 1
    one_sentence(told, "qq")


def test_reflection_of_ten_thousand_words_is_kept(tmp_path: Path) -> None:
    told = lantern("reflect", "--text", "--data", tmp_path, said=f"no\n{'word ' * 10_000}\n")
    assert told.returncode == 0
    state = lantern("journal", "state", "--json", "--data", tmp_path)
    assert len(json.loads(state.stdout)["reflections"][0]["words"].split()) == 10_000


def test_reflection_in_another_script_is_kept(tmp_path: Path) -> None:
    said = "no\nя сегодня гуляла у реки 🌿\nthat's all\nno\n"  # noqa: RUF001
    lantern("reflect", "--text", "--data", tmp_path, said=said)
    state = lantern("journal", "state", "--json", "--data", tmp_path)
    assert json.loads(state.stdout)["reflections"][0]["words"] == "я сегодня гуляла у реки 🌿"  # noqa: RUF001


def test_input_which_is_no_text_is_passed_over(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "assistant", "reflect", "--text", "--data", str(tmp_path)],
        input=b"no\n\xff\xfe\x00 hm\nthat's all\nno\n",
        capture_output=True,
        timeout=60,
    )
    assert told.returncode == 0
    assert b"Traceback" not in told.stderr


def test_output_closed_early_ends_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} -m assistant journal schema | head -1"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert told.stdout.startswith("{")
    assert "Traceback" not in told.stderr

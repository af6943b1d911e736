import shutil
import subprocess
import sys

import pytest

from assistant.speech.models.installed import find_model, models_folder
from assistant.speech.recognizers import open_recognizer
from tests.speech.materials import REPOSITORY, needs_vosk_model, raises_trouble, tiny_model

pytestmark = needs_vosk_model


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder without any model."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("LANTERN_MODEL", raising=False)
    return tmp_path


def install(folder, name="vosk-model-small-en-us-0.15"):
    shutil.copytree(tiny_model(), folder / name, copy_function=shutil.copyfile)
    for path in (folder / name).rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder / name


def test_open_recognizer_without_model_is_pocketsphinx(home):
    assert find_model() is None
    assert open_recognizer().name == "pocketsphinx"


def test_find_model_in_data_folder_is_found(home):
    model = install(models_folder())

    assert find_model() == model
    assert open_recognizer().name == "vosk"


def test_find_model_in_vosk_cache_is_found(home):
    assert find_model() is None
    model = install(home / ".cache" / "vosk")

    assert find_model() == model


def test_find_model_of_another_language_is_not_taken(home):
    install(models_folder(), "vosk-model-small-de-0.15")

    assert find_model() is None


def test_find_model_with_dynamic_graph_is_preferred(home):
    static = install(models_folder(), "vosk-model-en-us-0.22")
    (static / "graph/HCLr.fst").rename(static / "graph/HCLG.fst")
    able = install(models_folder(), "vosk-model-small-en-us-0.15")

    assert find_model() == able


def test_find_model_named_precedes_settings_and_environment(home):
    a, b, c = (install(home, name) for name in "abc")
    environ = {"LANTERN_MODEL": str(c)}

    assert find_model(a, configured=b, environ=environ) == a
    assert find_model(configured=b, environ=environ) == b
    assert find_model(environ=environ) == c


def test_open_recognizer_missing_model_raises_trouble(home):
    with raises_trouble(match="no speech model called xyzzy"):
        open_recognizer(model="xyzzy")
    with raises_trouble(match="no speech model at /nowhere/else"):
        open_recognizer(model="/nowhere/else")


def test_open_recognizer_vosk_without_model_says_how_to_fetch_one(home):
    with raises_trouble(match="lantern models fetch"):
        open_recognizer("vosk")


def test_check_model_folder_above_names_the_model_folder(home):
    model = install(home / "unpacked")

    with raises_trouble(match=f"--model {model}"):
        open_recognizer("vosk", home / "unpacked")


def test_check_model_file_raises_trouble(home):
    (home / "model.zip").write_bytes(b"PK")

    with raises_trouble(match="Unpack it first"):
        open_recognizer("vosk", home / "model.zip")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("am/final.mdl", None),
        ("am/final.mdl", b""),
        ("am/final.mdl", b"this is no model"),
        ("graph/HCLr.fst", None),
        ("graph/HCLr.fst", b"this is no graph"),
        ("graph/words.txt", b""),
        ("conf/model.conf", b"--min-active=200\n"),
    ],
)
def test_check_model_broken_raises_trouble_and_process_survives(home, name, content):
    model = install(home)
    if content is None:
        (model / name).unlink()
    else:
        (model / name).write_bytes(content)

    with raises_trouble(match=r"lantern models fetch$"):
        open_recognizer("vosk", model)


def test_check_model_truncated_raises_trouble(home):
    model = install(home)
    whole = (model / "graph/HCLr.fst").read_bytes()
    (model / "graph/HCLr.fst").write_bytes(whole[: len(whole) // 2])

    with raises_trouble(match="damaged"):
        open_recognizer("vosk", model)


def test_import_of_recognizers_loads_no_engine():
    code = (
        "import sys; import assistant.speech.recognizers as r; "
        "print([m for m in ('vosk', 'pocketsphinx', 'numpy', 'requests') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True
    )

    assert done.stdout.strip() == "[]"

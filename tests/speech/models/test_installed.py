"""Listing the installed models, and removing them."""

import json
from pathlib import Path

import pytest

from assistant.speech.models.fetch import fetch
from assistant.speech.models.installed import (
    catalogue,
    find_offered,
    installed_models,
    models_folder,
    remove,
)
from tests.speech.materials import raises_trouble
from tests.speech.models.conftest import FILES, NAME, Publisher

SMALL = "vosk-model-small-en-us-0.15"


def test_catalogue_models_have_all_fields() -> None:
    for model in catalogue():
        if model.package:
            assert "==" in model.package
            assert {len(bytes.fromhex(sha256)) for sha256 in model.files.values()} == {32}
        else:
            assert model.url.startswith("https://")
            assert model.url.endswith(f"/{model.name}.zip")
        assert len(bytes.fromhex(model.sha256)) in (0, 32)
        assert model.licence in ("Apache-2.0", "MIT")


def test_find_offered_part_of_name_is_found() -> None:
    assert find_offered("small").name == SMALL
    assert find_offered("lgraph").megabytes == 131


@pytest.mark.parametrize("name", ["", "french", "vosk-model"])
def test_find_offered_unknown_or_ambiguous_name_lists_names(name: str) -> None:
    with raises_trouble(match=f"name one of moonshine-tiny-en, {SMALL}, "):
        find_offered(name)


def test_installed_models_without_folder_are_none(tmp_path: Path) -> None:
    states = installed_models(tmp_path / "models")
    assert [state.name for state in states] == [model.name for model in catalogue()]
    assert not any(state.path or state.size for state in states)


def test_installed_models_fetched_model_has_its_size(publisher: Publisher, tmp_path: Path) -> None:
    fetch(publisher.model(), tmp_path)
    state = installed_models(tmp_path)[-1]
    assert (state.name, state.path, state.offered) == (NAME, tmp_path / NAME, False)
    assert state.size == sum(FILES.values())


def test_installed_models_unfinished_model_is_partial(tmp_path: Path) -> None:
    (tmp_path / f"{SMALL}.zip.part").write_bytes(bytes(1234))
    state = next(state for state in installed_models(tmp_path) if state.name == SMALL)
    assert (state.path, state.partial) == (None, 1234)
    assert json.loads(json.dumps(state.to_json()))["partial"] == 1234


def test_remove_model_is_gone(publisher: Publisher, tmp_path: Path) -> None:
    fetch(publisher.model(), tmp_path)
    assert remove(NAME, tmp_path) == sum(FILES.values())
    assert {entry.name for entry in tmp_path.iterdir()} <= {f".{NAME}.lock"}


def test_remove_unfinished_archive_is_gone(tmp_path: Path) -> None:
    (tmp_path / f"{SMALL}.zip.part").write_bytes(bytes(1234))
    assert remove(SMALL, tmp_path) == 1234
    assert not list(tmp_path.iterdir())


def test_remove_linked_model_keeps_its_target(publisher: Publisher, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    fetch(publisher.model(), elsewhere)
    models = tmp_path / "models"
    models.mkdir()
    (models / NAME).symlink_to(elsewhere / NAME)
    remove(NAME, models)
    assert not list(models.iterdir())
    assert (elsewhere / NAME / "am" / "final.mdl").exists()


@pytest.mark.parametrize("name", ["../models", SMALL, "nothing", "", "."])
def test_remove_unlisted_name_raises_trouble(
    publisher: Publisher, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "models"
    fetch(publisher.model(), folder)
    with raises_trouble(match="No model called"):
        remove(name, folder)
    assert (folder / NAME).exists()


def test_models_folder_is_in_data_folder() -> None:
    assert models_folder().parts[-2:] == ("lantern", "models")


def test_find_offered_alias_is_found():
    assert find_offered("large").name == "vosk-model-en-us-0.22-lgraph"
    assert find_offered("small").name == "vosk-model-small-en-us-0.15"

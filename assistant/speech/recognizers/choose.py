"""Which recognizer, with which model."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from assistant.errors import Trouble
from assistant.speech.folders import models_folder
from assistant.speech.recognizers.base import Recognizer
from assistant.speech.recognizers.vosk_model import has_closed_graph, is_model

RecognizerName = Literal["vosk", "pocketsphinx"]


def open_recognizer(
    name: RecognizerName | None = None,
    model: str | Path | None = None,
    *,
    configured: str | Path | None = None,
    language: str = "en",
    environ: Mapping[str, str] = os.environ,
) -> Recognizer:
    """Load a recognizer: the one named, else Vosk where a model is found, else PocketSphinx.

    `model` (a folder, or the name of a model in one of the known places), `configured` (the same,
    from the settings) and LANTERN_MODEL are promises: a folder named there must work, or it is
    Trouble. Takes up to a second or so; import and loading happen here, not before.
    """
    if name == "pocketsphinx":
        return _pocketsphinx(language)
    found = find_model(model, configured=configured, language=language, environ=environ)
    if found is None and name == "vosk":
        raise Trouble(
            "Vosk needs a speech model and there is none yet. Fetch one with: "
            "lantern models fetch — or name a folder with: --model DIR"
        )
    if found is None:
        return _pocketsphinx(language)
    from assistant.speech.recognizers.vosk import VoskRecognizer

    return VoskRecognizer(found)


def find_model(
    named: str | Path | None = None,
    *,
    configured: str | Path | None = None,
    language: str = "en",
    environ: Mapping[str, str] = os.environ,
) -> Path | None:
    """The Vosk model to use, or None. Raises Trouble when one was asked for and is not there."""
    for asked in (named, configured, environ.get("LANTERN_MODEL")):
        if asked:
            return _resolve(asked)
    models = [
        child
        for place in _places()
        for child in _folders(place)
        if f"-{language}" in child.name and is_model(child)
    ]
    # The bigger the better, but one which can listen for given phrases before one which cannot.
    return max(models, key=lambda folder: (has_closed_graph(folder), _size(folder)), default=None)


def _places() -> tuple[Path, ...]:
    return (models_folder(), Path.home() / ".cache" / "vosk")


def _resolve(asked: str | Path) -> Path:
    """A folder, or a model's bare name; the repository's own test model only in this way."""
    path = Path(asked).expanduser()
    if path.exists() or len(path.parts) != 1:
        return path  # Whether it is a model is checked, with a reason given, when it is loaded.
    repository = Path(__file__).parents[3] / "models"
    for place in (*_places(), repository):
        if (place / path).is_dir():
            return place / path
    raise Trouble(
        f"There is no speech model called {path}. See which there are with: lantern models list"
    )


def _folders(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(child for child in place.iterdir() if child.is_dir())


def _size(folder: Path) -> int:
    return (folder / "am/final.mdl").stat().st_size


def _pocketsphinx(language: str) -> Recognizer:
    if language != "en":
        raise Trouble(
            f"Without a Vosk model only English is understood, not {language}. "
            "Name a model with: --model DIR"
        )
    from assistant.speech.recognizers.pocketsphinx import PocketSphinxRecognizer

    return PocketSphinxRecognizer()

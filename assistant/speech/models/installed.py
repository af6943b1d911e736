"""The models on this machine: finding, checking, listing and removing them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import platformdirs

from assistant.errors import Trouble
from assistant.speech.language_data import SpeechModel, speech_data
from intents.languages import known

PART = ".part"
"""The ending of an archive that is not yet complete: NAME.zip.part."""

_ACOUSTIC = (Path("am", "final.mdl"), Path("final.mdl"), Path("encoder_model.ort"))
"""Vosk reads either of the first two layouts; the last is Moonshine's."""
_NEEDED = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/words.txt")
_DYNAMIC = ("graph/HCLr.fst", "graph/Gr.fst")
_STATIC = "graph/HCLG.fst"
_TRIAL_SECONDS = 180
_TRIAL = """
import sys, vosk
vosk.SetLogLevel(-1)
engine = vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), 16000)
engine.AcceptWaveform(bytes(16000))
engine.FinalResult()
"""


class InstalledModel(msgspec.Struct, frozen=True):
    """What the models folder holds of one model.

    `path` is its folder, None when it is not installed; `size` the bytes on disk, of the folder
    and of an unfinished archive; `partial` the bytes of that archive; `offered` whether it can be
    fetched.
    """

    name: str
    path: Path | None
    size: int
    partial: int
    offered: bool

    def to_json(self) -> dict[str, object]:
        """The same as plain data."""
        return {
            "name": self.name,
            "installed": self.path is not None,
            "path": None if self.path is None else str(self.path),
            "size": self.size,
            "partial": self.partial,
            "offered": self.offered,
        }


def models_folder() -> Path:
    """The folder for models, within the user's data folder. It may not exist yet."""
    return platformdirs.user_data_path("lantern", appauthor=False) / "models"


def catalogue(language: str = "en") -> tuple[SpeechModel, ...]:
    """Every model to fetch; those for `language` first, the recommended one before the others."""
    languages = sorted(known(), key=lambda name: (name != language, name))
    return tuple(model for name in languages for model in speech_data(name).models)


def find_offered(name: str) -> SpeechModel:
    """The model called `name`, by its name, its alias ("large") or a part that only one has.

    Raises Trouble where there is none, or more than one.
    """
    models = catalogue()
    exact = [model for model in models if name and name in (model.name, model.alias)]
    matching = exact or [model for model in models if name and name in model.name]
    if len(matching) == 1:
        return matching[0]
    key = "models.ambiguous" if matching else "models.not_offered"
    raise Trouble(key, name=name, names=", ".join(model.name for model in models))


def looks_like_model(folder: Path) -> bool:
    """Whether the folder holds an acoustic model, be the rest complete or not."""
    return any((folder / file).is_file() for file in _ACOUSTIC)


def part_of(name: str, folder: Path) -> Path:
    """The file in which the archive of a model is collected while it is fetched."""
    return folder / f"{name}.zip{PART}"


def installed_models(folder: Path | None = None) -> tuple[InstalledModel, ...]:
    """The state of every model: those of the catalogue, installed or not, then any others."""
    folder = folder or models_folder()
    offered = [model.name for model in catalogue()]
    try:
        found = sorted(entry.name for entry in folder.iterdir() if looks_like_model(entry))
    except FileNotFoundError:
        found = []
    except OSError as error:
        raise Trouble(
            "models.folder_unreadable", path=folder, reason=error.strerror or str(error)
        ) from error
    others = [name for name in found if name not in offered and not name.startswith(".")]
    return tuple(_state(name, folder, name in offered) for name in [*offered, *others])


def _state(name: str, folder: Path, offered: bool) -> InstalledModel:
    path, part = folder / name, part_of(name, folder)
    partial = part.stat().st_size if part.is_file() else 0
    there = looks_like_model(path)
    files = (file for file in path.rglob("*") if file.is_file()) if there else ()
    return InstalledModel(
        name=name,
        path=path if there else None,
        size=sum(file.stat().st_size for file in files) + partial,
        partial=partial,
        offered=offered,
    )


def remove(name: str, folder: Path | None = None) -> int:
    """Remove a model and an unfinished archive of it. Returns the bytes freed. Raises Trouble."""
    folder = folder or models_folder()
    state = next((state for state in installed_models(folder) if state.name == name), None)
    if state is None or (state.path is None and not state.partial):
        raise Trouble("models.not_installed", name=name, folder=folder)
    try:
        part_of(name, folder).unlink(missing_ok=True)
        if state.path is not None:
            discard(state.path)
    except OSError as error:
        raise Trouble(
            "models.not_removed", path=folder / name, reason=error.strerror or str(error)
        ) from error
    return state.size


def discard(path: Path) -> None:
    """Remove a folder so that a part of it never stands under its name."""
    if path.is_symlink():  # Made by hand: what it points to is kept.
        path.unlink()
        return
    aside = path.with_name(f".{path.name}.removed")
    shutil.rmtree(aside, ignore_errors=True)
    os.replace(path, aside)
    shutil.rmtree(aside)


def find_model(
    named: str | Path | None = None,
    *,
    configured: str | Path | None = None,
    language: str = "en",
    environ: Mapping[str, str] = os.environ,
) -> Path | None:
    """The Vosk model to use, or None. Raises Trouble when the one asked for is missing.

    `named`, `configured` and the environment's LANTERN_MODEL are asked for in this order, each a
    folder or the name of a model in one of the known places. Without any of them it is the largest
    model for `language`; one with a dynamic graph is preferred.
    """
    for asked in (named, configured, environ.get("LANTERN_MODEL")):
        if asked:
            return _resolve(asked)
    models = [
        child
        for place in _places()
        for child in _subfolders(place)
        if f"-{language}" in child.name and _has_needed_files(child)
    ]
    return max(
        models,
        key=lambda folder: (has_dynamic_graph(folder), (folder / _NEEDED[0]).stat().st_size),
        default=None,
    )


def find_moonshine(named: str | Path | None = None, language: str = "en") -> Path | None:
    """The folder of Moonshine's model for `language`, or None where it was not fetched.

    `named` is a folder or the name of a model; it is not looked into here.
    """
    if named:
        return _resolve(named)
    names = [m.name for m in speech_data(language).models if m.engine == "moonshine"]
    folders = (place / name for name in names for place in _places())
    return next((folder for folder in folders if looks_like_model(folder)), None)


def _places() -> tuple[Path, ...]:
    return (models_folder(), Path.home() / ".cache" / "vosk")


def _resolve(asked: str | Path) -> Path:
    """A folder, or the folder of a model's name; the repository's test model only in this way."""
    path = Path(asked).expanduser()
    if path.exists() or len(path.parts) != 1:
        return path  # `check_model` says why, if it is none.
    repository = Path(__file__).parents[3] / "models"
    for place in (*_places(), repository):
        if (place / path).is_dir():
            return place / path
    raise Trouble("models.unknown", name=path)


def _subfolders(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(child for child in place.iterdir() if child.is_dir())


def _has_needed_files(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _NEEDED)


def has_dynamic_graph(folder: Path) -> bool:
    """Whether the model accepts a closed grammar; one with a static graph ignores it silently."""
    return all((folder / name).is_file() for name in _DYNAMIC)


def check_model(folder: Path) -> None:
    """Raise Trouble unless the model in `folder` is complete and loads."""
    if not folder.exists():
        raise Trouble("models.no_such_folder", path=folder)
    if not folder.is_dir():
        raise Trouble("models.is_file", path=folder)
    complete = _has_needed_files(folder)
    inside = [child for child in _subfolders(folder) if _has_needed_files(child)]
    if not complete and inside:
        raise Trouble("models.one_folder_down", path=inside[0])
    if sys.platform == "win32" and not str(folder).isascii():
        raise Trouble("models.letters_in_path", path=folder)
    for name in (*_NEEDED, *(_DYNAMIC if not (folder / _STATIC).is_file() else ())):
        path = folder / name
        if not path.is_file():
            raise Trouble("models.file_missing", path=folder, file=name)
        if path.stat().st_size == 0:
            raise Trouble("models.file_empty", path=folder, file=name)
    if not _loads(folder):
        raise Trouble("models.damaged", path=folder)


def _loads(folder: Path) -> bool:
    """Try the model in another process, once: some damaged files crash libvosk."""
    proof = (
        platformdirs.user_cache_path("lantern", appauthor=False)
        / "models-tried"
        / _fingerprint(folder)
    )
    if proof.exists():
        return True
    try:
        trial = subprocess.run(
            [sys.executable, "-P", "-c", _TRIAL, str(folder)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    if trial.returncode != 0:
        return False
    try:
        proof.parent.mkdir(parents=True, exist_ok=True)
        proof.touch()
    except OSError:
        return True  # Tried again next time, which costs a second.
    return True


def _fingerprint(folder: Path) -> str:
    """A name for this state of the folder; it changes with the size or time of any file."""
    digest = hashlib.sha256(str(folder.resolve()).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        state = path.stat()
        digest.update(f"{path.name}:{state.st_size}:{state.st_mtime_ns};".encode())
    return digest.hexdigest()

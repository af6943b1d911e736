"""The models on this machine: listing them and removing one."""

import os
import shutil
from pathlib import Path

import msgspec

from assistant.errors import Trouble
from assistant.speech.folders import models_folder
from assistant.speech.models.catalogue import catalogue

PART = ".part"  # what has been fetched of an archive so far: NAME.zip.part

# Vosk reads either of these two layouts.
_ACOUSTIC = (Path("am", "final.mdl"), Path("final.mdl"))


class Installed(msgspec.Struct, frozen=True):
    """What the models folder holds of one model."""

    name: str
    path: Path | None  # its folder; None when it is not installed
    size: int  # bytes on disk, of the folder and of what is partly fetched
    partial: int  # bytes fetched of an unfinished archive; 0 when there is none
    offered: bool  # whether the catalogue has it

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


def is_model(folder: Path) -> bool:
    """Whether the folder looks like a speech model."""
    return any((folder / file).is_file() for file in _ACOUSTIC)


def part_of(name: str, folder: Path) -> Path:
    """Where the archive of a model is gathered while it is fetched."""
    return folder / f"{name}.zip{PART}"


def installed(folder: Path | None = None) -> tuple[Installed, ...]:
    """What there is of each model: the catalogue's, installed or not, then any others found."""
    folder = folder or models_folder()
    offered = [model.name for model in catalogue()]
    try:
        found = sorted(entry.name for entry in folder.iterdir() if is_model(entry))
    except FileNotFoundError:
        found = []
    except OSError as error:
        raise Trouble(f"The models folder {folder} cannot be read ({error.strerror}).") from error
    others = [name for name in found if name not in offered and not name.startswith(".")]
    return tuple(_state(name, folder, name in offered) for name in [*offered, *others])


def _state(name: str, folder: Path, offered: bool) -> Installed:
    path, part = folder / name, part_of(name, folder)
    partial = part.stat().st_size if part.is_file() else 0
    there = is_model(path)
    files = (file for file in path.rglob("*") if file.is_file()) if there else ()
    return Installed(
        name=name,
        path=path if there else None,
        size=sum(file.stat().st_size for file in files) + partial,
        partial=partial,
        offered=offered,
    )


def remove(name: str, folder: Path | None = None) -> int:
    """Removes a model, and what was fetched of one that is unfinished. Returns the bytes freed."""
    folder = folder or models_folder()
    state = next((state for state in installed(folder) if state.name == name), None)
    if state is None or (state.path is None and not state.partial):
        raise Trouble(f"No model called “{name}” is installed in {folder}.")
    try:
        part_of(name, folder).unlink(missing_ok=True)
        if state.path is not None:
            discard(state.path)
    except OSError as error:
        raise Trouble(f"{folder / name} could not be removed ({error.strerror}).") from error
    return state.size


def discard(path: Path) -> None:
    """Removes a folder so that it is gone at once and never half there under its name."""
    if path.is_symlink():  # made by hand: what it points to is not ours
        path.unlink()
        return
    aside = path.with_name(f".{path.name}.removed")
    shutil.rmtree(aside, ignore_errors=True)
    os.replace(path, aside)
    shutil.rmtree(aside)

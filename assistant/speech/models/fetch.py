"""From a model's address to its folder in place, whole or not at all."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import filelock
import msgspec
import requests

from assistant.errors import Trouble
from assistant.speech.folders import models_folder
from assistant.speech.models.catalogue import Model
from assistant.speech.models.download import disk_trouble, download, require_space
from assistant.speech.models.installed import discard, is_model, part_of
from assistant.speech.models.unpack import CHUNK, BadArchive, unpack

Step = Literal["fetching", "checking", "unpacking"]
Progress = Callable[[Step, int, int], None]  # the step, bytes done, bytes in all

_ROOM = 2  # an unpacked model is less than twice its archive


class Fetched(msgspec.Struct, frozen=True):
    """A model in its place."""

    name: str
    path: Path
    checked: bool  # against a published checksum; else its size and its structure only


def reachable(model: Model, timeout: float = 3.0) -> bool:
    """Whether the model's publisher answers now. Nothing is fetched."""
    try:
        headers = {"User-Agent": "lantern-voice"}
        answer = requests.head(model.url, headers=headers, timeout=timeout, allow_redirects=True)
    except requests.RequestException:
        return False
    return answer.ok


def fetch(model: Model, folder: Path | None = None, progress: Progress | None = None) -> Fetched:
    """Fetches, checks and unpacks a model. Does nothing where it is installed already.

    It may be interrupted at any moment, by Control-C or a power cut, and goes on from there when
    called again. The model's folder appears at once and whole. Raises Trouble.
    """
    folder = folder or models_folder()
    progress = progress or (lambda step, done, total: None)
    done = Fetched(name=model.name, path=folder / model.name, checked=bool(model.sha256))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / f".{model.name}.lock", timeout=0):
            if not is_model(done.path):
                _fetch(model, folder, progress)
    except filelock.Timeout as error:
        raise Trouble(
            f"{model.name} is being fetched already, by another Lantern. Wait for it."
        ) from error
    except OSError as error:
        raise disk_trouble(error, folder) from error
    return done


def _fetch(model: Model, folder: Path, progress: Progress) -> None:
    part = part_of(model.name, folder)
    have = part.stat().st_size if part.exists() else 0
    require_space(folder, max(model.size - have, 0) + _ROOM * model.size)
    download(model.url, part, model.size, lambda done: progress("fetching", done, model.size))
    if model.sha256 and _sha256(part, progress) != model.sha256:
        part.unlink()
        raise Trouble(
            f"What came from {model.url} is not the model that was published (its checksum "
            "differs), so it was deleted. Try again; if it happens twice, tell us."
        )
    unpacked = folder / f".{model.name}.unpacked"
    try:
        source = unpack(
            part, model.name, unpacked, lambda done, total: progress("unpacking", done, total)
        )
        _put(source, folder / model.name)
    except BadArchive as error:
        part.unlink()
        raise Trouble(f"The archive of {model.name} {error}, so it was deleted.") from error
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    part.unlink()


def _sha256(path: Path, progress: Progress) -> str:
    total, done = path.stat().st_size, 0
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress("checking", done, total)
    return digest.hexdigest()


def _put(source: Path, target: Path) -> None:
    """Moves the folder to its place, on disk before the archive it came from is deleted."""
    if target.exists():  # something that is no model
        discard(target)
    os.replace(source, target)
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Is this folder a Vosk model which will load? libvosk itself crashes on some broken ones."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

from assistant.errors import Trouble

_NEEDED = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/words.txt")
_CLOSED = ("graph/HCLr.fst", "graph/Gr.fst")
_STATIC = "graph/HCLG.fst"
_REMEDY = "Fetch it again with: lantern models fetch"
_TRIAL_SECONDS = 180
_TRIAL = """
import sys, vosk
vosk.SetLogLevel(-1)
engine = vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), 16000)
engine.AcceptWaveform(bytes(16000))
engine.FinalResult()
"""


def is_model(folder: Path) -> bool:
    """Whether the folder has the files which make a Vosk model, complete or not."""
    return all((folder / name).is_file() for name in _NEEDED)


def has_closed_graph(folder: Path) -> bool:
    """Whether the model can listen for given phrases only; others ignore a grammar silently."""
    return all((folder / name).is_file() for name in _CLOSED)


def check_model(folder: Path) -> None:
    """Raise Trouble with what is wrong and what to do, unless the model in `folder` loads."""
    if not folder.exists():
        raise Trouble(f"There is no speech model at {folder}. {_REMEDY}")
    if not folder.is_dir():
        raise Trouble(
            f"{folder} is a file, and a speech model is a folder. "
            "Unpack it first, or fetch one with: lantern models fetch"
        )
    inside = [child for child in sorted(folder.iterdir()) if child.is_dir() and is_model(child)]
    if not is_model(folder) and inside:
        raise Trouble(f"The speech model is one folder further down. Use: --model {inside[0]}")
    if sys.platform == "win32" and not str(folder).isascii():
        raise Trouble(
            f"The recognizer cannot open the folder {folder} because of the letters in its name. "
            r"Move the model to a folder with a plain name, such as C:\models"
        )
    needed = (*_NEEDED, *(_CLOSED if not (folder / _STATIC).is_file() else ()))
    for name in needed:
        path = folder / name
        if not path.is_file() or path.stat().st_size == 0:
            fault = "is missing" if not path.is_file() else "is empty"
            raise Trouble(
                f"The speech model in {folder} is not complete: {name} {fault}. {_REMEDY}"
            )
    if not _loads(folder):
        raise Trouble(f"The speech model in {folder} is damaged and does not load. {_REMEDY}")


def _loads(folder: Path) -> bool:
    """Try the model in another process, once: a damaged file makes libvosk end the process."""
    proof = user_cache_path("lantern", appauthor=False) / "models-tried" / _fingerprint(folder)
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
        return True  # Tried again next time: it costs a second, no more.
    return True


def _fingerprint(folder: Path) -> str:
    """A name for this state of the folder: it changes with any file's size or time."""
    digest = hashlib.sha256(str(folder.resolve()).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        state = path.stat()
        digest.update(f"{path.name}:{state.st_size}:{state.st_mtime_ns};".encode())
    return digest.hexdigest()

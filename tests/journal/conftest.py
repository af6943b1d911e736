from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from assistant.journal import Journal, Line, disk
from assistant.journal.log import Log

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for tests which a slow disk teaches nothing."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder)


@pytest.fixture
def say() -> Callable[..., Line]:
    """Keeps some words, as a conversation would."""

    def say(journal: Journal, words: str, **more: str) -> Line:
        recording = {"recording": more.pop("recording")} if "recording" in more else {}
        return journal.append("said", {"words": words, **recording}, ts=NOW, **more)

    return say


def words(journal: Journal) -> list[str]:
    """What was said, in the journal's order."""
    return [msgspec.json.decode(line.data)["words"] for line in journal.lines()]


def found_in(folder: Path, text: str) -> list[Path]:
    """The files under `folder` with `text` in them, zip files unpacked."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as zipped:
                content = b"".join(zipped.read(name) for name in zipped.namelist())
        else:
            content = path.read_bytes() if path.is_file() else b""
        if text.encode() in content + str(path).encode():
            found.append(path)
    return found


def another_device(folder: Path, device: str = "d00df00d") -> Journal:
    """A journal in `folder` as another machine would open it."""
    disk.make_folder(folder)
    journal = Journal(folder)
    journal.device = device
    journal.path = folder / f"journal-{device}.jsonl"
    journal.log = Log(journal.path, device)
    journal._kept = True
    return journal

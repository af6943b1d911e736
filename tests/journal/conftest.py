from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.journal import Journal, Line

from .looking import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where possible, for tests which do not depend on a real disk."""
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
    """A function which appends some words, as a conversation would."""

    def say(journal: Journal, words: str, **more: str) -> Line:
        recording = {"recording": more.pop("recording")} if "recording" in more else {}
        return journal.append("said", {"words": words, **recording}, ts=NOW, **more)

    return say

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.journal import Journal, Line

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder)


@pytest.fixture
def say() -> Callable[..., Line]:
    """Keeps some words, as a conversation would."""

    def say(journal: Journal, words: str, **envelope: str) -> Line:
        return journal.append("said", {"words": words}, ts=NOW, **envelope)

    return say

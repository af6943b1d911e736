"""A folder which others may read is closed; that they could have read something is said if true."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.journal.disk import close_to_others

from .looking import sentence

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")


def test_an_empty_folder_is_closed_without_a_word(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    assert close_to_others(tmp_path) == []
    assert tmp_path.stat().st_mode & 0o077 == 0


def test_of_an_open_journal_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "2026-11.jsonl").write_text("{}\n")
    tmp_path.chmod(0o755)

    (said,) = close_to_others(tmp_path)
    assert "could have read your journal" in sentence(said)

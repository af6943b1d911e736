"""Rights of access: a folder which others may read is closed, with a notice if it held anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.journal.disk import close_to_others

from .looking import sentence

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")


def test_close_to_others_empty_folder_gives_no_notice(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    assert close_to_others(tmp_path) == []
    assert tmp_path.stat().st_mode & 0o077 == 0


def test_close_to_others_open_journal_gives_notice(tmp_path: Path) -> None:
    (tmp_path / "2026-11.jsonl").write_text("{}\n")
    tmp_path.chmod(0o755)

    (said,) = close_to_others(tmp_path)
    assert "could have read your journal" in sentence(said)

from __future__ import annotations

from pathlib import Path

import pytest

from intents.languages import VARIABLE

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def toy_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(HERE))
    monkeypatch.setenv("LANTERN_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / "settings.toml").write_text("")

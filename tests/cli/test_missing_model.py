"""That there is no speech model is said once a week, and not at every start."""

from datetime import datetime, timedelta

import pytest

from assistant.cli.talk import reminded_lately

NOW = datetime.fromisoformat("2026-11-23T07:30:00+01:00")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_reminded_lately_counts_a_week():
    said = [not reminded_lately(NOW + timedelta(days=days)) for days in (0, 0, 1, 6, 8, 9)]
    assert said == [True, False, False, False, True, False]


def test_reminded_lately_without_a_place_to_remember_is_false(tmp_path):
    (tmp_path / "lantern").write_text("not a folder")
    assert not reminded_lately(NOW)

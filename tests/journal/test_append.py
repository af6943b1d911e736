"""Appending: what was saved is on disk, and is read as it was given."""

from __future__ import annotations

import json
import os
from datetime import datetime

import msgspec
import pytest

from assistant.journal import Journal

from .looking import sentence


def test_append_reopened_gives_equal_lines(folder, journal, say):
    kept = [say(journal, "a walk"), say(journal, "a talk", session="s1", source="voice", ref="x")]
    assert list(Journal(folder).lines()) == kept


def test_append_event_writes_json_envelope(journal, say):
    say(journal, "honesty", source="voice")
    assert json.loads(journal.path.read_text()) == {
        "v": 1,
        "n": 1,
        "clock": 1,
        "id": f"{journal.device}-1",
        "ts": "2026-11-23T07:00:00.000+00:00",
        "type": "said",
        "source": "voice",
        "data": {"words": "honesty"},
        "sum": json.loads(journal.path.read_text())["sum"],
    }


def test_append_reopened_continues_numbers(folder, journal, say):
    say(journal, "one")
    assert say(Journal(folder), "two").n == 2


def test_append_any_script_and_surrogate_keeps_words(journal, say):
    say(journal, "früh 早 \udc80")
    assert msgspec.json.decode(next(journal.lines()).data)["words"] == "früh 早 ?"


def test_append_time_without_offset_raises(journal):
    with pytest.raises(ValueError, match="offset"):
        journal.append("said", {}, ts=datetime(2026, 1, 1))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_append_new_folder_is_private(journal, say):
    say(journal, "mine")
    modes = {path.name: path.stat().st_mode & 0o777 for path in journal.folder.iterdir()}
    assert set(modes.values()) == {0o600}
    assert journal.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_open_file_readable_by_others_is_closed_with_notice(folder, journal, say):
    say(journal, "mine")
    journal.path.chmod(0o644)
    again = Journal(folder)
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert "closed it" in sentence(again.notices[0])

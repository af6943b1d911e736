"""What is said to be saved is on disk, and comes back as it went in."""

from __future__ import annotations

import json
import os
from datetime import datetime

import msgspec
import pytest

from assistant.journal import Journal

from .looking import sentence


def test_what_was_kept_is_read_again_by_the_next_start(folder, journal, say):
    kept = [say(journal, "a walk"), say(journal, "a talk", session="s1", source="voice", ref="x")]
    assert list(Journal(folder).lines()) == kept


def test_a_line_is_plain_json_with_its_envelope(journal, say):
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


def test_lines_are_numbered_on_across_starts(folder, journal, say):
    say(journal, "one")
    assert say(Journal(folder), "two").n == 2


def test_words_in_any_script_and_half_a_surrogate_are_kept(journal, say):
    say(journal, "früh 早 \udc80")
    assert msgspec.json.decode(next(journal.lines()).data)["words"] == "früh 早 ?"


def test_a_moment_without_an_offset_is_refused(journal):
    with pytest.raises(ValueError, match="offset"):
        journal.append("said", {}, ts=datetime(2026, 1, 1))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_nobody_else_may_read(journal, say):
    say(journal, "mine")
    modes = {path.name: path.stat().st_mode & 0o777 for path in journal.folder.iterdir()}
    assert set(modes.values()) == {0o600}
    assert journal.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_rights_left_open_are_closed_with_a_word(folder, journal, say):
    say(journal, "mine")
    journal.path.chmod(0o644)
    again = Journal(folder)
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert "closed it" in sentence(again.notices[0])

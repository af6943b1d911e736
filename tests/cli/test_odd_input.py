"""Standard input which is not as it should be: bytes which are no text, and none at all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.journal import Journal
from tests.journal.looking import NOW, found_in

LANTERN = [sys.executable, "-m", "assistant", "--text", "--now", "2026-11-23T07:00:00+01:00"]


def test_talk_bad_byte_typed_keeps_the_answer(tmp_path):
    said = b"no\nthe caf\xe9 by the river was quiet\nthat's all\nyes\n"
    done = subprocess.run(
        [*LANTERN, "--data", tmp_path / "j", "reflect"], input=said, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert found_in(tmp_path / "j", "by the river was quiet")


@pytest.mark.parametrize("command", [["reflect"], ["journal", "erase", "--all"]])
def test_command_closed_standard_input_ends_without_a_traceback(tmp_path, command):
    Journal(tmp_path / "j").append("said", {}, ts=NOW)
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *LANTERN[:3], *command, "--data", tmp_path / "j"],
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr

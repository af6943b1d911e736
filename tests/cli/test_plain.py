"""`--plain` on a real terminal: nothing is rewritten, and each line is written once."""

import sys

import pytest

from tests.cli.conftest import NOW, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def test_plain_typed_conversation_on_a_terminal_has_no_cursor_control(folder):
    program = Terminal("reflect", "--text", "--plain", "--data", folder, "--now", NOW)
    turns = (
        ("question to start from?\n", "no"),
        ("when you're done.\n", "I went out"),
        ("I went out\n", "that's all"),
        ("hear it back?\n", "stop"),
    )
    for waited, typed in turns:
        program.wait_for(waited)
        program.type(typed)
    assert program.end() == 0
    assert not {"\x1b", "\r"} & set(program.everything)
    lines = program.everything.splitlines()
    assert len(lines) == len(set(lines))
    assert {"no", "I went out", "that's all", "stop"} <= set(lines)
    spoken = [line for line in lines if line.startswith("lantern: ")]
    assert len(spoken) == len(lines) - 4

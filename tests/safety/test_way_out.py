"""The quick way out of a talk, by key: what stands on the screen goes at once."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from assistant import wording
from assistant.channels import typed
from assistant.channels.captions import Captions
from assistant.channels.keyboard import ESCAPE, keyboard
from tests.safety.test_talk import Sitting

CLEARED = "\x1b[2J\x1b[3J\x1b[H"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_typed_escape_clears_the_screen_and_says_something_harmless(tmp_path: Path) -> None:
    manager = Sitting(tmp_path / "journal", "menu").companion
    screen = Terminal()
    said = io.StringIO("my husband hits me\nyes\n\x1b\n")
    typed.converse(manager, "menu", said, screen)
    last = screen.getvalue().rpartition(CLEARED)[2]
    assert "good small thing for any day" in last
    assert "hurt" not in last
    assert "number" not in last


def test_typed_talk_about_being_hurt_clears_what_was_typed_before(tmp_path: Path) -> None:
    manager = Sitting(tmp_path / "journal", "menu").companion
    screen = Terminal()
    typed.converse(manager, "menu", io.StringIO("my husband hits me\n"), screen)
    assert CLEARED in screen.getvalue()


def test_captions_clear_without_a_terminal_writes_nothing() -> None:
    out = io.StringIO()
    Captions(out, wording.load("en")).clear()
    assert out.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_escape_key_is_read_from_a_terminal_without_waiting() -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    with open(theirs, encoding="utf-8") as terminal:
        before = termios.tcgetattr(theirs)
        with keyboard(terminal) as pressed:
            assert pressed() == []
            os.write(ours, b"x\x1b")
            assert pressed() == ["x", ESCAPE]
            assert pressed() == []
        assert termios.tcgetattr(theirs) == before
    os.close(ours)


def test_escape_key_without_a_terminal_is_never_pressed() -> None:
    with keyboard(io.StringIO("\x1b")) as pressed:
        assert pressed() == []

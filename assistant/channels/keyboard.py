"""Single keys, read without waiting while a conversation goes on in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

ESCAPE = "escape"
RIGHT = "right"
CLICK = "click"
OTHER = "other"
END = "end"
"""The names of keys that are no character: Escape, the arrow to the right, a button of the mouse
pressed in the terminal, any other such key, and the end of the input."""
_START, _STOP = "\x1b[?1000h\x1b[?1006h", "\x1b[?1000l\x1b[?1006l"
"""What makes a terminal tell of the buttons of the mouse, and no more."""

Keys = Callable[[], list[str]]


@contextmanager
def keyboard(file: TextIO, screen: TextIO | None = None) -> Iterator[Keys]:
    """Give a function that returns the keys pressed since it was last called, in order.

    A key is its character, or one of the names above. Where the input is no terminal, none ever is.
    `screen` is the terminal that is asked to tell of the mouse too. The terminal is as before when
    this is left.
    """
    if not file.isatty():
        yield list
    elif sys.platform == "win32":
        yield _windows_keys
    else:
        import termios
        import tty

        number = file.fileno()
        before = termios.tcgetattr(number)
        mouse = screen is not None and screen.isatty()
        try:
            tty.setcbreak(number)
            if mouse and screen is not None:
                print(_START, end="", file=screen, flush=True)
            yield lambda: _read(number)
        finally:
            if mouse and screen is not None:
                print(_STOP, end="", file=screen, flush=True)
            termios.tcsetattr(number, termios.TCSADRAIN, before)


def keys_in(typed: str) -> list[str]:
    """The keys in what a terminal sent.

    A sequence that begins with the Escape character is one key; alone, that is the Escape key.
    """
    keys, at = [], 0
    while at < len(typed):
        length = _sequence(typed, at)
        sent = typed[at : at + length]
        if length == 1:
            keys.append(ESCAPE if sent == "\x1b" else END if sent == "\x04" else sent)
        elif not (sent.startswith("\x1b[<") and sent.endswith("m")):  # A button let go again.
            keys.append(CLICK if sent.startswith("\x1b[<") else _NAMES.get(sent, OTHER))
        at += length
    return keys


_NAMES = {"\x1b[C": RIGHT, "\x1bOC": RIGHT}


def _sequence(typed: str, at: int) -> int:
    """The length of the key that begins there: of one character, or of a terminal's sequence."""
    if typed[at] != "\x1b" or typed[at + 1 : at + 2] not in ("[", "O"):
        return 1
    for end in range(at + 2, len(typed)):
        if "@" <= typed[end] <= "~":
            return end + 1 - at
    return len(typed) - at


def _read(number: int) -> list[str]:
    import select

    there, _, _ = select.select([number], [], [], 0)
    if not there:
        return []
    try:
        sent = os.read(number, 1024)
    except OSError:  # The terminal is gone.
        return [END]
    return keys_in(sent.decode(errors="replace")) if sent else [END]


def _windows_keys() -> list[str]:
    if sys.platform != "win32":
        return []
    import msvcrt

    keys = []
    while msvcrt.kbhit():
        sent = msvcrt.getwch()
        if sent in "\x00\xe0":
            keys.append(RIGHT if msvcrt.getwch() == "M" else OTHER)
        else:
            keys += keys_in(sent)
    return keys

"""The Escape key, read without waiting while a spoken conversation goes on in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

ESCAPE = "\x1b"


@contextmanager
def escape_key(keyboard: TextIO) -> Iterator[Callable[[], bool]]:
    """Give a function that says whether Escape was pressed since it was last called.

    Where the input is no terminal, it never is. The terminal is as before when this is left.
    """
    if not keyboard.isatty():
        yield lambda: False
    elif sys.platform == "win32":
        import msvcrt

        def pressed() -> bool:
            return msvcrt.kbhit() and ESCAPE in msvcrt.getwch()

        yield pressed
    else:
        import select
        import termios
        import tty

        file = keyboard.fileno()
        before = termios.tcgetattr(file)

        def pressed() -> bool:
            there, _, _ = select.select([file], [], [], 0)
            return bool(there) and ESCAPE.encode() in os.read(file, 64)

        try:
            tty.setcbreak(file)
            yield pressed
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, before)

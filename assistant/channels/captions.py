"""What is said and heard, in writing: for those who look along, and for those who cannot hear."""

from __future__ import annotations

from typing import TextIO


class Captions:
    """Plain lines, `lantern:` and `you:`. On a terminal, what is being heard grows on one line."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self._live = out.isatty()
        self._shown = ""

    def lantern(self, text: str) -> None:
        """Lantern says something."""
        self._line(f"lantern: {text}")

    def you(self, text: str) -> None:
        """The person said something."""
        self._line(f"you: {text}" if text else "you: …")

    def hearing(self, text: str) -> None:
        """What is heard so far; shown only on a terminal."""
        if self._live and text and text != self._shown:
            self._shown = text
            self.out.write(f"\r\x1b[Kyou: {text} …")
            self.out.flush()

    def note(self, text: str) -> None:
        """Something about the conversation, not of it."""
        self._line(text)

    def _line(self, text: str) -> None:
        if self._shown:
            self.out.write("\r\x1b[K")
            self._shown = ""
        print(text, file=self.out, flush=True)

"""Captions: what Lantern says and what it heard, in writing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import TextIO

from assistant.conversation.reply import Reply
from assistant.export.terminal import cleaned
from assistant.speech.audio.base import Sound
from assistant.wording import Wording


class Captions:
    """One plain line for each utterance, with the label of its speaker from the wording.

    On a terminal, the text recognized so far is shown on one line and replaced as it grows.
    `plain`, for Braille displays and screen readers, leaves that out: each line is written once,
    whole, and none is rewritten. Only what somebody near the person must not see is taken off the
    screen all the same.
    """

    def __init__(self, out: TextIO, wording: Wording, plain: bool = False) -> None:
        self.out = out
        self.plain = plain
        self._lantern, self._person, self._partial, self._silence = (
            wording.variants[f"caption.{key}"][0]
            for key in ("lantern", "person", "partial", "silence")
        )
        self._offered, self._offered_plainly = (
            wording.variants.get(f"scan.{key}", ("{text}",))[0]
            for key in ("offered", "offered_plainly")
        )
        self._terminal = out.isatty()
        self._shown = ""
        self._typed = False

    def begin(self, reply: Reply) -> None:
        """Take note of a reply, whose lines follow."""

    def show_speaking(self, sound: Sound, wait: float) -> None:
        """Take note of a sound that begins to play after `wait` seconds."""

    def stop_speaking(self) -> None:
        """Take note that nothing is played any more."""

    def show_lantern(self, text: str) -> None:
        """Show what Lantern says."""
        self.note(self._lantern.format(text=text))

    def show_person(self, text: str) -> None:
        """Show what the person said; a line that stands there as it was typed is not repeated."""
        typed, self._typed = self._typed, False
        if not typed:
            self.note(self._person.format(text=text))

    def show_silence(self) -> None:
        """Show that the person said nothing."""
        self.note(self._person.format(text=self._silence))

    def prompt(self) -> None:
        """Ask for a line of typing, on the same line; a plain line is only what is typed."""
        if not self.plain:
            print(self._person.format(text=""), end="", file=self.out, flush=True)

    def show_partial(self, text: str) -> None:
        """Show what was recognized so far, on a terminal only."""
        if self._terminal and not self.plain and text and text != self._shown:
            self._shown = text
            self.out.write("\r\x1b[K" + self._partial.format(text=cleaned(text)))
            self.out.flush()

    def show_offer(self, text: str, following: Sequence[str] = ()) -> None:
        """Show what can be chosen now, and what comes after it.

        On a terminal it takes the place of the one offered before.
        """
        if self.plain or not self._terminal:
            self.note(self._offered_plainly.format(text=text))
            return
        width = shutil.get_terminal_size().columns - 1
        line = "   ".join((self._offered.format(text=text), *following))
        self._shown = line
        self.out.write("\r\x1b[K" + cleaned(line)[:width])
        self.out.flush()

    def show_typing(self, line: str, key: str) -> None:
        """Show a line that is typed key by key; `key` is the newest.

        Plain, and off a terminal, each key is written once, and none is taken away.
        """
        if self.plain or not self._terminal:
            self.out.write(cleaned(key))
        else:
            self.out.write("\r\x1b[K" + cleaned(self._person.format(text=line)))
        self.out.flush()

    def end_typing(self) -> None:
        """End the line that was typed; what was typed is shown as what the person said."""
        if self.plain or not self._terminal:
            self.out.write("\n")
            self._typed = True
        else:
            self.out.write("\r\x1b[K")
        self.out.flush()

    def clear(self) -> None:
        """Take everything off a terminal, also what was scrolled away."""
        self._shown = ""
        if self._terminal:
            self.out.write("\x1b[2J\x1b[3J\x1b[H")
            self.out.flush()

    def note(self, text: str) -> None:
        """Show a line that is not part of the conversation."""
        if self._shown:
            self.out.write("\r\x1b[K")
            self._shown = ""
        print(cleaned(text), file=self.out, flush=True)

"""What the page shows, as plain data, and when each word of a sentence is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from assistant.conversation.offered_answers import OfferedAnswer
from assistant.speech.audio.base import Sound

MOST_SAID = 60
"""So many lines of what was said can be read again."""
_WORD = re.compile(r"\S+")
_PAUSES = {",": 3, ";": 4, ":": 4, ".": 5, "?": 5, "!": 5, "\u2026": 5}
"""How much longer a word with such an end takes, in letters."""
_LEAST = 3
"""A word takes at least as long as one of so many letters."""

Who = Literal["lantern", "person"]
State = Literal["speaks", "waits", "paused", "ended"]


class Said(msgspec.Struct, frozen=True):
    """A line of what was said."""

    who: Who
    text: str


class Answer(msgspec.Struct, frozen=True):
    """A button: an answer that can be chosen, and its key on a keyboard."""

    id: str
    label: str
    kind: str
    key: str


class Look(msgspec.Struct, frozen=True):
    """How the page looks. `size` and `spacing` are factors."""

    size: float = 1.0
    spacing: float = 1.0
    colours: str = "auto"
    still: bool = False


class Speaking(msgspec.Struct, frozen=True):
    """A sentence that begins to be spoken in `wait` milliseconds and takes `lasts`.

    `words`: where each begins and ends in `text`, and when it begins, in milliseconds.
    """

    text: str
    words: tuple[tuple[int, int, int], ...]
    wait: int
    lasts: int


class View(msgspec.Struct, frozen=True):
    """The whole page.

    `turn` counts Lantern's replies; an answer names the turn it is for. `lines` is what Lantern
    says in it. `heard` is what the person said, as far as it is
    `partly` recognized. `dictates`: a long answer is expected. `note` is about Lantern itself.
    `said` are the lines before. `by_switch`: a press anywhere chooses what is first in `scan`, the
    answers that are offered one after the other. `silent`: nothing is spoken aloud.
    """

    turn: int = 0
    lines: tuple[str, ...] = ()
    heard: str = ""
    partly: bool = False
    answers: tuple[Answer, ...] = ()
    dictates: bool = False
    state: State = "waits"
    note: str = ""
    said: tuple[Said, ...] = ()
    look: Look = Look()
    screens: int = 1
    by_switch: bool = False
    scan: tuple[str, ...] = ()
    silent: bool = False

    def blank(self) -> View:
        """The page with nothing of the conversation on it."""
        return View(
            turn=self.turn,
            look=self.look,
            screens=self.screens,
            by_switch=self.by_switch,
            silent=self.silent,
        )


def buttons(offered: Iterable[OfferedAnswer]) -> tuple[Answer, ...]:
    """The answers offered, as buttons."""
    return tuple(Answer(one.id, one.label, one.kind, one.shortcut) for one in offered)


def with_said(said: tuple[Said, ...], who: Who, text: str) -> tuple[Said, ...]:
    """What was said, with a line more."""
    return (*said, Said(who, text))[-MOST_SAID:]


def speaking(sound: Sound, wait: float) -> Speaking:
    """When each word of a sound is marked; by the voice's own times where it gives them."""
    if sound.words:
        words = tuple((word.begin, word.end, round(word.seconds * 1000)) for word in sound.words)
    else:
        words = estimated_words(sound.text, sound.seconds)
    return Speaking(sound.text, words, round(wait * 1000), round(sound.seconds * 1000))


def estimated_words(text: str, seconds: float) -> tuple[tuple[int, int, int], ...]:
    """When each word of `text` is likely to be spoken, if all of it takes so many seconds.

    Long words take longer, and so do words before a pause.
    """
    words = list(_WORD.finditer(text))
    lengths = [max(_LEAST, len(word[0])) + _PAUSES.get(word[0][-1], 0) + 1 for word in words]
    whole, at, found = sum(lengths), 0, []
    for word, length in zip(words, lengths, strict=True):
        found.append((word.start(), word.end(), round(1000 * seconds * at / whole)))
        at += length
    return tuple(found)

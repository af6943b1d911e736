"""The steps of a dialogue: say, ask, note, erase, and begin another dialogue.

A dialogue is a generator that reads from top to bottom like its script. It yields the steps below
and is sent the answer to each `Ask` (plain JSON, see `intents.expectations`), None for a question
that was skipped. It is deterministic: it uses no clock, file or randomness, only its brief.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.practice.events import Noted
from intents import Expectation


@dataclass(frozen=True, slots=True, init=False)
class Say:
    """Something to say: a key of the wording, and the words to put in.

    `nth` counts how often the key was said before in this session, so that the variants of a
    wording take turns.
    """

    key: str
    words: dict[str, Any] = field(default_factory=dict)
    nth: int = 0

    def __init__(self, key: str, nth: int = 0, **words: Any) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "nth", nth)

    def counted(self, nth: int) -> Say:
        """Return the same with this `nth`."""
        return Say(self.key, nth, **self.words)


@dataclass(frozen=True, slots=True, init=False)
class Ask:
    """A question: its key in the wording, what it expects, and what it is `about`.

    Key and `about` together identify the question: its answer is found by them, not by position,
    so a dialogue may change between two sessions. `also` are intents that answer it too,
    such as "an easier one": the answer is then `{"intent": …}`. `takes_tail`: people often tell it
    in the same breath as the answer before ("not yet, she was ill"); it is not asked then.
    """

    key: str
    expects: Expectation
    about: str = ""
    words: dict[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    takes_tail: bool = False

    def __init__(
        self,
        key: str,
        expects: Expectation,
        about: str = "",
        also: tuple[str, ...] = (),
        takes_tail: bool = False,
        **words: Any,
    ) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "expects", expects)
        object.__setattr__(self, "about", about)
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "also", also)
        object.__setattr__(self, "takes_tail", takes_tail)

    def expecting(self, expects: Expectation) -> Ask:
        """Return the same question, which expects this."""
        return Ask(self.key, expects, self.about, self.also, self.takes_tail, **self.words)

    @property
    def say(self) -> Say:
        """The question as something to say."""
        return Say(self.key, **self.words)


@dataclass(frozen=True, slots=True)
class Note:
    """An event to keep, written in one line with the answer that led to it."""

    noted: Noted


@dataclass(frozen=True, slots=True)
class Erase:
    """Journal lines to erase for good, by their ids, because of the last answer.

    The conversation says that it is done, because a dialogue cannot know.
    """

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begin:
    """Another dialogue to run now; this one goes on when that one has ended.

    `slots` are its parameters, such as the words to search for.
    """

    dialogue: str
    slots: Mapping[str, Any] = field(default_factory=dict)


EVERYTHING = "*"
"""In place of a line to erase: the whole journal, with its recordings and backups."""
TAKE_OVER = "take over "
"""Before a device's name, in place of a line to erase: its files become this device's own."""
Step = Say | Ask | Note | Erase | Begin
Dialogue = Generator[Step, Any, None]
"""A running dialogue: yields steps, receives answers."""

"""The commands of a language as they are kept between two starts: read, checked and joined."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from intents.automaton import Automaton
from intents.text import Habits

_QUICKLY = 1
"""How hard to compress: what is kept is made while somebody waits."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a language by where they live: in a reflection, or anywhere else."""

    menu: Automaton
    dictation: Automaton


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the files of a language say of its commands and habits.

    `intents`: whether each begins something of its own, and where alone it makes sense.
    `listening`: what a recognizer listens for, by intent. `alike`: stems to the name of their
    group. `unfinished`: words after which
    a sentence goes on. `known`: the words of all phrases.
    """

    intents: Mapping[str, tuple[bool, tuple[str, ...]]]
    listening: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, str]
    habits: Habits
    unfinished: tuple[str, ...]
    known: tuple[str, ...]
    phrases: Phrases

    def to_bytes(self) -> bytes:
        """All of it, for `from_bytes`."""
        menu, dictation = self.phrases.menu.dump(), self.phrases.dictation.dump()
        header = {
            "intents": self.intents,
            "listening": self.listening,
            "alike": self.alike,
            "habits": {key: _listed(value) for key, value in asdict(self.habits).items()},
            "unfinished": self.unfinished,
            "known": self.known,
            "cut": len(menu),
        }
        return zlib.compress(json.dumps(header).encode() + b"\n" + menu + dictation, _QUICKLY)

    @classmethod
    def from_bytes(cls, written: bytes) -> Prepared:
        """What `to_bytes` wrote."""
        line, _, body = zlib.decompress(written).partition(b"\n")
        header = json.loads(line)
        habits = {key: _tuple(value) for key, value in header["habits"].items()}
        for key in ("numbers", "negators", "idle"):
            habits[key] = frozenset(habits[key])
        cut = header["cut"]
        return cls(
            {name: (starts, tuple(only)) for name, (starts, only) in header["intents"].items()},
            {name: tuple(phrases) for name, phrases in header["listening"].items()},
            header["alike"],
            Habits(**habits),
            tuple(header["unfinished"]),
            tuple(header["known"]),
            Phrases(Automaton.load(body[:cut]), Automaton.load(body[cut:])),
        )


def _listed(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

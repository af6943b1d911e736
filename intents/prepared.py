"""A language as `intents.training` prepared it: read and checked once, loaded in a moment."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from intents import source
from intents.automaton import Automaton
from intents.errors import LanguageError

PREPARED = "phrases.bin"
_MAGIC = b"lantern phrases 1\n"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a language by where they live: in a reflection, or anywhere else."""

    menu: Automaton
    dictation: Automaton


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the TOML files of a language say, but for its answers.

    `intents`: whether each begins something of its own. `listening`: what a recognizer listens
    for, by intent. `alike`: stems to the name of their group. `habits`: the arguments of `Habits`
    but for its numbers. `known`: the words of all phrases.
    """

    made_from: str
    """The fingerprint of the files."""
    intents: Mapping[str, bool]
    listening: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, str]
    habits: Mapping[str, Any]
    known: tuple[str, ...]
    phrases: Phrases

    def save(self, path: Path) -> None:
        """Writes all of it to `path`."""
        menu, dictation = self.phrases.menu.dump(), self.phrases.dictation.dump()
        header = {
            "made_from": self.made_from,
            "intents": self.intents,
            "listening": self.listening,
            "alike": self.alike,
            "habits": {key: _listed(value) for key, value in self.habits.items()},
            "known": self.known,
            "sizes": [len(menu), len(dictation)],
        }
        body = json.dumps(header).encode() + b"\n" + menu + dictation
        path.write_bytes(_MAGIC + zlib.compress(body, 9))


def read_prepared(path: Path, made_from: str) -> Prepared | None:
    """What `Prepared.save` wrote; none where there is no such file, or it is of other files.

    Raises LanguageError if it is broken.
    """
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        if not written.startswith(_MAGIC):
            raise ValueError
        line, _, body = zlib.decompress(written[len(_MAGIC) :]).partition(b"\n")
    except (ValueError, zlib.error):
        raise LanguageError(
            str(path), "is broken; make it again with python -m intents.training"
        ) from None
    header = json.loads(line)
    if header["made_from"] != made_from:
        return None
    habits: dict[str, Any] = header["habits"]
    habits = {k: v if isinstance(v, dict) else tuple(v) for k, v in habits.items()}
    for key in ("negators", "idle"):
        habits[key] = frozenset(habits[key])
    cut = header["sizes"][0]
    return Prepared(
        header["made_from"],
        header["intents"],
        {name: tuple(phrases) for name, phrases in header["listening"].items()},
        header["alike"],
        habits,
        tuple(header["known"]),
        Phrases(Automaton.load(body[:cut]), Automaton.load(body[cut:])),
    )


def tables(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, as `save_tables` left them beside it if it is still the same."""
    try:
        written = json.loads(path.with_suffix(".json").read_bytes())
        if written["made_from"] == crc32(path.read_bytes()):
            found: dict[str, Any] = written["tables"]
            return found
    except (OSError, ValueError, KeyError):
        pass
    return source.read(path)


def save_tables(path: Path) -> None:
    """Writes the tables of a TOML file where `tables` finds them in a moment."""
    written = {"made_from": crc32(path.read_bytes()), "tables": source.read(path)}
    path.with_suffix(".json").write_text(json.dumps(written) + "\n", "utf-8")


def _listed(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value

"""The phrases in `intents/languages/en` read as data, and those the recognizer listens for.

Strings in the TOML files may be templates: ``(a|b)`` is a or b, ``[a]`` a or nothing, ``<name>``
one of the list of that name, ``{slot}`` any words. Nothing else is assumed of the files, so that a
new kind of table needs no change here.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import intents
from intents.expectations import Expectation

_PIECE = re.compile(r"[()\[\]|]|<[^>]*>|\{[^}]*\}|[^\s()\[\]|<>{}]+")
_CLOSES = {"(": ")", "[": "]"}
MOST_NESTED = 8
NOT_PHRASES = frozenset({"safety", "obstacles", "values", "demo", "wake_phrases"})
"""Files of a language which hold no phrases for commands or answers."""

Lists = Mapping[str, Sequence[str]]


def read(folder: Path) -> tuple[list[str], dict[str, list[str]]]:
    """(every string of the TOML files of a folder, the named lists among them)."""
    strings: list[str] = []
    lists: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.toml")):
        if path.parent.name == "wording" or path.stem in NOT_PHRASES:
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        strings += _strings(table)
        lists |= _lists(table)
    return strings, lists


@cache
def listened_for() -> tuple[str, ...]:
    """Every phrase in a closed grammar of Lantern's, whatever it asks."""
    language = intents.load("en")
    expected = [kind() for kind in Expectation.__subclasses__() if kind.patience == "closed"]
    closed = (phrase for kind in expected for phrase in language.phrases(kind) or ())
    return tuple(sorted({*closed, *language.dictation_phrases()}))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if " " in key:  # a phrase written as a key
                yield key
            yield from _strings(item)


def _lists(table: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lists(value)
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            yield key, value


class Sampler:
    """Says templates, choosing at random wherever there is a choice."""

    def __init__(self, lists: Lists, anything: Sequence[str], rng: random.Random) -> None:
        self._lists, self._anything, self._rng = lists, anything, rng

    def say(self, template: str) -> str:
        """One of the phrases a template stands for; {slots} become one of `anything`."""
        return " ".join(self._say(template, 0).split())

    def _say(self, template: str, depth: int) -> str:
        pieces = _PIECE.findall(template)
        said, _ = self._choice(pieces, 0, "", depth)
        return said

    def _choice(self, pieces: list[str], at: int, closing: str, depth: int) -> tuple[str, int]:
        """One of the alternatives from a place to the closing bracket, and the place after it."""
        rows: list[list[str]] = [[]]
        while at < len(pieces) and pieces[at] != closing:
            piece = pieces[at]
            at += 1
            if piece == "|":
                rows.append([])
            elif piece in _CLOSES:
                inner, at = self._choice(pieces, at, _CLOSES[piece], depth)
                if piece == "(" or self._rng.random() < 0.5:
                    rows[-1].append(inner)
            else:
                rows[-1].append(self._word(piece, depth))
        return " ".join(self._rng.choice(rows)), at + 1

    def _word(self, piece: str, depth: int) -> str:
        if piece.startswith("{"):
            return self._rng.choice(self._anything)
        if piece.startswith("<"):
            options = self._lists.get(piece[1:-1], ())
            return (
                self._say(self._rng.choice(options), depth + 1)
                if options and depth < MOST_NESTED
                else ""
            )
        return piece

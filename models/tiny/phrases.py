"""The phrases in `intents/languages/en` read as data, and those the recognizer listens for.

Strings in the TOML files may be templates (see `intents.grammar`). Nothing else is assumed of the
files, so that a new kind of table needs no change here.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import intents
from intents import grammar
from intents.expectations import Expectation

NOT_PHRASES = frozenset(
    {"calendar", "demo", "formatting", "helplines", "interpretation", "misheard", "numbers"}
    | {"obstacles", "rephrasing", "safety", "speech", "values", "verbs", "wake_phrases"}
    | {"addressed", "body", "moods", "saying_back"}
    | {"naming", "outcomes", "repairs", "tellings", "threads", "ways"}
)
"""Files of a language which hold no phrases for commands or answers.

What is told at length, and not as a phrase, is heard by a larger model.
"""
NOT_SPOKEN = frozenset({"only", "ordinals", "no_verb", "letters", "contractions"})
"""Keys of tables whose strings are no words by themselves."""

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
            if key not in NOT_SPOKEN:
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
        self._lists = grammar.Lists({k: tuple(v) for k, v in lists.items()}, lambda word: (word,))
        self._anything = anything
        self._rng = rng

    def say(self, template: str) -> str:
        """One of the phrases a template stands for; {slots} become one of `anything`."""
        parts = grammar.parse(template, self._lists)
        return " ".join(grammar.say(parts, self._rng, lambda _: self._anything))

"""The tables of a language: its answers, numbers and calendar, as phrases and words.

They stand in TOML files, all in normal form: small letters, contractions written out. A table or a
key which a language does not have is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from intents import source
from intents.cache import kept, mark
from intents.errors import LanguageError

Words = tuple[str, ...]

FILES = ("answers", "numbers", "calendar", "options")
"""The files which hold tables; a language needs the first, and may leave out the others."""


class Phrases:
    """A set of phrases, which can be looked for at a place of an utterance."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        self.all = frozenset(phrase for phrase in phrases if phrase)
        self.longest = max(map(len, self.all), default=0)
        self._sizes: dict[str, tuple[int, ...]] = {}
        for phrase in sorted(self.all, key=len, reverse=True):
            known = self._sizes.get(phrase[0], ())
            if len(phrase) not in known:
                self._sizes[phrase[0]] = (*known, len(phrase))

    def __contains__(self, words: object) -> bool:
        return words in self.all

    def at(self, words: Words, at: int) -> int:
        """The size of the longest phrase which begins at `at`; 0 where there is none."""
        return next(self.sizes(words, at), 0)

    def sizes(self, words: Words, at: int) -> Iterator[int]:
        """The sizes of the phrases which begin at `at`, the longest first."""
        for size in self._sizes.get(words[at], ()) if at < len(words) else ():
            if at + size <= len(words) and words[at : at + size] in self.all:
                yield size

    def ends(self, words: Words) -> Iterator[int]:
        """The sizes of the phrases which end `words`, the longest first."""
        for size in range(min(self.longest, len(words)), 0, -1):
            if words[-size:] in self.all:
                yield size

    def has(self, words: Words) -> bool:
        """Whether one of the phrases stands in `words`."""
        return self.find(words) is not None

    def find(self, words: Words) -> tuple[int, int] | None:
        """Where the first of the phrases begins and ends in `words`."""
        for at in range(len(words)):
            if size := self.at(words, at):
                return at, at + size
        return None

    def last(self, words: Words, most: int) -> Iterator[tuple[int, int]]:
        """Where the last of the phrases stand in `words`, at most so many, from the end on."""
        for at in range(len(words) - 1, -1, -1):
            if most and (size := self.at(words, at)):
                most -= 1
                yield at, at + size


def inside(words: Words, before: Phrases, after: Phrases, most: int) -> Iterator[Words]:
    """What is left of `words` as phrases of `before` and `after` are taken off the two ends.

    The longest first; only what has at most `most` words.
    """
    starts, ends = {0}, {len(words)}
    for at in range(len(words)):
        if at in starts:
            starts.update(at + size for size in before.sizes(words, at))
    for end in range(len(words), 0, -1):
        if end in ends:
            ends.update(end - size for size in after.ends(words[max(0, end - 12) : end]))
    left = {(at, end) for at in starts for end in range(at + 1, at + most + 1) if end in ends}
    for at, end in sorted(left, key=lambda span: span[0] - span[1]):
        yield words[at:end]


class Tables:
    """Reads tables by name; each key is turned into phrases or words once."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._tables = tables
        self.phrases = cache(self._phrases)
        self.words = cache(self._words)

    def lines(self, table: str, key: str) -> tuple[str, ...]:
        """The strings at `key`, as they are written."""
        found = self._tables.get(table, {}).get(key, ())
        if isinstance(found, str) or not all(isinstance(line, str) for line in found):
            raise LanguageError(
                f"[{table}]", f'{key} must be a list of strings; write  {key} = ["one", "another"]'
            )
        return tuple(found)

    def values(self, table: str) -> Mapping[str, Any]:
        """What the words of a table stand for: ``monday = 0``."""
        return self._tables.get(table, {})

    def phrase_values(self, table: str) -> Mapping[Words, Any]:
        """The same, by phrases: ``"next week" = 1``."""
        return {tuple(key.split()): value for key, value in self.values(table).items()}

    def phrases_of(self, table: str) -> Phrases:
        """The phrases which are the keys of a table."""
        return Phrases(self.phrase_values(table))

    def _phrases(self, table: str, key: str) -> Phrases:
        return Phrases(tuple(line.split()) for line in self.lines(table, key))

    def _words(self, table: str, key: str) -> frozenset[str]:
        return frozenset(word for line in self.lines(table, key) for word in line.split())


@lru_cache(maxsize=4)
def read_tables(folder: Path) -> Tables:
    """The tables of the language in `folder`."""
    paths = [folder / f"{name}.toml" for name in FILES]

    def read() -> bytes:
        found: dict[str, Any] = {}
        for path in paths[:1] + [path for path in paths[1:] if path.exists()]:
            found |= {path.stem: source.read(path)} if path.stem == "options" else source.read(path)
        return json.dumps(found).encode()

    return Tables(json.loads(kept(f"{folder.name}-tables", mark(paths), read)))

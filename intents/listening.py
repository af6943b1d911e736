"""The answers worth listening for with a closed grammar, by what is expected."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from string import Formatter

from intents.expectations import Choice, Expectation, Number, Rating
from intents.rules import Rules
from intents.tables import Tables

_FEW = 20
"""Up to so many, numbers are listened for with halves, ranges and the words around them."""
_MOST = 100


class Listening:
    """Makes phrases from the table `expected` of a language.

    In a line, ``{hour}`` is each hour from one to twelve, ``{next}`` the number after it, and
    ``{anything}`` else each line of that list. Lines for numbers have ``{n}`` and ``{top}``, or
    ``{n}`` and ``{next}``.
    """

    def __init__(self, tables: Tables, rules: Rules) -> None:
        self._tables = tables
        self._rules = rules

    def phrases(self, expects: Expectation) -> tuple[str, ...]:
        """Everything which is likely to be said, apart from the names of options."""
        if isinstance(expects, Rating | Number):
            return tuple(self._numbers(expects.low, expects.high))
        lines = self._tables.lines("expected", expects.name)
        if isinstance(expects, Choice) and expects.heard:
            lines += self._tables.lines("expected", "heard")
        return tuple(phrase for line in lines for phrase in self._filled(line))

    def _filled(self, line: str) -> Iterator[str]:
        """A line with each of its lists written out."""
        names = {name for _, name, _, _ in Formatter().parse(line) if name}
        if {"hour", "next"} & names:
            for hour in range(1, 13):
                of = {"hour": hour, "next": hour % 12 + 1}
                said = {name: self._rules.spoken_number(n) for name, n in of.items()}
                keep = {name: "{" + name + "}" for name in names - said.keys()}
                yield from self._filled(line.format(**(said | keep)))
            return
        name = min(names, default="")
        if not name:
            yield line
            return
        for word in self._tables.lines("expected", name):
            for phrase in self._filled(word):
                yield from self._filled(line.replace("{" + name + "}", phrase))

    def _numbers(self, low: float | None, high: float | None) -> Iterator[str]:
        """The numbers from `low` to `high`, alone; few of them with a half and between two."""
        bottom, top = int(low or 0), min(int(_MOST if high is None else high), _MOST)
        names = [self._rules.spoken_number(n) for n in range(max(0, bottom), top + 1)]
        yield from names
        if not names or top > _FEW:
            return
        for line in self._tables.lines("expected", "number"):
            yield from (line.format(n=name, top=names[-1]) for name in names)
        for line in self._tables.lines("expected", "number_below_top"):
            yield from (line.format(n=a, next=b) for a, b in itertools.pairwise(names))
